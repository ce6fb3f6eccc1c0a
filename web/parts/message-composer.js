import { h } from "../view/element.js";
import { formatKey, formats, wrap } from "../view/format-keys.js";
import { icon } from "../view/icon.js";
import { Part } from "../view/part.js";

const touch = matchMedia("(pointer: coarse)");

/**
 * <message-composer name="…">: Markdown with a live preview, files, voice.
 * Emits "message-send" {text}, "attach" {files}, "record", "draft" {text},
 * "edit-last", "message-change" {message, text}, "leave" and "keys".
 * Upload rows go into `tray`; a recorder or a problem is set as `above`;
 * change(message) puts a sent message into the field until it is sent or left.
 */
class MessageComposer extends Part {
  #field = h("textarea", { rows: 1, dir: "auto", maxlength: 20000, enterkeyhint: "send" });
  #preview = h("md-message", { profile: "chat" });
  #shown = h("section", { class: "preview", "aria-label": "Preview", hidden: true }, this.#preview);
  #send = h("button", { class: "primary icon", "aria-label": "Send", title: "Send (Enter)" }, icon("send"));
  #mic = h("button", { class: "ghost icon mic", type: "button", "aria-label": "Record a voice message", title: "Record a voice message", onclick: () => this.emit("record") }, icon("mic"));
  #picker = h("input", { type: "file", multiple: true, hidden: true, onchange: () => this.#pick() });
  #form = h("form", { onsubmit: (event) => this.#submit(event) });
  tray = h("div", { class: "tray" });
  #above = h("div", { class: "above" });
  #changing = h("div", { class: "row changing", hidden: true }, icon("pencil"), h("span", { class: "grow" }, "You are changing a message"),
    h("button", { class: "ghost icon", type: "button", "aria-label": "Leave it as it was", onclick: () => this.#leaveChange() }, icon("close")));
  #changed = null; // { message, draft }: what is being changed, and what stood in the field before

  connectedCallback() {
    if (this.firstChild) return;
    this.#field.setAttribute("aria-label", `Message to ${this.getAttribute("name")}`);
    this.#field.placeholder = "Write a message. Markdown works";
    this.#field.addEventListener("input", () => this.#draw());
    this.#field.addEventListener("keydown", (event) => this.#key(event));
    this.#form.append(this.#changing, this.#shown, this.tray, this.#field, h("div", { class: "row tools" },
      h("button", { class: "ghost icon", type: "button", "aria-label": "Attach a file", title: "Attach a file", onclick: () => this.#picker.click() }, icon("clip")), this.#picker, this.#mic,
      formats.map(([format, label, keys]) => h("button", { class: "ghost icon format", type: "button", "aria-label": label, title: `${label} (${keys})`, onclick: () => { wrap(this.#field, format); this.#draw(); } }, icon(format))),
      h("span", { class: "grow" }), h("button", { class: "ghost icon keyboard", type: "button", "aria-label": "Keys", title: "Keys (?)", onclick: () => this.emit("keys") }, icon("keys")), this.#send));
    this.append(this.#above, this.#form);
    this.addEventListener("paste", (event) => this.take(event, event.clipboardData));
  }

  get text() { return this.#field.value; }
  set text(text) {
    this.#field.value = text;
    this.#draw();
  }

  set busy(on) { this.#send.disabled = on; }
  set recording(on) { this.#form.hidden = on; }
  /** What stands above the field: a recorder or a problem; null clears it. */
  set above(element) { this.#above.replaceChildren(element ?? ""); }
  focus() { this.#field.focus(); }
  choose() { this.#picker.click(); }
  focusMic() { this.#mic.focus(); }

  /** Marks a stretch of the text, for instance what was refused. */
  select(from, to) {
    this.#field.focus();
    this.#field.setSelectionRange(from, to);
  }

  change(message) {
    this.#changed = { message, draft: this.#changed?.draft ?? this.text };
    this.#changing.hidden = false;
    this.text = message.text;
    this.focus();
    this.#field.setSelectionRange(message.text.length, message.text.length);
  }

  #leaveChange() {
    const { draft } = this.#changed;
    this.#changed = null;
    this.#changing.hidden = true;
    this.text = draft;
    this.focus();
  }

  /** Files of a paste or a drop. */
  take(event, data) {
    if (!data?.files.length) return;
    event.preventDefault();
    this.emit("attach", { files: [...data.files] });
  }

  #draw() {
    const text = this.#field.value.trim();
    this.#preview.text = text;
    this.#shown.hidden = !text || !this.#preview.formatted;
    this.emit("draft", { text: this.#changed ? this.#changed.draft : this.#field.value });
  }

  /** Enter sends where there is a keyboard; on touch it is a new line. Ctrl+Enter always sends. */
  #key(event) {
    if (event.isComposing) return;
    if (formatKey(event, this.#field)) return this.#draw();
    if (event.key === "Escape") return this.#changed ? this.#leaveChange() : this.emit("leave");
    if (event.key === "ArrowUp" && !this.#field.value && !this.#changed) {
      event.preventDefault(); // else the caret goes to the start of what is put in
      return this.emit("edit-last");
    }
    const sends = event.key === "Enter" && (event.ctrlKey || event.metaKey || (!event.shiftKey && !touch.matches));
    if (!sends) return;
    event.preventDefault();
    this.#form.requestSubmit();
  }

  #pick() {
    this.emit("attach", { files: [...this.#picker.files] });
    this.#picker.value = "";
  }

  #submit(event) {
    event.preventDefault();
    const text = this.#field.value.trim();
    if (this.#changed) {
      const { message } = this.#changed;
      if (!text) return;
      this.#leaveChange();
      return text !== message.text && this.emit("message-change", { message, text });
    }
    if ((text || this.tray.childElementCount) && !this.#send.disabled) this.emit("message-send", { text });
  }
}

customElements.define("message-composer", MessageComposer);
