import { bytes, clockTime } from "../view/amount.js";
import { h } from "../view/element.js";
import { icon } from "../view/icon.js";
import { Part } from "../view/part.js";

/**
 * <media-lab>: drop or choose files; each becomes a row that says what it is.
 * Emits "lab-file" {file, row}; what was read comes in through tell(row, media, ms)
 * or refuse(row, note).
 */
class MediaLab extends Part {
  #picker = h("input", { type: "file", multiple: true, hidden: true, onchange: () => { this.#take(this.#picker.files); this.#picker.value = ""; } });
  #rows = h("ol", { role: "list", class: "feed", "aria-label": "Files that were read" });

  connectedCallback() {
    if (this.firstChild) return;
    const zone = h("div", { class: "drop" }, icon("file"), h("p", {}, "Drop audio, video or pictures here."), h("button", { type: "button", onclick: () => this.#picker.click() }, "Choose files"), this.#picker,
      h("p", { class: "quiet" }, "They are read on this device and go nowhere."));
    const over = (on) => (event) => { event.preventDefault(); zone.classList.toggle("over", on); };
    zone.addEventListener("dragover", over(true));
    zone.addEventListener("dragleave", over(false));
    zone.addEventListener("drop", (event) => { over(false)(event); this.#take(event.dataTransfer.files); });
    this.append(zone, this.#rows);
  }

  #take(files) {
    for (const file of files) {
      const row = h("li", { class: "card read", "aria-busy": "true" }, h("h3", {}, h("bdi", {}, file.name)), h("p", { class: "quiet" }, `${bytes(file.size)}, being read`));
      this.#rows.prepend(row);
      this.emit("lab-file", { file, row });
    }
  }

  tell(row, file, media, ms) {
    row.removeAttribute("aria-busy");
    const share = file.size ? (100 * media.bytesRead) / file.size : 0;
    row.lastElementChild.replaceWith(h("dl", {}, Object.entries({
      Container: media.container || "not known", Codecs: media.codecs.join(", "),
      Duration: media.duration ? `${media.duration.toFixed(3)} s (${clockTime(media.duration)})${media.exact ? "" : ", an estimate"}` : null,
      Picture: media.width ? `${media.width} × ${media.height}` : null,
      Sound: media.sampleRate ? `${media.sampleRate} Hz, ${media.channels === 1 ? "mono" : `${media.channels} channels`}` : null,
      Read: `${bytes(media.bytesRead)} of ${bytes(file.size)} (${share < 1 ? share.toFixed(2) : Math.round(share)} %) in ${ms.toFixed(1)} ms`,
      Warnings: media.warnings.join(", ") || "none",
    }).filter(([, value]) => value).map(([name, value]) => [h("dt", {}, name), h("dd", { dataset: { fact: name.toLowerCase() } }, value)])));
  }

  refuse(row, note) {
    row.removeAttribute("aria-busy");
    row.lastElementChild.replaceWith(note);
  }
}

customElements.define("media-lab", MediaLab);
