import { author } from "../view/author.js";
import { avatar } from "../view/avatar.js";
import { h } from "../view/element.js";
import { Part } from "../view/part.js";

/**
 * <person-list label="Followers">: people with what can be done about each.
 * `verbs` is [{ name, label, primary }]; emits "person-action" {person, name}.
 * take(person) removes one; add(people) appends.
 */
class PersonList extends Part {
  verbs = [];
  #list = h("ul", { role: "list" });

  connectedCallback() {
    if (this.firstChild) return;
    this.#list.setAttribute("aria-label", this.getAttribute("label"));
    this.append(this.#list);
  }

  get size() { return this.#list.childElementCount; }

  add(people) {
    this.#list.append(...people.map((person) => h("li", { class: "row person", dataset: { person: person.id } }, avatar(person),
      h("span", { class: "grow by" }, author(person), person.about && h("span", { class: "quiet cut", dir: "auto" }, person.about)),
      this.verbs.map(({ name, label, primary }) => h("button", {
        type: "button", class: primary && "primary", "aria-label": `${label}: ${person.name}`, onclick: () => this.emit("person-action", { list: this, person, name }),
      }, label)))));
  }

  take(person) { this.#list.querySelector(`[data-person="${CSS.escape(person.id)}"]`)?.remove(); }

  set busy(on) { for (const button of this.querySelectorAll("button")) button.disabled = on; }
}

customElements.define("person-list", PersonList);
