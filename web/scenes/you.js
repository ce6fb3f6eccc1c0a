import { avatar } from "../view/avatar.js";
import { h } from "../view/element.js";

/** You: who you are, the theme, the way out. On a wide screen the rail holds the same. */
export function youScene({ user, signOut, togglePanel }) {
  const element = h("div", { class: "page" },
    h("div", { class: "row" }, avatar(user, "large"), h("div", {}, h("h1", {}, h("bdi", {}, user.name)), h("p", { class: "quiet" }, user.id))),
    h("section", { class: "card", "aria-labelledby": "theme-title" }, h("h2", { id: "theme-title" }, "Theme"), h("div", {}, h("theme-switch"))),
    h("section", { class: "card" }, h("h2", {}, "Behind the page"), h("div", {}, h("button", { type: "button", onclick: togglePanel }, "Show what just happened"))),
    h("div", {}, h("button", { class: "danger", type: "button", onclick: signOut }, "Sign out")));
  return { element, title: "You" };
}
