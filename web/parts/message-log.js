import { avatar } from "../view/avatar.js";
import { h } from "../view/element.js";
import { icon } from "../view/icon.js";
import { Part } from "../view/part.js";
import { dayOf, hours, when } from "../view/when.js";

const together = 5 * 60_000;

/**
 * <message-log>: messages of one channel, oldest first, grouped by author within
 * five minutes. fill(messages, {me, older}) once; put(message) adds or replaces
 * one by its id or reference. A message of your own has `state` "sending",
 * "failed" with `problem`, or none. Emits "older" and "image-open" {file}.
 */
class MessageLog extends Part {
  #messages = [];
  #list = h("ol", { role: "list", class: "log" });
  #live = h("div", { role: "log", "aria-live": "off", "aria-label": "Messages" }, this.#list);
  #older = h("button", { class: "ghost earlier", type: "button", hidden: true, onclick: () => this.emit("older") }, "Show earlier messages");
  #newest = h("button", { class: "newest", type: "button", hidden: true, onclick: () => this.toNewest() }, "Newest");

  connectedCallback() {
    if (this.firstChild) return;
    this.scroller = h("div", { class: "scroller", tabindex: 0, role: "region", "aria-label": "Conversation" }, this.#older, this.#live);
    this.append(this.scroller, this.#newest);
    this.atEnd = true;
    this.scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    // Images, upgrades and the keyboard of a phone change heights: the end stays the end.
    this.watch = new ResizeObserver(() => this.atEnd && this.toNewest());
    this.watch.observe(this.#list);
    this.watch.observe(this.scroller);
  }

  disconnectedCallback() { this.watch.disconnect(); }

  fill(messages, { me, older }) {
    this.me = me;
    this.#messages = [...messages];
    this.#older.hidden = !older;
    this.#draw();
    this.toNewest();
    // Live only now: a reader hears what is new, not the whole history.
    requestAnimationFrame(() => this.#live.setAttribute("aria-live", "polite"));
  }

  /** Earlier messages go on top without moving what is being read. */
  prepend(messages, older) {
    const from = this.scroller.scrollHeight - this.scroller.scrollTop;
    this.#messages.unshift(...messages);
    this.#older.hidden = !older;
    this.#draw();
    this.scroller.scrollTop = this.scroller.scrollHeight - from;
  }

  put(message) {
    const same = (one) => (message.id && one.id === message.id) || (message.reference && one.reference === message.reference);
    const index = this.#messages.findIndex(same);
    if (index >= 0) {
      const before = this.#messages[index];
      if (before.id === message.id && !before.state && !message.state) return; // known already
      this.#messages[index] = message;
      this.#list.querySelector(`[data-key="${CSS.escape(key(before))}"]`).replaceWith(this.#item(message, this.#messages[index - 1]));
    } else {
      this.#messages.push(message);
      this.#list.append(...this.#withDay(message, this.#messages.at(-2)));
      if (message.author.id === this.me) this.toNewest();
    }
  }

  toNewest() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.atEnd = true;
    this.#newest.hidden = true;
  }

  /** A scroll that only follows from a changed height is nobody leaving the end. */
  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    const shape = `${scrollHeight}/${clientHeight}`;
    if (this.atEnd && shape !== this.shape) {
      this.shape = shape;
      return this.toNewest();
    }
    this.shape = shape;
    this.atEnd = scrollHeight - scrollTop - clientHeight < 48;
    this.#newest.hidden = this.atEnd;
  }

  #draw() { this.#list.replaceChildren(...this.#messages.flatMap((message, index) => this.#withDay(message, this.#messages[index - 1]))); }

  #withDay(message, before) {
    const newDay = !before || before.at.toDateString() !== message.at.toDateString();
    const item = this.#item(message, before);
    return newDay ? [h("li", { class: "day" }, when(message.at, dayOf)), item] : [item];
  }

  #item(message, before) {
    const { author, at, state, problem } = message;
    const own = author.id === this.me;
    const grouped = before && before.author.id === author.id && at - before.at < together && before.at.toDateString() === at.toDateString();
    return h("li", { class: `message${own ? " own" : ""}${grouped ? " grouped" : ""}`, dataset: { key: key(message), message: message.id ?? "", kind: message.kind, state: state ?? "sent" } },
      !own && (grouped ? h("span", { class: "avatar-space" }) : avatar(author)),
      h("article", { "aria-label": `${own ? "You" : author.name}, ${hours(at)}` },
        !grouped && h("p", { class: "by" }, !own && h("bdi", { class: "name" }, author.name), when(at, hours)),
        h("div", { class: `bubble ${message.kind}` }, this.#body(message)),
        state === "sending" && h("p", { class: "quiet state" }, icon("clock"), "Sending"),
        problem));
  }

  #body(message) {
    const { kind, file, text } = message;
    if (message.deleted) return h("p", { class: "quiet" }, "This message was removed.");
    const caption = text && h("rich-text", { profile: "chat", ".source": text });
    if (!file) return caption || h("p", { class: "quiet" }, "A kind of message this page does not show.");
    if (kind === "audio") return h("voice-note", { ".note": { src: file.href, duration: message.duration, levels: message.levels } });
    if (kind === "image") return [this.#picture(file), caption];
    if (kind === "video") return [h("video", { controls: true, preload: "metadata", src: file.href, width: file.width ?? 480, height: file.height ?? 270 }), caption];
    return [h("file-card", { ".file": file }), caption];
  }

  #picture(file) {
    const image = h("img", { src: `${file.href}?size=medium`, alt: "", loading: "lazy", width: file.width ?? 480, height: file.height ?? 320 });
    if (file.width) image.style.setProperty("--wide", `${file.width}px`); // a small picture is not blown up
    return h("button", { class: "picture", type: "button", "aria-label": `Look at ${file.name}`, onclick: () => this.emit("image-open", { file }) }, image);
  }
}

const key = (message) => message.id ?? message.reference;

customElements.define("message-log", MessageLog);
