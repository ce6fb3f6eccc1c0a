import { avatar } from "../view/avatar.js";
import { h } from "../view/element.js";
import { icon } from "../view/icon.js";
import { Part } from "../view/part.js";

/**
 * <share-dialog>: where to share a post and what to say about it. open(post,
 * user, communities) resolves with { targetType, targetId, text } or null.
 */
class ShareDialog extends Part {
  open(post, user, communities) {
    return new Promise((resolve) => {
      const text = h("textarea", { rows: 2, dir: "auto", maxlength: 50000, placeholder: "Say something about it, if you like", "aria-label": "Your words" });
      const places = [{ kind: "user", id: user.id, name: "Your profile", face: user }, ...communities.map((one) => ({ kind: "community", id: one.id, name: one.name, face: one }))];
      const form = h("form", { method: "dialog" },
        h("div", { class: "row" }, h("h2", { class: "grow", id: "share-title" }, "Share this post"), h("button", { class: "ghost icon", type: "button", "aria-label": "Close", onclick: () => dialog.close() }, icon("close"))),
        h("blockquote", { class: "quoted", dir: "auto" }, h("bdi", { class: "name" }, post.author.name), h("p", { class: "cut" }, firstLine(post))),
        text,
        h("fieldset", {}, h("legend", { class: "quiet" }, "Where"), h("div", { class: "choices" }, places.map((place, index) => h("label", { class: "choice" },
          h("input", { type: "radio", name: "place", value: String(index), checked: index === 0 }), avatar(place.face, place.kind === "user" ? "small" : "small square"), h("span", { class: "cut" }, place.name))))),
        h("div", { class: "row" }, h("span", { class: "grow" }), h("button", { class: "primary", value: "share" }, "Share")));
      const dialog = h("dialog", {
        class: "share", "aria-labelledby": "share-title", onclose: () => {
          const place = places[Number(new FormData(form).get("place"))];
          this.replaceChildren();
          resolve(dialog.returnValue === "share" ? { targetType: place.kind, targetId: place.id, text: text.value.trim() } : null);
        },
      }, form);
      dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
      this.replaceChildren(dialog);
      dialog.showModal();
      text.focus();
    });
  }
}

/** The first words, without the marks of Markdown. */
function firstLine(post) {
  const line = post.text.split("\n").find((one) => /[\p{L}\p{N}]/u.test(one)) ?? "";
  return line.replace(/[*_`#>~|]|^\s*[-+]\s/g, "").trim() || post.poll?.question || post.media[0]?.name || "A post without words";
}

customElements.define("share-dialog", ShareDialog);
