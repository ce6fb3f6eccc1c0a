import "../parts/community-card.js";
import { h } from "../view/element.js";
import { createPostComposer } from "./post-writing.js";
import { createPostList } from "./post-list.js";
import { tabs } from "./tabs.js";

const orders = [["newest", "Newest"], ["engaging", "Most talked about"], ["video", "Video"]];

/** One community: what it is, a place to write, its posts with the pinned one first. */
export async function communityScene(context, [id, order = "newest"]) {
  const { api, note, refreshPlaces, reload } = context;
  const [community, moderates] = await Promise.all([api.communities.get(id), api.communities.moderates(id).catch(() => false)]);
  const head = h("community-card", { head: true, ".community": community });
  const writing = h("div");
  const posts = createPostList(context, (token) => api.posts.of(id, order, token), { moderates, onPin });
  const element = h("div", { class: "page" }, head, writing, tabs(`Posts of ${community.name}`, `#/c/${encodeURIComponent(id)}`, orders, order), posts.element);

  async function onPin(post, on) {
    await (on ? api.communities.pin(id, post.id) : api.communities.unpin(id));
    reload();
  }

  function drawComposer() {
    if (!community.joined) return writing.replaceChildren();
    writing.replaceChildren(createPostComposer(context, { targetType: "community", targetId: id, name: community.name }, async (post) => {
      post.community = community;
      element.querySelector("empty-state")?.remove();
      await posts.putFirst(post);
    }));
  }

  async function member(verb) {
    head.busy = true;
    try {
      await api.communities[verb](id);
      Object.assign(community, await api.communities.get(id), { joined: verb === "join" });
      head.community = community;
      drawComposer();
      await refreshPlaces();
    } catch (error) {
      head.busy = false;
      head.after(note(error));
    }
  }
  head.addEventListener("join", () => member("join"));
  head.addEventListener("leave", () => member("leave"));

  drawComposer();
  if (!(await posts.next())) posts.empty(nothing(community, order));
  element.addEventListener("act", () => element.querySelector("post-composer textarea")?.focus());
  return { element, title: community.name };
}

function nothing({ id, name, joined }, order) {
  if (order !== "newest") return { why: order === "video" ? `Nobody has posted a video in ${name} yet.` : `Nothing was written in ${name} in the last three months.`, label: "See all posts", href: `#/c/${encodeURIComponent(id)}` };
  return joined ? { why: `Nothing has been written in ${name} yet. Yours can be the first post.`, label: "Write it", action: "write" }
    : { why: `Nothing has been written in ${name} yet.`, label: "Find other communities", href: "#/communities" };
}
