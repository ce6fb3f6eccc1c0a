import { h } from "../view/element.js";
import { keepEnd } from "../view/end.js";
import { keyOf, messageItems, sameMessage } from "../view/message-item.js";
import { Part } from "../view/part.js";

const page = 60; // messages of one list; the browser draws only lists that are near
const near = 600; // px below the top from which earlier messages are asked for

/**
 * <message-log>: messages of one channel, oldest first. fill(messages, {me, older})
 * once; put(message) adds or replaces one by its id or reference. A message of
 * your own has `state` "sending", "failed" with `problem`, or none. Emits "older",
 * "at-end", "message-focus" {message, item} and what its messages emit.
 */
class MessageLog extends Part {
  #messages = [];
  #live = h("div", { role: "log", "aria-live": "off", "aria-label": "Messages" });
  #older = h("button", { class: "ghost earlier", type: "button", hidden: true, onclick: () => this.#ask() }, "Show earlier messages");
  #newest = h("button", { class: "newest", type: "button", hidden: true, onclick: () => this.toNewest() }, "Newest");

  connectedCallback() {
    if (this.firstChild) return;
    this.scroller = h("div", { class: "scroller", tabindex: 0, role: "region", "aria-label": "Conversation" }, this.#older, this.#live);
    this.append(this.scroller, this.#newest);
    this.end = keepEnd(this.scroller, this.#live, (came) => this.#moved(came));
    this.scroller.addEventListener("keydown", (event) => this.#key(event));
    for (const name of ["pointerover", "focusin"]) this.#live.addEventListener(name, ({ target }) => this.#near(target.closest("li.message")));
  }

  disconnectedCallback() { this.end.close(); }

  get atEnd() { return Boolean(this.end?.at); } // nobody reads what is not shown yet

  get newestOwn() { return this.#messages.findLast((one) => one.author.id === this.me && one.kind === "text" && !one.deleted && !one.state); }
  get messages() { return [...this.#messages]; }

  fill(messages, { me, older }) {
    this.me = me;
    this.#messages = [...messages];
    this.#older.hidden = !older;
    this.#live.replaceChildren(this.#page(messages));
    this.toNewest();
    // Live only now: a reader hears what is new, not the whole history.
    requestAnimationFrame(() => this.#live.setAttribute("aria-live", "polite"));
  }

  /** Earlier messages go on top without moving what is being read. */
  prepend(messages, older) {
    this.asked = false;
    this.#older.hidden = !older;
    if (!messages.length) return;
    const list = this.#page(messages);
    const from = this.scroller.scrollHeight - this.scroller.scrollTop;
    const [first] = this.#messages;
    this.#messages.unshift(...messages);
    list.classList.add("fresh"); // laid out once, so that its height is known and not guessed
    this.#live.prepend(list);
    this.#replace(first, first, messages.at(-1));
    this.scroller.scrollTop = this.scroller.scrollHeight - from;
    requestAnimationFrame(() => requestAnimationFrame(() => list.classList.remove("fresh")));
  }

  put(message) {
    const same = (one) => (message.id && one.id === message.id) || (message.reference && one.reference === message.reference);
    const index = this.#messages.findLastIndex(same);
    if (index >= 0) {
      const before = this.#messages[index];
      if (sameMessage(before, message)) return; // known already
      this.#messages[index] = message;
      return this.#replace(before, message, this.#messages[index - 1]);
    }
    let last = this.#live.lastElementChild;
    if (!last || last.childElementCount > page) this.#live.append((last = this.#page([])));
    this.#messages.push(message);
    last.append(...messageItems(message, this.#messages.at(-2), this.me));
    if (message.author.id === this.me) this.toNewest();
  }

  /** Takes one away that never was stored. */
  drop(reference) {
    this.#messages = this.#messages.filter((one) => one.reference !== reference || one.id);
    this.item(reference)?.remove();
  }

  /** The one line under a message of your own that says whether it was read. */
  receipt(id, text) {
    this.#live.querySelector(".receipt")?.remove();
    this.item(id)?.querySelector("article").append(h("p", { class: "quiet state receipt" }, text));
  }

  item(key) { return this.#live.querySelector(`[data-key="${CSS.escape(key)}"]`); }

  toNewest() { this.end.toEnd(); }

  #ask() {
    if (this.asked || this.#older.hidden) return;
    this.asked = true;
    this.emit("older");
  }

  #moved(came) {
    this.#newest.hidden = this.atEnd;
    if (came) this.emit("at-end");
    if (this.scroller.scrollTop < near && !this.atEnd) this.#ask();
  }

  /** Arrow keys walk from message to message, also in from the scroller itself. */
  #key(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const article = event.target.closest("article");
    if (!step || (event.target !== article && event.target !== this.scroller)) return;
    const all = [...this.#live.querySelectorAll("li.message > article")];
    const next = article ? all[all.indexOf(article) + step] : all.at(-1);
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  #near(item) {
    if (item && item !== this.#at) this.emit("message-focus", { message: this.#messages.findLast((one) => keyOf(one) === item.dataset.key), item });
    this.#at = item;
  }
  #at = null;

  #replace(before, message, previous) {
    const item = this.item(keyOf(before));
    if (item.previousElementSibling?.matches(".day")) item.previousElementSibling.remove();
    const focused = item.contains(document.activeElement);
    const made = messageItems(message, previous, this.me);
    item.replaceWith(...made);
    if (focused) made.at(-1).querySelector("article").focus({ preventScroll: true });
  }

  #page(messages) { return h("ol", { role: "list", class: "log" }, messages.map((message, index) => messageItems(message, messages[index - 1], this.me))); }
}

customElements.define("message-log", MessageLog);
