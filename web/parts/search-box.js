import { h } from "../view/element.js";
import { icon } from "../view/icon.js";
import { Part } from "../view/part.js";

/** <search-box label placeholder>: one field. Emits "look-for" {words} on Enter, and with `live` as one types. */
class SearchBox extends Part {
  #field = h("input", { type: "search", dir: "auto", autocomplete: "off", spellcheck: "false", enterkeyhint: "search", maxlength: 200 });

  connectedCallback() {
    if (this.firstChild) return;
    this.#field.setAttribute("aria-label", this.getAttribute("label"));
    this.#field.placeholder = this.getAttribute("placeholder") ?? "";
    if (this.hasAttribute("live")) this.#field.addEventListener("input", () => this.#tell());
    this.append(h("form", { role: "search", onsubmit: (event) => { event.preventDefault(); this.#tell(); } }, icon("search"), this.#field));
  }

  get words() { return this.#field.value.trim(); }
  set words(words) { this.#field.value = words; }
  focus() { this.#field.focus(); }

  #tell() { this.emit("look-for", { words: this.words }); }
}

customElements.define("search-box", SearchBox);
