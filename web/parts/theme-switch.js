import { h } from "../view/element.js";
import { icon } from "../view/icon.js";
import { Part } from "../view/part.js";

const choices = [["system", "system", "Same as the system"], ["light", "sun", "Light"], ["dark", "moon", "Dark"]];

/** <theme-switch>: system, light or dark; remembered, and read again by theme.js before the next first paint. */
class ThemeSwitch extends Part {
  connectedCallback() {
    const now = document.documentElement.dataset.theme ?? "system";
    const group = `theme-${Math.random().toString(36).slice(2)}`;
    this.setAttribute("role", "radiogroup");
    this.setAttribute("aria-label", "Theme");
    this.replaceChildren(...choices.map(([value, drawing, name]) => h("label", { title: name },
      h("input", { type: "radio", name: group, value, "aria-label": name, ".checked": value === now, onchange: () => this.#choose(value) }),
      icon(drawing))));
  }

  #choose(value) {
    if (value === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = value;
    try {
      if (value === "system") localStorage.removeItem("theme");
      else localStorage.setItem("theme", value);
    } catch {
      // Storage refused: the choice holds until the page is closed.
    }
    this.emit("theme-chosen", { value });
  }
}

customElements.define("theme-switch", ThemeSwitch);
