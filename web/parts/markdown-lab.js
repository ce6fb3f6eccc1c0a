import { h } from "../view/element.js";
import { Part } from "../view/part.js";

const views = [["result", "Result"], ["html", "HTML"], ["tree", "Tree"]];

/**
 * <markdown-lab>: Markdown on one side, what becomes of it on the other: the
 * result, its HTML, its tree. Emits "lab-input" {text, profile}; what the
 * renderer answered comes in through show({ html, timing, refused }).
 */
class MarkdownLab extends Part {
  #field = h("textarea", { rows: 14, dir: "auto", spellcheck: "false", "aria-label": "Markdown", oninput: () => this.#tell() });
  #profile = h("select", { onchange: () => this.#tell() }, h("option", { value: "post" }, "Post"), h("option", { value: "chat" }, "Chat"));
  #result = h("md-message", { profile: "post" });
  #html = h("pre", { tabindex: 0, "aria-label": "HTML" });
  #tree = h("pre", { tabindex: 0, "aria-label": "Tree" });
  #timing = h("p", { class: "quiet timing", role: "status" });

  connectedCallback() {
    if (this.firstChild) return;
    const panes = { result: this.#result, html: this.#html, tree: this.#tree };
    const choose = (which) => {
      for (const [name, pane] of Object.entries(panes)) pane.hidden = name !== which;
      for (const button of tabs.children) button.setAttribute("aria-pressed", String(button.dataset.view === which));
    };
    const tabs = h("div", { class: "row", role: "group", "aria-label": "Show" }, views.map(([name, label]) => h("button", { type: "button", dataset: { view: name }, onclick: () => choose(name) }, label)));
    this.append(
      h("div", { class: "lab" },
        h("div", { class: "card" }, h("div", { class: "row" }, h("label", { class: "row" }, "As a ", this.#profile)), this.#field),
        h("section", { class: "card", "aria-label": "What becomes of it" }, tabs, h("div", { class: "outcome" }, this.#result, this.#html, this.#tree))),
      this.#timing);
    choose("result");
  }

  set text(text) {
    this.#field.value = text;
    this.#tell();
  }

  show({ html, timing, refused }) {
    this.#html.textContent = html;
    this.#tree.textContent = outline(this.#result, 0).join("\n");
    this.#timing.textContent = refused ?? timing;
  }

  #tell() {
    const [text, profile] = [this.#field.value, this.#profile.value];
    this.#result.setAttribute("profile", profile);
    this.#result.text = text;
    this.emit("lab-input", { text, profile });
  }
}

/** The nodes that the browser made of it, one a line: what the page really holds. */
function outline(node, depth) {
  return [...node.childNodes].flatMap((child) => {
    const space = "  ".repeat(depth);
    if (child.nodeType === Node.TEXT_NODE) return child.data.trim() ? [`${space}"${child.data.trim().replace(/\s+/g, " ").slice(0, 70)}"`] : [];
    const said = [...child.attributes].filter(({ name }) => name !== "dir" && name !== "tabindex").map(({ name, value }) => ` ${name}=${JSON.stringify(value)}`);
    return [`${space}${child.localName}${said.join("")}`, ...outline(child, depth + 1)];
  });
}

customElements.define("markdown-lab", MarkdownLab);
