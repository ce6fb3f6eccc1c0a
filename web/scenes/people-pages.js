import "../parts/person-list.js";
import { h } from "../view/element.js";

/** Lists of people around somebody, page by page, with what can be done about each. */
export async function createPeoplePages({ api, note }, { id, name, view, own }) {
  const { verbs = [], label, empty } = {
    followers: { label: "Followers", verbs: own ? [{ name: "decline", label: "Remove" }] : [], empty: own ? { why: "Nobody follows you yet. Write something, and those who like it will.", label: "Write something", href: "#/u" } : { why: `Nobody follows ${name} yet.`, label: "Find people", href: "#/search" } },
    following: { label: "Following", verbs: own ? [{ name: "unfollow", label: "Unfollow" }] : [], empty: own ? { why: "You follow nobody yet. What people write whom you follow comes to your feed.", label: "Find people", href: "#/search" } : { why: `${name} follows nobody.`, label: "Find people", href: "#/search" } },
    requests: { label: "Requests", verbs: [{ name: "accept", label: "Accept", primary: true }, { name: "decline", label: "Decline" }], empty: { why: "Nobody is waiting for your answer. Requests come here while the network asks for them before somebody may follow.", label: "About follow requests", href: "#/help/F05" } },
    blocked: { label: "Blocked", verbs: [{ name: "unblock", label: "Unblock" }], empty: { why: "You have blocked nobody.", label: "About blocking", href: "#/help/F44" } },
  }[view] ?? {};
  if (!label) return h("empty-state", { ".state": { why: "There is no such list.", label: "See the profile", href: `#/u/${encodeURIComponent(id)}` } });

  const list = h("person-list", { label, ".verbs": verbs });
  const more = h("button", { type: "button", hidden: true, onclick: () => next() }, "Show more");
  const element = h("div", { class: "feed" }, list, more);
  let token;

  async function next() {
    const page = await api.people[view](...(own && (view === "requests" || view === "blocked") ? [token] : [id, token]));
    token = page.next;
    list.add(page.people);
    more.hidden = !token;
    drawEmpty();
  }

  const drawEmpty = () => !list.size && list.append(h("empty-state", { ".state": empty }));

  list.addEventListener("person-action", async ({ detail: { person, name: verb } }) => {
    list.busy = true;
    try {
      await api.people[verb](person.id);
      list.take(person);
      drawEmpty();
    } catch (error) {
      list.after(note(error));
    } finally {
      list.busy = false;
    }
  });

  await next();
  return element;
}
