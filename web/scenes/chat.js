import { fileOf } from "../api/entities.js";
import { avatar } from "../view/avatar.js";
import { plural } from "../view/amount.js";
import { h } from "../view/element.js";
import { icon } from "../view/icon.js";
import { createAttachments } from "./attachments.js";
import { createVoice, missingDuration } from "./voice.js";

const every = 4000; // ms between two looks for new messages while the page is seen

/** One channel: its messages, a composer, and a quiet look for what is new. */
export async function chatScene(context, [id]) {
  const { api, note, user, upload, viewer, drafts, outbox } = context;
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
  const problem = (error, again) => { composer.above = error && note(error, again); };
  const attachments = createAttachments(composer.tray, { upload, addend: context.addend, onProblem: problem });

  /**
   * Shows a message at once, then stores it after those written before it, so that nobody has to wait to write on.
   * A failed one keeps its text and a button, also when this chat is left and opened again.
   */
  let queue = Promise.resolve();
  function send(message, shown) {
    const pending = { reference: `LOCAL_${crypto.randomUUID()}`, author: user, kind: message.dataType, at: new Date(), ...shown };
    log.put({ ...pending, state: "sending" });
    queue = queue.then(() => attempt(pending, message));
  }

  async function attempt(pending, message) {
    log.put({ ...pending, state: "sending" });
    try {
      log.put(await api.chat.send(channel.feed, { ...message, referenceId: pending.reference }));
      outbox.delete(pending.reference);
    } catch (error) {
      outbox.set(pending.reference, { channel: id, pending, message, error });
      putFailed(outbox.get(pending.reference));
    }
  }

  const putFailed = ({ pending, message, error }) => log.put({ ...pending, state: "failed", problem: note(error, () => attempt(pending, message)) });

  composer.addEventListener("message-send", async () => {
    problem(null);
    composer.busy = attachments.waiting; // only files on their way hold a message back
    try {
      const files = attachments.waiting ? await attachments.settled() : [];
      const text = composer.text.trim(); // what stands there now, with what was written meanwhile
      attachments.clear();
      composer.text = "";
      for (const { type, fileId, file } of files) send({ dataType: type, fileId }, { file, text: "" });
      if (text) send({ dataType: "text", data: { text } }, { text });
    } catch (error) {
      problem(error);
    } finally {
      composer.busy = false;
      composer.focus();
    }
  });
  composer.addEventListener("draft", ({ detail }) => drafts.set(id, detail.text));
  composer.addEventListener("attach", ({ detail }) => attachments.add(detail.files));
  for (const name of ["dragover", "dragleave", "drop"]) {
    element.addEventListener(name, (event) => {
      event.preventDefault();
      element.classList.toggle("dropping", name === "dragover");
      if (name === "drop") composer.take(event, event.dataTransfer);
    });
  }

  async function sendVoice(file, metadata) {
    problem(null);
    const row = h("upload-row", { ".file": file });
    const abort = new AbortController();
    composer.tray.append(row);
    row.addEventListener("upload-cancel", () => { abort.abort(); row.remove(); });
    try {
      const stored = await upload(file, { as: "audio", faq: "F68", signal: abort.signal, onProgress: (sent, total) => row.progress(sent, total) });
      row.remove();
      send({ dataType: "audio", fileId: stored.fileId, metadata }, { file: fileOf(stored), duration: metadata.duration, levels: metadata.levels, text: "" });
    } catch (error) {
      row.remove();
      if (error.name !== "AbortError") problem(error, () => sendVoice(file, metadata));
    }
  }
  const voice = createVoice(composer, { ...context, send: sendVoice });
  composer.addEventListener("record", voice.open);

  log.addEventListener("image-open", ({ detail }) => viewer(detail.file));
  log.addEventListener("voice-duration-needed", ({ detail }) => missingDuration(context, detail).catch(() => {}));
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

  async function look() {
    if (document.hidden) return;
    const { messages } = await api.chat.messages(channel.feed, { quiet: true, limit: 20 }).catch(() => ({ messages: [] }));
    for (const message of messages) log.put(message);
  }

  const first = await api.chat.messages(channel.feed);
  older = first.older;
  const timer = setInterval(look, every);
  return {
    element, title: channel.name, filled: true,
    shown() {
      log.fill(first.messages, { me: user.id, older });
      for (const unsent of outbox.values()) if (unsent.channel === id) putFailed({ ...unsent, error: { code: "unsent", message: unsent.error.message } });
      composer.text = drafts.get(id) ?? "";
      if (matchMedia("(pointer: fine)").matches) composer.focus();
    },
    close: () => clearInterval(timer),
  };
}
