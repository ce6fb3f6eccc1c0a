import { bytes } from "../view/amount.js";
import { h } from "../view/element.js";
import { icon } from "../view/icon.js";
import { Part } from "../view/part.js";

/**
 * <upload-row>: one file on its way. `file` is the File; progress(sent, total)
 * in bytes; `state` is "sending" | "ready" | "failed" | "asking", and then
 * ask(why, choices) shows one button for each { label, run }. Emits "upload-cancel"
 * (also removes a finished one) and "upload-retry".
 */
class UploadRow extends Part {
  #bar = h("progress", { max: 1, value: 0 });
  #note = h("span", { class: "quiet figures" });

  set file(file) {
    this.size = file.size;
    this.name = file.name;
    this.#bar.setAttribute("aria-label", `Upload of ${file.name}`);
    this.append(icon("file"), h("span", { class: "grow" }, h("bdi", { class: "cut" }, file.name), this.#bar), this.#note,
      h("button", { class: "ghost retry", type: "button", hidden: true, onclick: () => this.emit("upload-retry") }, "Try again"),
      h("button", { class: "ghost icon", type: "button", "aria-label": `Remove ${file.name}`, onclick: () => this.emit("upload-cancel") }, icon("close")));
    this.state = "sending";
  }

  progress(sent, total) {
    const done = total ? Math.min(1, sent / total) : 0;
    this.#bar.value = done;
    this.dataset.progress = done.toFixed(3);
    this.#note.textContent = done < 1 ? `${Math.round(done * 100)} % of ${bytes(this.size)}` : "Storing";
  }

  ask(why, choices) {
    this.state = "asking";
    const row = h("div", { class: "row choices" }, h("span", { class: "quiet" }, why), choices.map(({ label, run }) => h("button", { type: "button", onclick: () => { row.remove(); run(); } }, label)));
    this.querySelector(".grow").append(row);
  }

  set state(state) {
    this.dataset.state = state;
    this.#bar.hidden = state === "ready" || state === "asking";
    this.querySelector(".retry").hidden = state !== "failed";
    if (state === "ready") this.#note.textContent = bytes(this.size);
    if (state === "failed") this.#note.textContent = "Not sent";
    if (state === "asking") this.#note.textContent = "";
    if (state === "sending") this.progress(0, this.size);
  }
}

customElements.define("upload-row", UploadRow);
