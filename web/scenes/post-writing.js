import "../parts/post-composer.js";
import { later } from "../later.js";
import { h } from "../view/element.js";
import { attachmentsOf } from "./attaching.js";

/** A composer for one feed; onPosted(post) hears of what was stored. What fails leaves text, files and poll where they are. */
export function createPostComposer(context, { targetType, targetId, name }, onPosted) {
  const { api, note } = context;
  const composer = h("post-composer", { name });
  const problem = (error, again, more) => { composer.problem = error && note(error, again, more); };
  const attachments = attachmentsOf(composer.tray, { ...context, onProblem: problem, choose: () => composer.choose(), videos: true });
  let form = null;
  let made = null; // a poll that is stored while its post is not yet: a second try takes it again

  composer.addEventListener("attach", ({ detail }) => {
    if (form) return problem(exclusive());
    attachments.add(detail.files);
  });
  composer.addEventListener("poll", async () => {
    if (form) return form.querySelector("input").focus();
    if (attachments.waiting) return problem(exclusive());
    try {
      await later(() => import("../parts/poll-form.js"));
      composer.extra = form = h("poll-form");
    } catch (error) {
      problem(error);
    }
  });
  composer.addEventListener("poll-close", closePoll);
  composer.addEventListener("input", () => { made = null; });

  function closePoll() {
    form = made = composer.extra = null;
    composer.focus();
  }

  composer.addEventListener("post", async ({ detail: { text } }) => {
    const asked = form?.value;
    if (form && !asked) return; // the form says what is missing
    if (!text && !asked && !attachments.waiting) return;
    composer.busy = true;
    problem(null);
    try {
      const post = await onPost(text, asked);
      attachments.clear();
      if (form) closePoll();
      composer.clear();
      await onPosted(post);
    } catch (error) {
      problem(error);
    } finally {
      composer.busy = false;
    }
  });

  async function onPost(text, asked) {
    const target = { targetType, targetId };
    if (!asked) {
      const files = (await attachments.settled()).map(({ type, fileId }) => ({ type, fileId }));
      return api.posts.create(target, { data: { text }, ...(files.length && { attachments: files }) });
    }
    made ??= await api.polls.create(asked);
    const post = await api.posts.create(target, { dataType: "poll", data: { text: text || asked.question, pollId: made.pollId } });
    return { ...post, poll: made };
  }

  return composer;
}

/** The platform takes a poll or files with a post, not both (FAQ F48). */
const exclusive = () => Object.assign(new Error("a poll goes without files"), { code: "poll" });
