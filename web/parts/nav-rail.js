import { avatar } from "../view/avatar.js";
import { badge } from "../view/badge.js";
import { h } from "../view/element.js";
import { icon } from "../view/icon.js";
import { Part } from "../view/part.js";

/**
 * <nav-rail>: communities, chats and you. `state` is { user, communities, channels, here }
 * where `here` is the current hash. Emits "sign-out" and "panel-toggle".
 */
class NavRail extends Part {
  #drawn;
  #theme = h("theme-switch"); // stays: it may be in use while the lists come

  set state({ user, communities, channels, unread = new Map(), here, panel }) {
    // The same is not drawn again: a press that began would be lost with its link.
    const drawn = JSON.stringify([user, communities, channels, [...unread], here, panel]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const at = this.querySelector("nav")?.scrollTop ?? 0;
    const focused = this.contains(document.activeElement) && document.activeElement;
    const place = (href, name, picture, count) => h("a", { class: "place", href, "aria-current": href === here ? "page" : null }, picture, h("bdi", { class: "cut grow" }, name), badge(count));
    const heading = (name, href, label) => h("h2", {}, name, h("a", { href, "aria-label": label, title: label }, icon("plus")));
    this.replaceChildren(
      h("a", { class: "brand", href: "#/feed" }, icon("plus"), "addend"),
      h("nav", { "aria-label": "Places" },
        place("#/feed", "Feed", icon("feed")), place("#/search", "Search", icon("search")), place("#/saved", "Kept posts", icon("bookmark")),
        heading("Communities", "#/communities", "Find communities"),
        communities.map((one) => place(`#/c/${encodeURIComponent(one.id)}`, one.name, avatar(one, "small square"))),
        heading("Chats", "#/chats/all", "Start a chat"),
        channels.map((one) => place(`#/chat/${encodeURIComponent(one.id)}`, one.name, avatar(one.partner ?? one, one.partner ? "small" : "small square"), unread.get(one.id))),
        h("h2", {}, "Find out"), place("#/playground", "Playground", icon("flask")), place("#/help", "Help", icon("help")),
      ),
      h("div", { class: "foot" },
        h("div", { class: "me" }, h("a", { class: "me grow", href: "#/u" }, avatar(user, "small"), h("span", { class: "grow cut", dataset: { me: user.id } }, h("bdi", {}, user.name))),
          h("button", { class: "ghost icon", type: "button", "aria-label": "Sign out", title: "Sign out", onclick: () => this.emit("sign-out") }, icon("exit"))),
        h("div", { class: "row" }, this.#theme, h("span", { class: "grow" }),
          h("a", { class: "button ghost icon", href: "#/you", "aria-label": "Notifications", title: "Notifications" }, icon("bell")),
          h("button", { class: "ghost icon", type: "button", "aria-label": "What just happened", title: "What just happened", "aria-pressed": String(panel), onclick: () => this.emit("panel-toggle") }, icon("pulse")))),
    );
    this.querySelector("nav").scrollTop = at;
    if (focused && !focused.isConnected) this.#same(focused)?.focus({ preventScroll: true });
    else if (focused) focused.focus({ preventScroll: true }); // it was moved
  }

  /** What stands now where `old` stood: the same link, or the same button. */
  #same(old) {
    const sign = (one) => one.getAttribute("href") ?? one.getAttribute("aria-label");
    return [...this.querySelectorAll("a, button")].find((one) => sign(one) === sign(old));
  }
}

customElements.define("nav-rail", NavRail);
