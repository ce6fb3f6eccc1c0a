import { h } from "../view/element.js";
import { formatKey, formats, wrap } from "../view/format-keys.js";
import { icon } from "../view/icon.js";
import { Part } from "../view/part.js";

/**
 * <post-composer name="Bicycles">: a Markdown field with a live preview by the
 * same renderer that will show the post. Emits "attach" {files}, "poll" and "post"
 * {text}. Upload rows go into `tray`, a poll's form into `extra`.
 */
class PostComposer extends Part {
  #field = h("textarea", { rows: 1, dir: "auto", maxlength: 50000 });
  #preview = h("md-message", { profile: "post" });
  #shown = h("section", { class: "preview", "aria-label": "Preview", hidden: true }, h("p", { class: "quiet" }, "Preview"), this.#preview);
  #send = h("button", { class: "primary" }, "Post");
  #picker = h("input", { type: "file", multiple: true, hidden: true, onchange: () => this.#pick() });
  tray = h("div", { class: "tray" });

  connectedCallback() {
    if (this.firstChild) return;
    const name = this.getAttribute("name");
    this.#field.setAttribute("aria-label", `Write to ${name}`);
    this.#field.placeholder = `Write to ${name}. Markdown is welcome`;
    this.#field.addEventListener("input", () => this.#draw());
    this.#field.addEventListener("keydown", (event) => this.#key(event));
    this.append(h("form", { class: "card", onsubmit: (event) => this.#submit(event) },
      this.#field, this.#shown, h("div", { dataset: { slot: "extra" } }), this.tray, h("div", { dataset: { slot: "problem" } }),
      h("div", { class: "row tools" },
        h("button", { class: "ghost icon", type: "button", "aria-label": "Attach", title: "Attach", onclick: () => this.#picker.click() }, icon("image")), this.#picker,
        h("button", { class: "ghost icon", type: "button", "aria-label": "Ask in a poll", title: "Ask in a poll", onclick: () => this.emit("poll") }, icon("poll")),
        formats.map(([format, label, keys]) => h("button", { class: "ghost icon format", type: "button", "aria-label": label, title: `${label} (${keys})`, onclick: () => { wrap(this.#field, format); this.#draw(); } }, icon(format))),
        h("span", { class: "grow" }), this.#send)));
    this.addEventListener("paste", (event) => this.#take(event, event.clipboardData));
    this.addEventListener("dragover", (event) => event.preventDefault());
    this.addEventListener("drop", (event) => this.#take(event, event.dataTransfer));
  }

  set problem(note) { this.querySelector('[data-slot="problem"]').replaceChildren(note ?? ""); }
  set extra(element) { this.querySelector('[data-slot="extra"]').replaceChildren(element ?? ""); }
  set busy(on) { this.#send.disabled = on; }

  focus() { this.#field.focus(); }
  choose() { this.#picker.click(); }

  /** After the post was stored: empty again. Until then the text stays. */
  clear() {
    this.#field.value = "";
    this.tray.replaceChildren();
    this.problem = null;
    this.#draw();
  }

  #draw() {
    const text = this.#field.value.trim();
    this.#preview.text = text;
    this.#shown.hidden = !text || !this.#preview.formatted;
  }

  #key(event) {
    if (event.isComposing) return;
    if (formatKey(event, this.#field)) this.#draw();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.form.requestSubmit();
    else if (event.key === "Escape") this.#field.blur();
  }

  #pick() {
    this.emit("attach", { files: [...this.#picker.files] });
    this.#picker.value = "";
  }

  #take(event, data) {
    if (!data?.files.length) return;
    event.preventDefault();
    this.emit("attach", { files: [...data.files] });
  }

  #submit(event) {
    event.preventDefault();
    this.emit("post", { text: this.#field.value.trim() });
  }
}

customElements.define("post-composer", PostComposer);
