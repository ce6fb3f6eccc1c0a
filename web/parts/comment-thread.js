import { author } from "../view/author.js";
import { avatar } from "../view/avatar.js";
import { h } from "../view/element.js";
import { Part } from "../view/part.js";
import { when } from "../view/when.js";

/** <comment-thread>: `comments` oldest first, and a field to write one. Emits "comment" {text}. */
class CommentThread extends Part {
  #list = h("ol", { role: "list", class: "comments", "aria-label": "Comments" });
  #field = h("textarea", { rows: 1, "aria-label": "Write a comment", placeholder: "Write a comment", dir: "auto", maxlength: 50000 });
  #send = h("button", { class: "primary" }, "Send");

  connectedCallback() {
    if (this.firstChild) return;
    const form = h("form", { class: "row", onsubmit: (event) => this.#submit(event) }, h("span", { class: "grow" }, this.#field), this.#send);
    this.#field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) form.requestSubmit();
    });
    this.append(this.#list, h("div", { dataset: { slot: "problem" } }), form);
  }

  set comments(comments) { this.#list.replaceChildren(...comments.map((comment) => this.#item(comment))); }
  set busy(on) { this.#send.disabled = on; }
  set problem(note) { this.querySelector('[data-slot="problem"]').replaceChildren(note ?? ""); }

  /** Adds a comment that was stored, and empties the field it came from. */
  add(comment) {
    this.#list.append(this.#item(comment));
    this.#field.value = "";
  }

  #item(comment) {
    return h("li", { dataset: { comment: comment.id }, class: comment.parent ? "reply" : "" }, avatar(comment.author, "small"),
      h("div", { class: "grow" }, h("p", { class: "by" }, author(comment.author), " ", when(comment.at)),
        h("md-message", { profile: "chat", ".text": comment.text })));
  }

  #submit(event) {
    event.preventDefault();
    const text = this.#field.value.trim();
    if (text) this.emit("comment", { text });
  }
}

customElements.define("comment-thread", CommentThread);
