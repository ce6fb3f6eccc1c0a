import "../parts/message-composer.js";
import "../parts/message-log.js";
import { avatar } from "../view/avatar.js";
import { plural } from "../view/amount.js";
import { h } from "../view/element.js";
import { later } from "../later.js";
import { icon } from "../view/icon.js";
import { attachmentsOf } from "./attaching.js";
import { createChanging } from "./chat-changing.js";
import { createReading } from "./chat-reading.js";
import { createSending } from "./chat-sending.js";

const every = 4000; // ms between two looks for new messages while the page is seen and nothing tells of them
const atLeast = 60_000; // ms between two looks when live updates do

/** One channel: its messages, a composer, and a quiet look for what is new. */
export async function chatScene(context, [id]) {
  const { api, note, user, viewer, drafts, live } = context;
  const channel = (await api.chat.channels()).find((one) => one.id === id);
  if (!channel) {
    return { title: "Chat", element: h("div", { class: "page" }, h("empty-state", { ".state": { why: "This chat is not among yours. It may be that you left it or that the link is old.", label: "See your chats", href: "#/chats/all" } })) };
  }

  const log = h("message-log");
  const composer = h("message-composer", { name: channel.name });
  const element = h("div", { class: "chat", dataset: { channel: id } },
    h("header", {}, h("a", { class: "button ghost icon back", href: "#/chats/all", "aria-label": "All chats" }, icon("back")),
      avatar(channel.partner ?? channel, channel.partner ? "" : "square"),
      h("div", { class: "by" }, h("h1", { class: "cut" }, h("bdi", {}, channel.name)), h("p", { class: "quiet" }, channel.partner ? "Conversation" : plural(channel.members, "member")))),
    log, composer);

  let older;
  const problem = (error, again, more) => { composer.above = error && note(error, again, more); };
  const attachments = attachmentsOf(composer.tray, { ...context, onProblem: problem, choose: () => composer.choose() });
  const reading = createReading({ context, channel, log });
  const sending = createSending({ context, channel, log, composer, onSent: () => { reading.look(); context.notices.offer(); } });
  const changing = createChanging({ context, log, composer });

  composer.addEventListener("message-send", async () => {
    problem(null);
    composer.busy = attachments.waiting; // only files on their way hold a message back
    try {
      const files = attachments.waiting ? await attachments.settled() : [];
      await context.outbox.requireRoom(files.flatMap(({ left }) => left ?? []));
      const text = composer.text.trim(); // what stands there now, with what was written meanwhile
      attachments.clear();
      composer.text = "";
      for (const file of files) sending.sayFile(file);
      if (text) sending.sayText(text);
    } catch (error) {
      problem(error);
    } finally {
      composer.busy = false;
      composer.focus();
    }
  });
  composer.addEventListener("draft", ({ detail }) => drafts.set(id, detail.text));
  composer.addEventListener("attach", ({ detail }) => attachments.add(detail.files));
  composer.addEventListener("record", async () => {
    try {
      const { createVoice } = await later(() => import("./voice.js"));
      createVoice(composer, { ...context, send: sending.sayVoice }).open();
    } catch (error) {
      problem(error);
    }
  });
  composer.addEventListener("leave", () => log.scroller.focus());
  composer.addEventListener("keys", context.keys);
  for (const name of ["dragover", "dragleave", "drop"]) {
    element.addEventListener(name, (event) => {
      event.preventDefault();
      element.classList.toggle("dropping", name === "dragover");
      if (name === "drop") composer.take(event, event.dataTransfer);
    });
  }

  log.addEventListener("image-open", ({ detail }) => viewer(detail.file));
  log.addEventListener("duration-needed", ({ detail }) => missingDuration(detail).catch(() => {}));
  log.addEventListener("older", async () => {
    try {
      const page = await api.chat.messages(channel.feed, { token: older });
      older = page.older;
      log.prepend(page.messages, older);
    } catch (error) {
      log.prepend([], older);
      problem(error);
    }
  });

  /** A length that no sender stored: read from the stored file itself, by ranges. */
  async function missingDuration({ src, note }) { note.duration = (await (await context.addend()).media(src)).duration; }

  let looked = 0;
  let soon = 0;
  async function look() {
    looked = Date.now();
    const { messages } = await api.chat.messages(channel.feed, { quiet: true, limit: 20 }).catch(() => ({ messages: [] }));
    for (const message of messages) log.put(message);
    reading.look();
  }

  const first = await api.chat.messages(channel.feed);
  older = first.older;
  const timer = setInterval(() => {
    if (document.hidden) return;
    if (Date.now() - looked > (live.open ? atLeast : every - 1)) look();
    else reading.readers();
  }, every);
  // Several changes of one moment are one look.
  const deaf = live.listen(({ type, channelId }) => {
    if (type !== "missed" && !(type.startsWith("message.") && channelId === id)) return;
    soon ||= setTimeout(() => look().finally(() => { soon = 0; }), 60);
  });
  return {
    element, title: channel.name, filled: true,
    shown() {
      log.fill(first.messages, { me: user.id, older });
      sending.restore();
      reading.look();
      composer.text = drafts.get(id) ?? "";
      if (matchMedia("(pointer: fine)").matches) composer.focus();
    },
    close() {
      clearInterval(timer);
      clearTimeout(soon);
      deaf();
      for (const part of [sending, changing, reading]) part.close();
    },
  };
}
