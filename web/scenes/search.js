import "../parts/community-card.js";
import "../parts/person-list.js";
import "../parts/search-box.js";
import { h } from "../view/element.js";
import { createPostList } from "./post-list.js";

/** #/search/words looks for posts, people and communities; #/search/%23tag for posts with a hashtag (FAQ F72). */
export async function searchScene(context, [asked = ""]) {
  const { api, go } = context;
  const box = h("search-box", { label: "Search", placeholder: "Words, a name, or a #hashtag", ".words": asked });
  const found = h("div", { class: "feed" });
  const element = h("div", { class: "page" }, h("h1", {}, "Search"), box, found);
  box.addEventListener("look-for", ({ detail: { words } }) => go(words ? `#/search/${encodeURIComponent(words)}` : "#/search"));

  if (asked) await look();
  else found.append(h("p", { class: "quiet" }, "Try ", ["#repair", "#bicycle", "brakes", "Tomasz"].flatMap((words, index) => [index > 0 && ", ", h("a", { href: `#/search/${encodeURIComponent(words)}` }, words)]), "."));

  async function look() {
    const tag = /^#[\p{L}\p{N}\p{M}_]+$/u.test(asked) && asked.slice(1).toLowerCase();
    const posts = createPostList(context, (token) => api.posts.find(tag ? { tag } : { words: asked }, token));
    const none = async () => [];
    const [count, people, communities] = await Promise.all([posts.next(), (tag ? none : api.people.find)(asked).catch(none), (tag ? none : api.people.findCommunities)(asked).catch(none)]);
    const list = h("person-list", { label: "People" });
    list.add(people);
    const section = (name, ...content) => h("section", { class: "feed", "aria-label": name }, h("h2", {}, name), ...content);
    found.replaceChildren(...[
      people.length > 0 && section("People", list),
      communities.length > 0 && section("Communities", communities.map((community) => h("community-card", { compact: true, ".community": community }))),
      count > 0 && section(tag ? `Posts with #${tag}` : "Posts", posts.element),
    ].filter(Boolean));
    if (!found.childElementCount) {
      found.append(h("empty-state", { ".state": { why: `Nothing was found for ${asked}. Posts are found by whole words or a part of them, once the platform has indexed them.`, label: "Why something may be missing", href: "#/help/F71" } }));
    }
  }
  return { element, title: asked ? `${asked} – search` : "Search", shown: () => !asked && matchMedia("(hover: hover)").matches && box.focus() };
}
