import { profileOf } from "../view/author.js";
import { avatar } from "../view/avatar.js";
import { h } from "../view/element.js";
import { icon } from "../view/icon.js";
import { noticesCard } from "./notices.js";

/** You: who you are, what is yours, the theme, the way out. On a wide screen the rail holds most of it. */
export function youScene({ user, signOut, togglePanel, notices, push, note }) {
  const mine = profileOf(user);
  const place = (href, drawing, name) => h("li", {}, h("a", { class: "place", href }, icon(drawing), name));
  const element = h("div", { class: "page" },
    h("div", { class: "row" }, avatar(user, "large"), h("div", {}, h("h1", {}, h("bdi", {}, user.name)), h("p", { class: "quiet" }, user.id))),
    h("nav", { "aria-label": "Yours" }, h("ul", { role: "list", class: "places" },
      place(mine, "person", "Your profile"), place("#/saved", "bookmark", "Saved posts"), place("#/saved/reacted", "heart", "Posts you reacted to"), place("#/saved/polls", "poll", "Your polls"),
      place(`${mine}/requests`, "people", "Follow requests"), place(`${mine}/blocked`, "block", "People you blocked"),
      place("#/search", "search", "Search"), place("#/playground", "flask", "Playground"), place("#/help", "help", "Help"))),
    h("section", { class: "card", "aria-labelledby": "theme-title" }, h("h2", { id: "theme-title" }, "Theme"), h("div", {}, h("theme-switch"))),
    noticesCard({ notices, push, note }),
    h("section", { class: "card" }, h("h2", {}, "Behind the page"), h("div", {}, h("button", { type: "button", onclick: togglePanel }, "Show what just happened"))),
    h("div", {}, h("button", { class: "danger", type: "button", onclick: signOut }, "Sign out")));
  return { element, title: "You" };
}
