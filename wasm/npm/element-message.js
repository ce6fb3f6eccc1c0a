import { Element, styled } from "./element-base.js";
import { common, forget, here, needed } from "./element-module.js";
import { inTurn } from "./element-turns.js";
import { changes, say } from "./element-words.js";
import { plainBlocks } from "./plain.js";

// Any rule of the page's own comes before this one: a message is a block, so that its blocks take its direction.
const css = ":where(md-message) { display: block }";

// <md-message>: Markdown, shown as plain text until the module is there and, where there is none, for good. It draws
// into itself, so that the page's style sheets, selection and search reach the text. Nodes are made one by one: no
// HTML is written here, so that it works under every Trusted Types policy, also under none.
export class MdMessage extends Element {
  static observedAttributes = ["profile", "images", "text"];
  #text = null;
  #options = {};
  #turn = 0;

  get text() { return this.#text ?? ""; }
  set text(text) {
    const next = String(text ?? "");
    if (next === this.#text) return;
    this.#text = next;
    this.#draw();
  }

  get profile() { return this.getAttribute("profile") ?? "chat"; }
  set profile(profile) { this.reflect("profile", profile); }
  get options() { return this.#options; }
  set options(options) {
    this.#options = options ?? {};
    this.#draw();
  }

  // What the text has become: "plain", "rendered", or "limited" where it is past a limit and shown as it was typed.
  get state() { return this.getAttribute("data-state") ?? "plain"; }

  // Whether Markdown made something of the text that plain text would not show: worth a preview, or not.
  get formatted() {
    const only = this.firstElementChild;
    return this.state === "rendered" && (this.childElementCount > 1 || only?.localName !== "p" || only.childElementCount > 0);
  }

  connectedCallback() {
    this.adopt("text", "profile", "options");
    styled(this.getRootNode(), css);
    changes.addEventListener("module", this.#again);
    if (this.#text !== null) return this.#draw();
    if (this.state === "rendered") return; // by a server: it stays as it is until somebody sets a text
    if (this.firstChild || document.readyState !== "loading") return this.#begin();
    document.addEventListener("DOMContentLoaded", () => this.#begin(), { once: true }); // its text is still on the way
  }

  disconnectedCallback() {
    changes.removeEventListener("module", this.#again);
  }

  attributeChangedCallback(name, before, now) {
    if (name === "text") this.text = now;
    else if (this.#text !== null) this.#draw();
  }

  #begin() {
    if (this.#text === null) this.text = dedented(this.textContent);
  }

  #again = () => { if (this.#text !== null && this.state === "plain") this.#draw(); };

  #draw() {
    if (!this.isConnected || this.#text === null) return;
    const turn = ++this.#turn;
    const addend = here();
    if (addend) return this.#render(addend, turn, false);
    if (this.state === "plain" || !this.firstChild) this.#plain();
    needed().then((addend) => inTurn(() => this.#render(addend, turn, false)), (error) => this.#failed(error, turn));
  }

  // Draws with the module; what it answers may be a promise, where the module is in a worker.
  async #render(addend, turn, again) {
    if (turn !== this.#turn) return; // another text has been set since
    const options = { profile: this.profile, ...common(), ...this.#options };
    if (this.hasAttribute("images")) options.images = this.getAttribute("images");
    try {
      if (addend.mount) return this.#drawn(addend.mount(this, this.#text, options));
      const answer = addend.render(this.#text, options);
      if (this.state === "plain" && answer.then && !this.firstChild) this.#plain();
      const { html, error } = answer.then ? await answer : answer;
      if (turn !== this.#turn) return;
      this.innerHTML = html;
      this.#drawn(error);
    } catch (error) {
      if (error?.code !== "closed" || again) return this.#failed(error, turn);
      forget(addend);
      needed().then((other) => this.#render(other, turn, true), (error) => this.#failed(error, turn));
    }
  }

  #drawn(error) {
    this.#settle(error ? "limited" : "rendered");
    this.emit("addend-render", { error });
  }

  #plain() {
    this.replaceChildren(plainBlocks(this.#text, this.ownerDocument));
    this.#settle("plain");
  }

  #failed(error, turn) {
    if (turn !== this.#turn) return;
    this.#plain();
    this.emit("addend-error", { error });
  }

  #settle(state) {
    if (!this.hasAttribute("dir")) this.dir = "auto";
    this.setAttribute("data-state", state);
    for (const block of this.children) block.dir ||= "auto";
    // What can scroll sideways has to be reachable by keyboard, and a check box says what it is.
    for (const block of this.querySelectorAll("pre, table")) block.tabIndex = 0;
    for (const box of this.querySelectorAll("input[type=checkbox]")) box.setAttribute("aria-label", say(box.checked ? "done" : "todo"));
  }
}

// Text between tags is indented as the page's source is, and four spaces would make code of it.
function dedented(text) {
  const lines = text.replace(/^[^\S\n]*\n|\n[^\S\n]*$/g, "").split("\n");
  const least = Math.min(...lines.filter((line) => line.trim()).map((line) => /^\s*/.exec(line)[0].length));
  return least > 0 && least < Infinity ? lines.map((line) => line.slice(least)).join("\n") : lines.join("\n");
}
