import { h } from "../view/element.js";
import { createPostList } from "./post-list.js";
import { tabs } from "./tabs.js";

const shelves = [["saved", "Saved"], ["reacted", "Reacted to"], ["polls", "My polls"]];
const load = { saved: "savedPosts", reacted: "reacted", polls: "withPolls" };
const empty = {
  saved: { why: "You have saved nothing yet. The bookmark below a post puts it here.", label: "Go to the feed", href: "#/feed" },
  reacted: { why: "You have reacted to none of the posts that were looked through.", label: "Go to the feed", href: "#/feed" },
  polls: { why: "You have asked nothing yet. A poll is made where a post is written.", label: "Find a community to ask", href: "#/communities" },
};

/** Posts one wants to find again: saved (FAQ F61), reacted to (F12), with a poll of one's own (F49). */
export async function shelfScene(context, [shelf = "saved"]) {
  const which = Object.hasOwn(load, shelf) ? shelf : "saved";
  const posts = createPostList(context, (token) => context.api.posts[load[which]](token));
  const element = h("div", { class: "page" }, h("div", { class: "title" }, h("h1", {}, "Kept posts"), tabs("Kept posts", "#/saved", shelves, which)), posts.element);
  if (!(await posts.next())) posts.empty(empty[which]);
  return { element, title: shelves.find(([name]) => name === which)[1] };
}
