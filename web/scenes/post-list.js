import "../parts/poll-box.js";
import "../parts/post-card.js";
import { h } from "../view/element.js";
import { servePosts, verbsFor } from "./post-actions.js";

/**
 * Posts page by page. `load(token)` answers { posts, next, scanned?, complete? };
 * an answer that was found by looking through other posts says how far it looked.
 */
export function createPostList(context, load, { moderates, onPin } = {}) {
  const { api, note, saved, user } = context;
  const list = h("section", { class: "feed", "aria-label": "Posts" });
  const more = h("button", { type: "button", hidden: true, onclick: () => next() }, "Show more posts");
  const looked = h("p", { class: "quiet", hidden: true });
  const element = h("div", { class: "feed" }, list, looked, more);
  let token;
  let scanned = 0;
  servePosts(list, context, { onPin });

  /** The cards of some posts, with the originals of shares already in them: nothing grows after it is shown. */
  async function cards(posts) {
    const known = await saved.get();
    return Promise.all(posts.map(async (post) => {
      post.saved = known.has(post.id);
      post.may = verbsFor(post, { user, moderates });
      if (post.sharedFrom && post.original === undefined) post.original = await api.posts.get(post.sharedFrom).catch(() => null);
      return h("post-card", { ".post": post });
    }));
  }

  async function next() {
    more.disabled = true;
    try {
      const page = await load(token);
      token = page.next;
      if (page.scanned !== undefined) {
        scanned += page.scanned;
        looked.textContent = page.complete ? `All ${scanned} posts were looked through.` : `The ${scanned} newest posts were looked through.`;
        looked.hidden = false;
        more.textContent = "Look further back";
      }
      const shown = new Set([...list.children].map((one) => one.dataset.post));
      list.append(...(await cards(page.posts.filter((post) => !shown.has(post.id)))));
      more.hidden = !token;
      return page.posts.length;
    } catch (error) {
      if (!list.childElementCount) throw error;
      more.after(note(error, next));
    } finally {
      more.disabled = false;
    }
  }

  return {
    element, next,
    putFirst: async (post) => list.prepend(...(await cards([post]))),
    empty: (state) => list.replaceChildren(h("empty-state", { ".state": state })),
  };
}
