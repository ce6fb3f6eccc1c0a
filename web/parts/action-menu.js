import { h } from "../view/element.js";
import { icon } from "../view/icon.js";
import { Part } from "../view/part.js";

/**
 * <action-menu label="More" icon="more">: a button that opens a short list of
 * verbs. `actions` is [{ name, label, icon | face, danger }]. Emits "action"
 * {name}. Arrow keys go through the list; Escape closes it and the focus returns.
 */
class ActionMenu extends Part {
  #button = h("button", { class: "ghost icon", type: "button", "aria-expanded": "false", "aria-haspopup": "menu", onclick: () => (this.#list.hidden ? this.#open() : this.#close()) });
  #list = h("div", { class: "menu", role: "menu", hidden: true });
  #away = (event) => !this.contains(event.target) && this.#close();

  connectedCallback() {
    if (this.firstChild) return;
    const label = this.getAttribute("label");
    this.#button.setAttribute("aria-label", label);
    this.#button.title = label;
    this.#button.append(icon(this.getAttribute("icon")));
    this.#list.setAttribute("aria-label", label);
    this.append(this.#button, this.#list);
    this.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("focusout", (event) => event.relatedTarget && this.#away({ target: event.relatedTarget }));
  }

  disconnectedCallback() { this.#close(); }

  set actions(actions) {
    this.#list.classList.toggle("faces", actions.some((action) => action.face));
    this.#list.replaceChildren(...actions.map(({ name, label, icon: drawing, face, danger }) => h("button", {
      class: danger ? "ghost danger" : "ghost", type: "button", role: "menuitem", tabindex: -1, dataset: { action: name },
      onclick: () => { this.#close(true); this.emit("action", { name }); },
    }, ...(face ? [h("span", { "aria-hidden": "true" }, face), h("span", { class: "unseen" }, label)] : [icon(drawing), label]))));
  }

  #open() {
    this.#list.hidden = false;
    this.#list.classList.toggle("upward", this.#list.getBoundingClientRect().bottom > innerHeight - 60);
    this.#button.setAttribute("aria-expanded", "true");
    document.addEventListener("pointerdown", this.#away);
    this.#list.firstElementChild?.focus();
  }

  #close(back) {
    if (this.#list.hidden) return;
    this.#list.hidden = true;
    this.#button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", this.#away);
    if (back) this.#button.focus();
  }

  #key(event) {
    if (this.#list.hidden) return;
    const all = [...this.#list.children];
    const at = all.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Escape") this.#close(true);
    else if (next !== undefined) all.at(next % all.length).focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

customElements.define("action-menu", ActionMenu);
