import { h } from "./element.js";

/** How many are unread, as a number to see and a word to hear; nothing for none. */
export const badge = (count) => (count > 0 ? h("span", { class: "badge" }, count > 99 ? "99+" : String(count), h("span", { class: "unseen" }, " unread")) : null);
