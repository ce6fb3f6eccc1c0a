import { h } from "../view/element.js";
import { createPostList } from "./post-list.js";

const orders = [["newest", "Newest"], ["ranked", "Most talked about"], ["video", "Video"]];

/** The global feed: what your communities and the people you follow wrote. */
export async function feedScene(context, [order = "newest"]) {
  const { api } = context;
  const posts = createPostList(context, (token) => api.posts.feed(order, token));
  const element = h("div", { class: "page" },
    h("div", { class: "title" }, h("h1", {}, "Feed"),
      h("nav", { class: "tabs", "aria-label": "Order of the feed" }, orders.map(([value, name]) => h("a", { href: value === "newest" ? "#/feed" : `#/feed/${value}`, "aria-current": value === order ? "page" : null }, name)))),
    posts.element);
  const count = await posts.next();
  if (!count) {
    posts.empty(order === "video"
      ? { why: "Nobody in your communities has posted a video yet.", label: "See all posts", href: "#/feed" }
      : { why: "Your feed is empty because you are in no community that has posts.", label: "Find communities", href: "#/communities" });
  }
  return { element, title: "Feed" };
}
