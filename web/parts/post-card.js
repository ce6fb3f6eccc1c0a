import { avatar } from "../view/avatar.js";
import { h } from "../view/element.js";
import { icon } from "../view/icon.js";
import { Part } from "../view/part.js";
import { when } from "../view/when.js";

const faces = new Map(Object.entries({ like: "👍", love: "❤️", wow: "😮", haha: "😄", thanks: "🙏", fixed: "🔧", celebrate: "🎉", sad: "😢", fire: "🔥" }));

/**
 * <post-card>: `post` as api/entities.js makes it. Emits "react" {post, name, on},
 * "comments-toggle" {post, open}, "image-open" {file}. What belongs below the
 * post (comments) is put into `thread`.
 */
class PostCard extends Part {
  #reactions = h("div", { class: "row reactions" });
  #toggle = h("button", { class: "ghost", type: "button", "aria-expanded": "false", onclick: () => this.#open() });
  thread = h("div", { class: "thread", hidden: true });

  set post(post) {
    this.current = post;
    this.dataset.post = post.id;
    const repeated = post.poll?.question === post.text; // the poll itself says it
    const text = post.deleted ? h("p", { class: "quiet" }, "This post was removed.") : !repeated && h("rich-text", { profile: "post", ".source": post.text });
    this.replaceChildren(h("article", { "aria-label": `Post by ${post.author.name}` },
      this.#head(post),
      post.title && h("h2", { dir: "auto" }, post.title),
      text,
      post.media.length > 0 && this.#media(post.media),
      post.sharedFrom && h("div", { class: "shared", dataset: { slot: "shared" } }, h("p", { class: "quiet" }, "Looking for the shared post.")),
      post.poll && h("poll-box", { ".poll": post.poll }),
      h("footer", { class: "row" }, this.#reactions, this.#toggle),
      this.thread));
    this.refresh();
  }

  /** Draws the counts again after a reaction or a comment. */
  refresh() {
    const { reactions, mine, comments } = this.current;
    const names = [...new Set(["like", ...Object.keys(reactions)])].filter((name) => name === "like" || reactions[name] > 0);
    this.#reactions.replaceChildren(...names.map((name) => h("button", {
      class: "ghost reaction", type: "button", dataset: { reaction: name }, "aria-pressed": String(mine.includes(name)),
      "aria-label": `${name}, ${reactions[name] ?? 0}`, onclick: () => this.emit("react", { card: this, post: this.current, name, on: !mine.includes(name) }),
    }, name === "like" ? icon("heart") : h("span", {}, faces.get(name) ?? name), reactions[name] > 0 && h("span", { class: "figures" }, String(reactions[name])))));
    this.#toggle.replaceChildren(icon("comment"), comments ? String(comments) : "Comment");
    this.#toggle.setAttribute("aria-label", comments ? `Comments, ${comments}` : "Comment");
  }

  /** The original of a share: a small copy, or one sentence when it is gone. */
  set original(post) {
    const slot = this.querySelector('[data-slot="shared"]');
    slot.replaceChildren(...(post && !post.deleted
      ? [this.#head(post), h("rich-text", { profile: "post", ".source": post.text }), post.media.length > 0 && this.#media(post.media)].filter(Boolean)
      : [h("p", { class: "quiet" }, "The post that was shared here is gone.")]));
  }

  #head(post) {
    return h("header", { class: "row" }, avatar(post.author), h("div", { class: "grow by" },
      h("bdi", { class: "name" }, post.author.name),
      h("span", { class: "quiet" }, post.community && [h("a", { href: `#/c/${encodeURIComponent(post.community.id)}` }, h("bdi", {}, post.community.name)), " · "], when(post.at), post.edited && " · edited")),
      post.pinned && h("span", { class: "row quiet" }, icon("pin"), "Pinned"));
  }

  #media(files) {
    const pictures = files.filter((file) => file.kind === "image");
    return h("div", { class: "media" },
      pictures.length > 0 && h("div", { class: `pictures n${Math.min(pictures.length, 4)}` }, pictures.map((file) => this.#picture(file, pictures.length))),
      files.filter((file) => file.kind === "video").map((file) => h("video", { controls: true, preload: "metadata", src: file.href, poster: file.poster, width: file.width ?? 640, height: file.height ?? 360 })),
      files.filter((file) => file.kind === "file" || file.kind === "audio").map((file) => h("file-card", { ".file": file })));
  }

  #picture(file, count) {
    const size = { width: file.width ?? 1200, height: file.height ?? 800 };
    return h("button", { class: "picture", type: "button", "aria-label": `Look at ${file.name}`, onclick: () => this.emit("image-open", { file }) },
      h("img", { src: `${file.href}?size=${count > 1 ? "small" : "medium"}`, alt: "", loading: "lazy", decoding: "async", ...size }));
  }

  #open() {
    this.thread.hidden = !this.thread.hidden;
    this.#toggle.setAttribute("aria-expanded", String(!this.thread.hidden));
    this.emit("comments-toggle", { card: this, post: this.current, open: !this.thread.hidden });
  }
}

customElements.define("post-card", PostCard);
