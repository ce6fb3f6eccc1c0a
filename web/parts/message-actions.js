import { h } from "../view/element.js";
import { icon } from "../view/icon.js";
import { Part } from "../view/part.js";

/**
 * <message-actions>: what can be done with one message. at(item, message, own)
 * stands beside the message that has the pointer or the focus; menu(message, own)
 * is the same as a menu, for fingers. Emits "message-edit", "message-copy",
 * "message-remove" and "message-report" {message}.
 */
class MessageActions extends Part {
  /** As a small bar inside the message's own item. */
  at(item, message, own) {
    this.removeAttribute("popover");
    this.replaceChildren(h("div", { role: "toolbar", "aria-label": "Message" }, verbs(message, own).map(([verb, label, drawing]) =>
      h("button", { class: "ghost icon", type: "button", "aria-label": label, title: label, onclick: () => this.emit(`message-${verb}`, { message }) }, icon(drawing)))));
    this.hidden = !this.querySelector("button");
    item.querySelector("article").append(this);
  }

  /** As a menu at the bottom of the screen; closing it gives the focus back. */
  menu(message, own) {
    const from = document.activeElement;
    const choose = (verb) => () => { this.hidePopover(); from?.focus(); this.emit(`message-${verb}`, { message }); };
    this.popover = "auto";
    this.hidden = false;
    this.replaceChildren(h("div", { role: "menu", "aria-label": "Message", onkeydown: (event) => this.#move(event) }, verbs(message, own).map(([verb, label, drawing]) =>
      h("button", { class: "ghost", type: "button", role: "menuitem", onclick: choose(verb) }, icon(drawing), label))));
    document.getElementById("main").append(this); // above all else wherever it stands; read as a part of it
    this.showPopover();
    this.querySelector("button").focus();
  }

  #move(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [...this.querySelectorAll("button")];
    all.at((all.indexOf(document.activeElement) + step) % all.length).focus();
  }
}

/** Only text can be changed, only one's own; what somebody else said can be reported. */
function verbs({ kind, text, deleted, state }, own) {
  if (deleted || state) return [];
  return [
    own && kind === "text" && ["edit", "Edit", "pencil"],
    text && ["copy", "Copy the text", "copy"],
    own && ["remove", "Remove", "trash"],
    !own && ["report", "Report", "flag"],
  ].filter(Boolean);
}

customElements.define("message-actions", MessageActions);
