import "../parts/help-list.js";
import "../parts/search-box.js";
import { h } from "../view/element.js";

/**
 * Help: what people ask about the platform, and what this product does about it.
 * #/help/F36 opens one topic, #/help/words looks for words. The topics are data
 * (help/topics.json), fetched when somebody asks for help.
 */
export async function helpScene({ go }, [asked = ""]) {
  const response = await fetch("/help/topics.json");
  if (!response.ok) throw Object.assign(new Error(`the help topics answered ${response.status}`), { code: `http-${response.status}`, hint: "try again in a moment" });
  const topics = await response.json();
  const list = h("help-list");
  const box = h("search-box", { label: "Search the help", placeholder: "Search: voice message, rate limit, gif", live: true });
  const none = h("div");
  const element = h("div", { class: "page" }, h("h1", {}, "Help"),
    h("p", {}, "What people who build on social.plus ask, and what this product does about it. Where something can be seen, a button leads there."), box, list, none);
  const one = /^F\d\d$/.test(asked);

  function look(words) {
    const shown = list.look(words);
    none.replaceChildren(...(shown ? [] : [h("empty-state", { ".state": { why: `No topic holds ${words}.`, label: "Show all topics", action: "all" } })]));
  }
  box.addEventListener("look-for", ({ detail: { words } }) => {
    look(words);
    history.replaceState(null, "", words ? `#/help/${encodeURIComponent(words)}` : "#/help");
  });
  element.addEventListener("act", () => go("#/help", { again: true }));

  return {
    element, title: "Help",
    shown() {
      list.topics = topics;
      if (one) list.open(asked);
      else if (asked) look((box.words = asked));
    },
  };
}
