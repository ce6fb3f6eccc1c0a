import { h } from "../view/element.js";
import { Part } from "../view/part.js";

/** <ask-dialog>: one question before something that cannot be undone. ask(question, verb, stay) resolves with true or false. */
class AskDialog extends Part {
  ask(question, verb, stay = "Keep it") {
    return new Promise((resolve) => {
      const close = (answer) => () => dialog.close(answer);
      const dialog = h("dialog", { class: "ask", "aria-labelledby": "ask-question", onclose: () => { this.replaceChildren(); resolve(dialog.returnValue === "yes"); } },
        h("p", { id: "ask-question" }, question),
        h("div", { class: "row" }, h("button", { class: "danger", type: "button", onclick: close("yes") }, verb), h("button", { type: "button", autofocus: true, onclick: close("no") }, stay)));
      this.replaceChildren(dialog);
      dialog.showModal();
    });
  }
}

customElements.define("ask-dialog", AskDialog);
