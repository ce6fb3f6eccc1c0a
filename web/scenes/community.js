import { h } from "../view/element.js";
import { createAttachments } from "./attachments.js";
import { createPostList } from "./post-list.js";

/** One community: what it is, a place to write, its posts with the pinned one first. */
export async function communityScene(context, [id]) {
  const { api, note, upload, refreshPlaces } = context;
  const community = await api.communities.get(id);
  const head = h("community-card", { head: true, ".community": community });
  const writing = h("div");
  const posts = createPostList(context, (token) => api.posts.of(id, token));
  const element = h("div", { class: "page" }, head, writing, posts.element);

  function drawComposer() {
    if (!community.joined) return writing.replaceChildren();
    const composer = h("post-composer", { name: community.name });
    writing.replaceChildren(composer);
    const problem = (error, again) => { composer.problem = error && note(error, again); };
    const attachments = createAttachments(composer.tray, { upload, addend: context.addend, onProblem: problem });
    composer.addEventListener("attach", ({ detail }) => attachments.add(detail.files));
    composer.addEventListener("post", async ({ detail: { text } }) => {
      composer.busy = true;
      problem(null);
      try {
        const post = await api.posts.create(id, text, (await attachments.settled()).map(({ type, fileId }) => ({ type, fileId })));
        post.community = community;
        attachments.clear();
        composer.clear();
        element.querySelector("empty-state")?.remove();
        await posts.putFirst(post);
      } catch (error) {
        problem(error); // the text and the files stay where they are
      } finally {
        composer.busy = false;
      }
    });
  }

  async function member(event, verb) {
    head.busy = true;
    try {
      await api.communities[verb](id);
      Object.assign(community, await api.communities.get(id), { joined: verb === "join" });
      head.community = community;
      drawComposer();
      await refreshPlaces();
    } catch (error) {
      head.busy = false;
      head.after(note(error));
    }
  }
  head.addEventListener("join", (event) => member(event, "join"));
  head.addEventListener("leave", (event) => member(event, "leave"));

  drawComposer();
  const [count, first] = await Promise.all([posts.next(), community.pinned && pinned(api, community.pinned)]);
  if (first && !first.deleted) {
    posts.element.querySelector(`[data-post="${CSS.escape(first.id)}"]`)?.remove();
    await posts.putFirst({ ...first, community, pinned: true });
  }
  if (!count) posts.empty(community.joined ? { why: `Nothing has been written in ${community.name} yet. Yours can be the first post.`, label: "Write it", action: "write" } : { why: `Nothing has been written in ${community.name} yet.`, label: "Find other communities", href: "#/communities" });
  element.addEventListener("act", () => element.querySelector("post-composer textarea")?.focus());
  return { element, title: community.name };
}

/** A pinned post that is gone is no reason to fail the page. */
const pinned = (api, id) => api.posts.get(id, "F65").catch(() => null);
