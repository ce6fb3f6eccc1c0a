import { avatar } from "../view/avatar.js";
import { h } from "../view/element.js";
import { icon } from "../view/icon.js";
import { Part } from "../view/part.js";

/**
 * <sign-in-form>: `state` is { people: [{id, name}], methods: ["development"], note? }.
 * Emits "sign-in" {userId, displayName?}.
 */
class SignInForm extends Part {
  set state({ people, methods }) {
    const open = methods.includes("development");
    this.replaceChildren(
      h("div", { class: "top" }, h("span", { class: "brand" }, icon("plus"), "addend"), h("theme-switch")),
      h("div", { class: "card" },
        h("h1", {}, "Come in"),
        h("p", { class: "lead" }, "A neighbourhood repair café on social.plus. Everything here goes through your own server: this page never holds a key or a token.")),
      h("div", { class: "slot", dataset: { slot: "problem" } }),
      ...(open ? this.#open(people) : [this.#closed()]),
    );
  }

  set problem(note) { this.querySelector('[data-slot="problem"]').replaceChildren(note ?? ""); }
  set busy(on) { for (const button of this.querySelectorAll("button")) button.disabled = on; }

  #open(people) {
    const field = h("input", { type: "text", name: "userId", id: "user-id", required: true, maxlength: 50, autocomplete: "username", autocapitalize: "none", spellcheck: "false", placeholder: "for example, sam" });
    const submit = (event) => {
      event.preventDefault();
      const userId = field.value.trim();
      if (userId) this.emit("sign-in", { userId });
    };
    return [
      h("div", { class: "card" }, h("h2", { id: "who" }, "Who are you today?"),
        h("div", { class: "people", role: "group", "aria-labelledby": "who" }, people.map((person) =>
          h("button", { type: "button", dataset: { user: person.id }, onclick: () => this.emit("sign-in", { userId: person.id, displayName: person.name }) },
            avatar(person), h("bdi", { class: "cut" }, person.name))))),
      h("form", { onsubmit: submit }, h("label", { for: "user-id" }, "Or with any other user id", field), h("button", { class: "primary" }, "Sign in")),
      h("p", { class: "quiet" }, "Development identities are on: no password is asked. A server for real people has them off."),
    ];
  }

  #closed() {
    const note = document.createElement("empty-state");
    note.state = { why: "Development identities are off on this server, so nobody can be chosen here. Start the worker with ADDEND_DEV_IDENTITIES=1 to try the demo, or come from the site that signs you in.", label: "Ask the server again", action: "reload" };
    return note;
  }
}

customElements.define("sign-in-form", SignInForm);
