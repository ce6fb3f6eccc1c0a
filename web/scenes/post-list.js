import { h } from "../view/element.js";

/**
 * Posts with all that happens on them: reactions, comments, shared originals,
 * votes, and the next page. `load(token)` answers { posts, next }.
 */
export function createPostList({ api, note, viewer }, load) {
  const list = h("section", { class: "feed", "aria-label": "Posts" });
  const more = h("button", { type: "button", hidden: true, onclick: () => next() }, "Show more posts");
  const element = h("div", { class: "feed" }, list, more);
  let token;

  /** The cards of some posts, with the originals of shares already in them: nothing grows after it is shown. */
  const cards = (posts) => Promise.all(posts.map(async (post) => {
    const element = h("post-card", { ".post": post });
    if (post.sharedFrom) element.original = await api.posts.get(post.sharedFrom, "F63").catch(() => null);
    return element;
  }));

  async function next() {
    more.disabled = true;
    try {
      const page = await load(token);
      token = page.next;
      const known = new Set([...list.children].map((one) => one.dataset.post));
      list.append(...(await cards(page.posts.filter((post) => !known.has(post.id)))));
      more.hidden = !token;
      return page.posts.length;
    } catch (error) {
      if (!list.childElementCount) throw error;
      more.after(note(error, next));
    } finally {
      more.disabled = false;
    }
  }

  list.addEventListener("react", async ({ detail: { card, post, name, on } }) => {
    const before = { reactions: post.reactions, mine: post.mine };
    post.mine = on ? [...post.mine, name] : post.mine.filter((one) => one !== name);
    post.reactions = { ...post.reactions, [name]: Math.max(0, (post.reactions[name] ?? 0) + (on ? 1 : -1)) };
    card.refresh();
    try {
      await api.posts.react(post.id, name, on);
    } catch (error) {
      Object.assign(post, before); // what was shown early is taken back
      card.refresh();
      card.append(note(error));
    }
    card.querySelector(`[data-reaction="${CSS.escape(name)}"]`)?.focus();
  });

  list.addEventListener("comments-toggle", async ({ detail: { card, post, open } }) => {
    if (!open || card.thread.firstChild) return;
    const thread = h("comment-thread");
    card.thread.append(thread);
    const draw = async () => {
      thread.problem = null;
      try { thread.comments = await api.posts.comments(post.id); } catch (error) { thread.problem = note(error, draw); }
    };
    thread.addEventListener("comment", async ({ detail: { text } }) => {
      thread.busy = true;
      thread.problem = null;
      try {
        thread.add(await api.posts.comment(post.id, text));
        post.comments += 1;
        card.refresh();
      } catch (error) {
        thread.problem = note(error);
      } finally {
        thread.busy = false;
      }
    });
    await draw();
  });

  list.addEventListener("vote", async ({ detail: { box, poll, answerIds } }) => {
    try { box.poll = await api.posts.vote(poll.pollId, answerIds); } catch (error) { box.append(note(error)); }
  });
  list.addEventListener("image-open", ({ detail }) => viewer(detail.file));

  return {
    element, next,
    putFirst: async (post) => list.prepend(...(await cards([post]))),
    empty: (state) => list.replaceChildren(h("empty-state", { ".state": state })),
  };
}
