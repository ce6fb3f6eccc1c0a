import { Element } from "./element-base.js";
import { needed } from "./element-module.js";
import { plain } from "./plain.js";
import { trusted } from "./trusted.js";

// <md-message>: Markdown, shown as plain text until the module is there and, where there is none, for good. It draws
// into itself, so that the page's style sheets, selection and search reach the text.
export class MdMessage extends Element {
  static observedAttributes = ["profile"];
  #text = null;
  #drawn = ""; // what is shown, and how

  get text() {
    return this.#text ?? "";
  }

  set text(text) {
    this.#text = String(text ?? "");
    if (this.isConnected) this.#draw();
  }

  get profile() {
    return this.getAttribute("profile") ?? "chat";
  }

  set profile(profile) {
    this.setAttribute("profile", profile);
  }

  // What the text has become: "plain", "rendered", or "limited" where it is past a limit and shown as it was typed.
  get state() {
    return this.getAttribute("data-state") ?? "plain";
  }

  connectedCallback() {
    this.adopt("text", "profile");
    // A server has rendered it already: it stays as it is until somebody sets a text.
    if (this.#text === null && this.state === "rendered") return;
    this.#text ??= this.textContent;
    this.#draw();
  }

  attributeChangedCallback() {
    if (this.isConnected && this.#text !== null) this.#draw();
  }

  async #draw() {
    const wanted = `${this.profile} ${this.#text}`;
    if (wanted === this.#drawn) return;
    this.#drawn = wanted;
    if (this.state !== "rendered" || !this.firstChild) this.#show(plain(this.#text), "plain");
    try {
      const { html, error } = (await needed()).render(this.#text, { profile: this.profile });
      if (wanted === this.#drawn) this.#show(html, error ? "limited" : "rendered", error);
    } catch (error) {
      if (wanted !== this.#drawn) return; // another text has been set since
      this.#show(plain(this.#text), "plain");
      this.#drawn = "";
      this.emit("addend-error", { error });
    }
  }

  #show(html, state, error = null) {
    if (!this.hasAttribute("dir")) this.dir = "auto";
    this.innerHTML = state === "plain" ? trusted(html) : html;
    this.setAttribute("data-state", state);
    for (const block of this.children) block.dir ||= "auto";
    // What can scroll sideways has to be reachable by keyboard, and a check box says what it is.
    for (const block of this.querySelectorAll("pre, table")) block.tabIndex = 0;
    for (const box of this.querySelectorAll("input[type=checkbox]")) box.setAttribute("aria-label", box.checked ? "done" : "to do");
    if (state !== "plain") this.emit("addend-render", { error });
  }
}
