import { h } from "../view/element.js";
import { icon } from "../view/icon.js";
import { Part } from "../view/part.js";

const most = 10; // answers, on the platform
const day = 86_400_000; // ms
const ends = [["0", "Never"], [String(day), "In a day"], [String(3 * day), "In three days"], [String(7 * day), "In a week"]];

/**
 * <poll-form>: a question and its answers, to be sent with a post. `value` is
 * { question, answers, multiple, closedIn } or null while something is missing,
 * which it then says itself. Emits "poll-close".
 */
class PollForm extends Part {
  #question = h("input", { type: "text", name: "question", maxlength: 500, dir: "auto", required: true });
  #answers = h("ol", { role: "list", class: "answers" });
  #more = h("button", { type: "button", onclick: () => this.#add(true) }, icon("plus"), "Add an answer");
  #several = h("input", { type: "checkbox" });
  #end = h("select", {}, ends.map(([value, name]) => h("option", { value }, name)));

  connectedCallback() {
    if (this.firstChild) return;
    this.append(h("fieldset", {},
      h("div", { class: "row" }, h("p", { class: "grow name" }, "Poll"), h("button", { class: "ghost icon", type: "button", "aria-label": "Remove the poll", title: "Remove the poll", onclick: () => this.emit("poll-close") }, icon("close"))),
      h("label", {}, "Question", this.#question), this.#answers, h("div", {}, this.#more),
      h("div", { class: "row ends" }, h("label", { class: "row" }, this.#several, "Several answers may be chosen"), h("span", { class: "grow" }), h("label", { class: "row" }, "Ends", this.#end))));
    this.#add();
    this.#add();
    this.#question.focus();
  }

  get value() {
    for (const field of this.querySelectorAll("input[type=text]")) {
      field.setCustomValidity(field.value.trim() ? "" : "Fill this in, or take the answer away");
      if (!field.reportValidity()) return null;
    }
    const answers = [...this.#answers.querySelectorAll("input")].map((field) => field.value.trim());
    return { question: this.#question.value.trim(), answers, multiple: this.#several.checked, closedIn: Number(this.#end.value) };
  }

  #add(focus) {
    const field = h("input", { type: "text", maxlength: 200, dir: "auto", required: true, oninput: () => field.setCustomValidity("") });
    const item = h("li", { class: "row" }, h("span", { class: "grow" }, field), h("button", { class: "ghost icon", type: "button", onclick: () => this.#remove(item) }, icon("close")));
    this.#answers.append(item);
    this.#draw();
    if (focus) field.focus();
  }

  #remove(item) {
    item.remove();
    this.#draw();
    this.#answers.querySelector("input").focus();
  }

  #draw() {
    const items = [...this.#answers.children];
    this.#more.hidden = items.length >= most;
    items.forEach((item, index) => {
      item.querySelector("input").setAttribute("aria-label", `Answer ${index + 1}`);
      item.querySelector("input").placeholder = `Answer ${index + 1}`;
      const button = item.querySelector("button");
      button.hidden = items.length <= 2; // a poll has at least two
      button.setAttribute("aria-label", `Take answer ${index + 1} away`);
    });
  }
}

customElements.define("poll-form", PollForm);
