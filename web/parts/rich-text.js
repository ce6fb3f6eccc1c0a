import { h } from "../view/element.js";

const slice = 16; // ms, a frame

/**
 * <rich-text profile="chat|post"> with the property `source` (Markdown).
 * Shows the source as plain paragraphs at once, and the rendered form when the
 * page's renderer is there: RichText.use(a.markdown). The renderer answers
 * TrustedHTML; this is the one place of the page that writes HTML.
 */
export class RichText extends HTMLElement {
  static #render = null;
  #source = "";

  /** Gives every present and future element the renderer; the present ones a few at a time, so that the page stays at hand. */
  static async use(render) {
    RichText.#render = render;
    let started = performance.now();
    for (const element of document.querySelectorAll('rich-text[data-state="plain"]')) {
      element.#draw();
      if (performance.now() - started < slice) continue;
      await new Promise((resolve) => setTimeout(resolve));
      started = performance.now();
    }
  }

  get source() { return this.#source; }
  set source(text) {
    this.#source = text;
    this.#draw();
  }

  /** True when Markdown made something of the text that plain text would not show. */
  get formatted() {
    const only = this.firstElementChild;
    return this.dataset.state === "rich" && (this.childElementCount > 1 || only?.tagName !== "P" || only.childElementCount > 0);
  }

  #draw() {
    this.dir = "auto";
    const html = this.#rendered();
    this.dataset.state = html === null ? "plain" : "rich";
    if (html === null) return this.replaceChildren(...plain(this.#source));
    this.innerHTML = html;
    for (const block of this.children) block.dir ||= "auto";
    // What can scroll sideways must be reachable by keyboard, and says what it is.
    for (const block of this.querySelectorAll("pre, table")) block.tabIndex = 0;
    for (const box of this.querySelectorAll('input[type="checkbox"]')) box.setAttribute("aria-label", box.checked ? "done" : "to do");
  }

  #rendered() {
    if (!RichText.#render) return null;
    try {
      return RichText.#render(this.#source, { profile: this.getAttribute("profile") ?? "chat", hashtags: { url: "#/search/%23{tag}" } });
    } catch {
      return null; // past a limit: the text stays readable as it was written
    }
  }
}

/** Paragraphs and fenced blocks only: close to the rendered heights, and just text. */
function plain(source) {
  const blocks = source.replaceAll("\r\n", "\n").split(/^```[^\n]*\n([\s\S]*?)^```[^\n]*$/m);
  return blocks.flatMap((block, index) => index % 2
    ? h("pre", {}, block)
    : block.split(/\n{2,}/).map((text) => text.replace(/^\n+|\n+$/g, "")).filter(Boolean).map((text) => h("p", { class: "plain", dir: "auto" }, text)));
}

customElements.define("rich-text", RichText);
