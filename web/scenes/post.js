import { h } from "../view/element.js";
import { createPostList } from "./post-list.js";

/** One post at an address of its own, with its comments open. */
export async function postScene(context, [id]) {
  const { api } = context;
  const post = await api.posts.get(id).catch((error) => {
    if (error.status === 404 || error.code === 400400) return null;
    throw error;
  });
  if (!post || post.deleted) return { element: h("div", { class: "page" }, h("empty-state", { ".state": { why: "This post is gone, or it is not for you to see.", label: "Go to the feed", href: "#/feed" } })), title: "A post that is gone" };
  const list = createPostList(context, async () => ({ posts: [post] }), {
    moderates: post.targetType === "community" && (await api.communities.moderates(post.targetId).catch(() => false)),
    onPin: async (one, on) => {
      await (on ? api.communities.pin(one.targetId, one.id) : api.communities.unpin(one.targetId));
      context.go(`#/c/${encodeURIComponent(one.targetId)}`);
    },
  });
  await list.next();
  const where = post.community ? [`#/c/${encodeURIComponent(post.community.id)}`, post.community.name] : [`#/u/${encodeURIComponent(post.author.id)}`, post.author.name];
  const element = h("div", { class: "page" }, h("p", {}, h("a", { href: where[0] }, h("bdi", {}, where[1]))), h("h1", { class: "unseen" }, `Post by ${post.author.name}`), list.element);
  return { element, title: `Post by ${post.author.name}`, shown: () => element.querySelector("post-card").openComments() };
}
