import { h } from "../view/element.js";
import { icon } from "../view/icon.js";
import { Part } from "../view/part.js";

const rows = [
  ["In a message", [
    [["Enter"], "Send; on a touch screen Ctrl+Enter"], [["Shift", "Enter"], "New line"],
    [["Ctrl", "B"], "Bold"], [["Ctrl", "I"], "Italic"], [["Ctrl", "E"], "Code"], [["Ctrl", "K"], "Link"],
    [["↑"], "In an empty field: change your last message"], [["Esc"], "Close what is open, then leave the field"],
  ]],
  ["In the conversation", [
    [["↑"], "Earlier message"], [["↓"], "Later message"], [["Tab"], "What can be done with it"], [["End"], "Newest"],
  ]],
  ["While a voice note has the focus", [[["←"], "Back"], [["→"], "Forward"]]],
  ["Anywhere", [[["?"], "These keys"], [["Ctrl", "/"], "These keys, also while writing"]]],
];

/** <key-list>: the keys of the page in a dialog. open(); Esc closes it and the focus goes back. */
class KeyList extends Part {
  open() {
    if (this.firstChild) return;
    const dialog = h("dialog", { class: "keys", "aria-labelledby": "keys-title", onclose: () => this.replaceChildren() },
      h("div", { class: "row" }, h("h2", { id: "keys-title", class: "grow" }, "Keys"), h("button", { class: "ghost icon", type: "button", "aria-label": "Close", onclick: () => dialog.close() }, icon("close"))),
      rows.map(([title, keys]) => h("section", {}, h("h3", {}, title), h("dl", {}, keys.map(([combination, what]) =>
        [h("dt", {}, combination.map((key, index) => [index > 0 && "+", h("kbd", {}, key)])), h("dd", {}, what)])))));
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    this.replaceChildren(dialog);
    dialog.showModal();
  }
}

customElements.define("key-list", KeyList);
