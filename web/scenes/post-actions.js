import "../parts/comment-thread.js";
import { later } from "../later.js";
import { h } from "../view/element.js";

/**
 * What a person does with the posts of a list: react, save, share, vote, look
 * who voted, copy the link, pin, remove, report. What is shown early is taken
 * back when the server refuses.
 */
export function servePosts(list, context, { onPin } = {}) {
  const { api, note, viewer, toast, saved, go } = context;
  const problem = (card, error) => {
    card.querySelector(":scope > problem-note")?.remove();
    card.append(note(error));
  };

  list.addEventListener("react", async ({ detail: { card, post, name, on } }) => {
    const before = { reactions: post.reactions, mine: post.mine };
    post.mine = on ? [...post.mine, name] : post.mine.filter((one) => one !== name);
    post.reactions = { ...post.reactions, [name]: Math.max(0, (post.reactions[name] ?? 0) + (on ? 1 : -1)) };
    card.refresh();
    try {
      await api.posts.react(post.id, name, on);
    } catch (error) {
      Object.assign(post, before);
      card.refresh();
      problem(card, error);
    }
    card.querySelector(`[data-reaction="${CSS.escape(name)}"]`)?.focus();
  });

  list.addEventListener("save", async ({ detail: { card, post, on } }) => {
    const show = (is) => { post.saved = is; card.refresh(); };
    show(on);
    try {
      saved.set(await api.posts.save(post.id, on));
      toast(on ? "Saved." : "No longer saved.", on ? "Show the list" : undefined).then((answer) => answer === "Show the list" && go("#/saved"));
    } catch (error) {
      show(!on);
      problem(card, error);
    }
  });

  list.addEventListener("share", async ({ detail: { card, post } }) => {
    try { await later(() => import("../parts/share-dialog.js")); } catch (error) { return problem(card, error); }
    const dialog = h("share-dialog");
    document.body.append(dialog);
    const target = await dialog.open(post, context.user, context.communities);
    dialog.remove();
    if (!target) return;
    try {
      const id = await api.posts.share(post.id, target);
      if ((await toast("Shared.", "Show it")) === "Show it") go(`#/p/${encodeURIComponent(id)}`);
    } catch (error) {
      problem(card, error);
    }
  });

  list.addEventListener("vote", async ({ detail: { box, poll, answerIds } }) => {
    try { box.poll = await api.polls.vote(poll.pollId, answerIds); } catch (error) { box.append(note(error)); }
  });

  list.addEventListener("voters", async ({ detail: { box, poll, answerId } }) => {
    let token;
    const more = async () => {
      try {
        const { people, next } = await api.polls.voters(poll.pollId, answerId, token);
        token = next;
        box.showVoters(answerId, people, token && more);
      } catch (error) {
        box.append(note(error, more));
      }
    };
    await more();
  });

  const does = {
    copy: async (card, post) => {
      const link = new URL(`#/p/${encodeURIComponent(post.id)}`, location.href).href;
      await navigator.clipboard.writeText(link).then(() => toast("The link is on the clipboard."), () => toast(`The clipboard may not be used. The link is ${link}`));
    },
    pin: (card, post) => onPin(post, true),
    unpin: (card, post) => onPin(post, false),
    report: async (card, post) => {
      await api.posts.report(post.id);
      toast("Reported. A moderator will look at it.");
    },
    /** Taken away at once, and for good when nobody wanted it back. */
    remove: async (card, post) => {
      card.hidden = true;
      if ((await toast("The post is removed.", "Undo")) === "Undo") return (card.hidden = false);
      try {
        await api.posts.remove(post.id);
        card.remove();
      } catch (error) {
        card.hidden = false;
        throw error;
      }
    },
  };
  list.addEventListener("post-action", async ({ detail: { card, post, name } }) => {
    try { await does[name](card, post); } catch (error) { problem(card, error); }
  });

  list.addEventListener("image-open", ({ detail }) => viewer(detail.file));
  list.addEventListener("comments-toggle", ({ detail: { card, open } }) => open && !card.thread.firstChild && comments(card, { api, note }));
}

/** The comments below one post, and the field to write one. */
export async function comments(card, { api, note }) {
  const post = card.current;
  const thread = h("comment-thread");
  card.thread.append(thread);
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
  const draw = async () => {
    thread.problem = null;
    try { thread.comments = await api.posts.comments(post.id); } catch (error) { thread.problem = note(error, draw); }
  };
  await draw();
}

/** What the menu of a post offers, beyond the link, to this person here. */
export function verbsFor(post, { user, moderates }) {
  const own = post.author.id === user.id;
  return [
    moderates && !post.deleted && (post.pinned ? { name: "unpin", label: "Unpin", icon: "pin" } : { name: "pin", label: "Pin to the top", icon: "pin" }),
    !own && { name: "report", label: "Report", icon: "flag" },
    (own || moderates) && { name: "remove", label: "Remove", icon: "trash", danger: true },
  ].filter(Boolean);
}
