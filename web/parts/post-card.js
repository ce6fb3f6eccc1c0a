import { author, profileOf } from "../view/author.js";
import { avatar } from "../view/avatar.js";
import { h } from "../view/element.js";
import { faces, offered } from "../view/faces.js";
import { icon } from "../view/icon.js";
import { Part } from "../view/part.js";
import { picture } from "../view/pictures.js";
import { when } from "../view/when.js";

/**
 * <post-card>: `post` as api/entities.js makes it. Emits "react" {post, name, on},
 * "save" {post, on}, "share" {post}, "post-action" {post, name}, "comments-toggle"
 * {post, open}, "image-open" {file}. What belongs below the post (comments) is put
 * into `thread`; `may` adds verbs to the menu.
 */
class PostCard extends Part {
  #reactions = h("div", { class: "row reactions" });
  #toggle = h("button", { class: "ghost", type: "button", "aria-expanded": "false", onclick: () => this.openComments() });
  #save = h("button", { class: "ghost icon save", type: "button", onclick: () => this.emit("save", { card: this, post: this.current, on: !this.current.saved }) }, icon("bookmark"));
  #menu = h("action-menu", { label: "More", icon: "more" });
  thread = h("div", { class: "thread", hidden: true });

  set post(post) {
    this.current = post;
    this.dataset.post = post.id;
    const repeated = post.poll?.question === post.text; // the poll itself says it
    const text = post.deleted ? h("p", { class: "quiet" }, "This post was removed.") : !repeated && post.text && h("md-message", { profile: "post", ".text": post.text });
    const share = h("button", { class: "ghost icon", type: "button", "aria-label": "Share", title: "Share", onclick: () => this.emit("share", { card: this, post }) }, icon("share"));
    this.#menu.addEventListener("action", ({ detail }) => this.emit("post-action", { card: this, post, name: detail.name }));
    this.replaceChildren(h("article", { "aria-label": `Post by ${post.author.name}` },
      this.#head(post, this.#menu),
      post.title && h("h2", { dir: "auto" }, post.title),
      text,
      post.media.length > 0 && this.#media(post.media),
      post.sharedFrom && this.#original(post.original),
      post.poll && h("poll-box", { ".poll": post.poll }),
      h("footer", { class: "row" }, this.#reactions, this.#toggle, h("span", { class: "grow" }), share, this.#save),
      this.thread));
    this.refresh();
  }

  /** Draws the counts, the bookmark and the menu again after something changed. */
  refresh() {
    const { reactions, mine, comments, saved, may = [] } = this.current;
    const names = [...new Set(["like", ...Object.keys(reactions)])].filter((name) => name === "like" || reactions[name] > 0);
    const picker = h("action-menu", { label: "React", icon: "smile", ".actions": offered.filter(({ name }) => !mine.includes(name)) });
    picker.addEventListener("action", ({ detail }) => this.#react(detail.name));
    this.#reactions.replaceChildren(...names.map((name) => h("button", {
      class: "ghost reaction", type: "button", dataset: { reaction: name }, "aria-pressed": String(mine.includes(name)),
      "aria-label": `${name}, ${reactions[name] ?? 0}`, onclick: () => this.#react(name),
    }, name === "like" ? icon("heart") : h("span", {}, faces.get(name) ?? name), reactions[name] > 0 && h("span", { class: "figures" }, String(reactions[name])))), picker);
    this.#toggle.replaceChildren(icon("comment"), comments ? String(comments) : "Comment");
    this.#toggle.setAttribute("aria-label", comments ? `Comments, ${comments}` : "Comment");
    this.#save.setAttribute("aria-pressed", String(Boolean(saved)));
    this.#save.setAttribute("aria-label", saved ? "Saved: take it off the list" : "Save");
    this.#save.title = saved ? "Saved" : "Save";
    this.#menu.actions = [{ name: "copy", label: "Copy the link", icon: "anchor" }, ...may];
  }

  #react(name) { this.emit("react", { card: this, post: this.current, name, on: !this.current.mine.includes(name) }); }

  /** The original of a share: a small copy, or one sentence when it is gone. */
  #original(post) {
    return h("div", { class: "shared", role: "group", "aria-label": "The post that is shared" }, post && !post.deleted
      ? [this.#head(post), post.text && h("md-message", { profile: "post", ".text": post.text }), post.media.length > 0 && this.#media(post.media)]
      : h("p", { class: "quiet" }, "The post that was shared here is gone."));
  }

  #head(post, menu) {
    return h("header", { class: "row" }, h("a", { class: "face-of", href: profileOf(post.author), tabindex: -1, "aria-hidden": "true" }, avatar(post.author)), h("div", { class: "grow by" },
      author(post.author),
      h("span", { class: "quiet" }, post.community && [h("a", { href: `#/c/${encodeURIComponent(post.community.id)}` }, h("bdi", {}, post.community.name)), " · "], h("a", { href: `#/p/${encodeURIComponent(post.id)}` }, when(post.at)), post.edited && " · edited")),
      post.pinned && h("span", { class: "row quiet pinned" }, icon("pin"), "Pinned"), menu);
  }

  #media(files) {
    const pictures = files.filter((file) => file.kind === "image");
    const room = pictures.length > 1 ? "(min-width: 720px) 300px, 45vw" : "(min-width: 720px) 600px, 92vw";
    return h("div", { class: "media" },
      pictures.length > 0 && h("div", { class: `pictures n${Math.min(pictures.length, 4)}` }, pictures.map((file) => h("button", {
        class: "picture", type: "button", "aria-label": `Look at ${file.name}`, onclick: () => this.emit("image-open", { file }),
      }, picture(file, room)))),
      files.filter((file) => file.kind === "video").map((file) => h("video", { controls: true, preload: "metadata", src: file.href, poster: file.poster, width: file.width ?? 640, height: file.height ?? 360, "aria-label": file.name })),
      files.filter((file) => file.kind === "file" || file.kind === "audio").map((file) => h("file-card", { ".file": file })));
  }

  /** Opens the comments, or closes them. */
  openComments() {
    this.thread.hidden = !this.thread.hidden;
    this.#toggle.setAttribute("aria-expanded", String(!this.thread.hidden));
    this.emit("comments-toggle", { card: this, post: this.current, open: !this.thread.hidden });
  }
}

customElements.define("post-card", PostCard);
