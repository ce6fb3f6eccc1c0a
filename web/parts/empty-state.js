import { h } from "../view/element.js";
import { Part } from "../view/part.js";

/** <empty-state>: one sentence why, one button that mends it (event "act"). */
class EmptyState extends Part {
  set state({ why, label, href, action }) {
    this.replaceChildren(h("p", {}, why), ...[
      href && h("a", { class: "button primary", href }, label),
      action && h("button", { class: "primary", type: "button", onclick: () => this.emit("act", { action }) }, label),
    ].filter(Boolean));
  }
}

customElements.define("empty-state", EmptyState);
