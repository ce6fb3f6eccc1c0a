import { h } from "../view/element.js";
import { icon } from "../view/icon.js";

const places = [["#/feed", "feed", "Feed"], ["#/communities", "people", "Communities"], ["#/chats", "chat", "Chats"], ["#/you", "person", "You"]];
const group = new Map([["c", "#/communities"], ["chat", "#/chats"], ["p", "#/feed"], ["search", "#/feed"], ["u", "#/you"], ["saved", "#/you"], ["help", "#/you"], ["playground", "#/you"]]);

/** The bar of a narrow screen, drawn into `element` once: the focus stays on what was pressed. `here` is the current hash. */
export function drawBar(element, here) {
  const current = group.get(here.split("/")[1]) ?? here;
  if (!element.firstChild) element.append(...places.map(([href, drawing, name]) => h("a", { href }, icon(drawing), name)));
  for (const place of element.children) {
    if (place.getAttribute("href") === current) place.setAttribute("aria-current", "page");
    else place.removeAttribute("aria-current");
  }
}
