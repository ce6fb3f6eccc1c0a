import "../parts/community-card.js";
import { h } from "../view/element.js";
import { icon } from "../view/icon.js";
import { createPostList } from "./post-list.js";
import { tabs } from "./tabs.js";

const orders = [["newest", "Newest"], ["ranked", "Most talked about"], ["video", "Video"]];

/** The global feed: what your communities and the people you follow wrote. */
export async function feedScene(context, [order = "newest"]) {
  const { api } = context;
  const posts = createPostList(context, (token) => api.posts.feed(order, token));
  const element = h("div", { class: "page" },
    h("div", { class: "title" }, h("h1", { class: "grow" }, "Feed"),
      h("a", { class: "button ghost icon narrow", href: "#/search", "aria-label": "Search", title: "Search" }, icon("search")), tabs("Order of the feed", "#/feed", orders, order)),
    posts.element);
  const count = await posts.next();
  if (!count && order === "video") posts.empty({ why: "Nobody in your communities has posted a video yet.", label: "See all posts", href: "#/feed" });
  else if (!count) await suggest(context, posts);
  return { element, title: "Feed" };
}

/** An empty feed says why, and offers what fills it (FAQ F29): one press joins. */
async function suggest({ api, note, refreshPlaces, redraw }, posts) {
  posts.empty({ why: "Your feed is empty because you are in no community that has posts, and follow nobody who wrote. Join one and its posts come here.", label: "See all communities", href: "#/communities" });
  const offered = (await api.communities.discover().catch(() => [])).slice(0, 3);
  const list = h("div", { class: "feed" }, offered.map((community) => h("community-card", { ".community": community })));
  posts.element.append(list);
  list.addEventListener("join", async ({ target, detail: { community } }) => {
    target.busy = true;
    try {
      await api.communities.join(community.id);
      await refreshPlaces();
      redraw("#/feed", "#/communities", `#/c/${encodeURIComponent(community.id)}`);
    } catch (error) {
      target.busy = false;
      target.after(note(error));
    }
  });
}
