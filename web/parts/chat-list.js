import { avatar } from "../view/avatar.js";
import { badge } from "../view/badge.js";
import { h } from "../view/element.js";
import { Part } from "../view/part.js";
import { when } from "../view/when.js";

/** <chat-list>: `state` is { channels, people, unread }, unread by channel id. Emits "chat-with" {person}. */
class ChatList extends Part {
  set state({ channels, people, unread = new Map() }) {
    this.replaceChildren(
      h("ul", { role: "list", class: "chats", "aria-label": "Chats" }, channels.map((one) => h("li", {}, h("a", { class: "place", href: `#/chat/${encodeURIComponent(one.id)}` },
        avatar(one.partner ?? one, one.partner ? "" : "square"),
        h("span", { class: "grow" }, h("bdi", { class: "cut name" }, one.name), h("span", { class: "quiet" }, one.partner ? "Conversation" : "Community chat", one.at && [" · ", when(one.at)])), badge(unread.get(one.id)))))),
      ...[people.length > 0 && h("section", { class: "card", "aria-labelledby": "people-title" }, h("h2", { id: "people-title" }, "Write to somebody"),
        h("div", { class: "people" }, people.map((person) => h("button", { type: "button", dataset: { user: person.id }, onclick: () => this.emit("chat-with", { person }) },
          avatar(person), h("bdi", { class: "cut" }, person.name)))))].filter(Boolean));
  }
}

customElements.define("chat-list", ChatList);
