import { h } from "../view/element.js";
import { icon } from "../view/icon.js";
import { Part } from "../view/part.js";

const sizes = ["small", "medium", "large", "full"];

/** <image-viewer>: one image in a dialog, its sizes, and the address that each is. open(file, addressOf) */
class ImageViewer extends Part {
  open(file, addressOf) {
    const image = h("img", { alt: file.name, width: file.width ?? 1200, height: file.height ?? 800 });
    const address = h("code", { class: "address" });
    const choose = (size) => {
      image.src = `${file.href}?size=${size}`;
      address.textContent = addressOf(file.id, size);
      for (const button of bar.children) button.setAttribute("aria-pressed", String(button.dataset.size === size));
    };
    const bar = h("div", { class: "row", role: "group", "aria-label": "Size" }, sizes.map((size) => h("button", { type: "button", dataset: { size }, onclick: () => choose(size) }, size)));
    const dialog = h("dialog", { class: "viewer", "aria-label": file.name, onclose: () => this.replaceChildren() },
      h("div", { class: "row" }, bar, h("span", { class: "grow" }), h("button", { class: "ghost icon", type: "button", "aria-label": "Close", onclick: () => dialog.close() }, icon("close"))),
      image, h("p", { class: "quiet" }, "This size from the platform: ", address));
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    choose("large");
    this.replaceChildren(dialog);
    dialog.showModal();
  }
}

customElements.define("image-viewer", ImageViewer);
