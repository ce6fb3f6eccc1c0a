import { bytes } from "../view/amount.js";
import { h } from "../view/element.js";
import { icon } from "../view/icon.js";
import { Part } from "../view/part.js";

/** <file-card>: kind, name, size and one action: the download, under the file's own name. */
class FileCard extends Part {
  set file({ id, name, size, href }) {
    const extension = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1] ?? "file";
    const query = new URLSearchParams({ name, download: "1" });
    this.dataset.file = id;
    this.replaceChildren(
      h("span", { class: "kind", "aria-hidden": "true" }, extension),
      h("span", { class: "grow" }, h("bdi", { class: "cut name" }, name), h("span", { class: "quiet" }, Number.isFinite(size) ? bytes(size) : "size not known")),
      h("a", { class: "button ghost icon", href: `${href}?${query}`, download: name, "aria-label": `Download ${name}`, title: "Download" }, icon("download")));
  }
}

customElements.define("file-card", FileCard);
