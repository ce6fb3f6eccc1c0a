import "../parts/profile-card.js";
import { later } from "../later.js";
import { h } from "../view/element.js";
import { createPostComposer } from "./post-writing.js";
import { createPostList } from "./post-list.js";
import { tabs } from "./tabs.js";

const views = [["posts", "Posts"], ["followers", "Followers"], ["following", "Following"]];

/** Somebody: who it is, how you stand to each other, what was written. */
export async function profileScene(context, [id = context.user.id, view = "posts"]) {
  const { api, note, user, go } = context;
  let person = await api.people.get(id);
  const own = id === user.id;
  const card = h("profile-card", { ".person": person });
  const body = h("div", { class: "feed" });
  const all = own ? [...views, ["requests", "Requests"], ["blocked", "Blocked"]] : views;
  const element = h("div", { class: "page" }, card, tabs(`About ${person.name}`, `#/u/${encodeURIComponent(id)}`, all, view), body);

  card.addEventListener("relate", async ({ detail: { verb } }) => {
    card.busy = true;
    try {
      await api.people[verb](id);
      person = await api.people.get(id);
      card.person = person;
      card.querySelector(".row button")?.focus();
      await draw();
    } catch (error) {
      card.busy = false;
      card.after(note(error));
    }
  });
  card.addEventListener("write", async () => {
    const from = location.hash;
    try {
      go(`#/chat/${encodeURIComponent((await api.chat.conversation(id)).id)}`, { from });
    } catch (error) {
      card.after(note(error));
    }
  });

  async function draw() {
    if (view !== "posts") return body.replaceChildren(await (await later(() => import("./people-pages.js"))).createPeoplePages(context, { id, name: person.name, view, own }));
    const posts = createPostList(context, (token) => api.posts.by(id, token));
    const writing = own && createPostComposer(context, { targetType: "user", targetId: id, name: "your profile" }, async (post) => {
      element.querySelector("empty-state")?.remove();
      await posts.putFirst(post);
    });
    body.replaceChildren(...[writing, posts.element].filter(Boolean));
    if (!(await posts.next())) posts.empty(own ? { why: "You have written nothing yet.", label: "Write something", action: "write" } : { why: `${person.name} has written nothing that you may see.`, label: "Find other people", href: "#/search" });
  }
  element.addEventListener("act", () => element.querySelector("post-composer textarea")?.focus());
  await draw();
  return { element, title: person.name };
}
