import { fileOf } from "../api/entities.js";
import { h } from "../view/element.js";

/**
 * What is said in one channel. A message is shown at once and sent in its turn by
 * the outbox; one that failed says why and offers what helps.
 */
export function createSending({ context, channel, log, composer, onSent }) {
  const { note, outbox, upload, user, addend } = context;

  function say(message, { file, duration, levels, text = "" }, upload) {
    const reference = `LOCAL_${crypto.randomUUID()}`;
    const shown = { reference, author: user, kind: message.dataType, at: new Date(), file, duration, levels, text };
    return outbox.add({ reference, channel: channel.id, feed: channel.feed, message, shown, upload });
  }

  /** What is gone from the log is gone from the disk. */
  async function dropEntry({ reference }) {
    await outbox.drop(reference);
    log.drop(reference);
  }

  /** Takes a refused message back into the field; what was refused in it is marked. */
  async function takeBack(entry, marks) {
    await dropEntry(entry);
    const { text } = entry.shown;
    composer.text = [text, composer.text].filter(Boolean).join("\n\n");
    const [mark] = marks;
    const at = mark ? text.indexOf(mark) : -1;
    composer.select(Math.max(0, at), at < 0 ? text.length : at + mark.length);
  }

  async function putRefused(entry, error) {
    const marks = error.code === 400309 ? await linksIn(entry.shown.text) : [];
    const drop = { label: "Drop it", run: () => dropEntry(entry) };
    const problem = entry.shown.text ? note(error, () => takeBack(entry, marks), { label: "Change the text", also: [drop], marks }) : note(error, drop.run, { label: drop.label });
    log.put({ ...entry.shown, state: "failed", problem });
  }

  async function linksIn(text) {
    const a = await addend().catch(() => null);
    return a ? a.links(text).map(({ url }) => url).filter((url) => text.includes(url)) : [];
  }

  const putWaiting = (entry, error) => log.put({ ...entry.shown, state: "failed", problem: note(error, () => outbox.flush()) });

  function changed({ detail: { entry, state, message, error } }) {
    if (entry.channel !== channel.id) return;
    if (state === "sending") log.put({ ...entry.shown, state });
    else if (state === "sent") {
      log.put(message);
      if (entry.upload) URL.revokeObjectURL(entry.shown.file.href);
      onSent();
    }
    else if (state === "refused") putRefused(entry, error);
    else putWaiting(entry, error);
  }

  /** A recording: its own row while it is on its way up; without a connection it waits in the outbox with its bytes. */
  async function sayVoice(file, metadata) {
    composer.above = null;
    const row = h("upload-row", { ".file": file });
    const abort = new AbortController();
    const message = { dataType: "audio", metadata };
    composer.tray.append(row);
    row.addEventListener("upload-cancel", () => { abort.abort(); row.remove(); });
    try {
      const stored = await upload(file, { as: "audio", faq: "F68", signal: abort.signal, onProgress: (sent, total) => row.progress(sent, total) });
      row.remove();
      say({ ...message, fileId: stored.fileId }, { file: fileOf(stored), ...metadata });
    } catch (error) {
      row.remove();
      if (error.code === "offline") await keepVoice(file, message, metadata);
      else if (error.name !== "AbortError") composer.above = note(error, () => sayVoice(file, metadata));
    }
  }

  async function keepVoice(file, message, metadata) {
    try {
      await outbox.requireRoom([file]);
      say(message, { file: { name: file.name, href: URL.createObjectURL(file) }, ...metadata }, { file, as: "audio" });
    } catch (full) {
      composer.above = note(full, () => sayVoice(file, metadata));
    }
  }

  outbox.addEventListener("change", changed);
  return {
    sayVoice,
    sayFile: ({ type, fileId, file, left }) => say({ dataType: type, ...(fileId && { fileId }) }, { file }, left && { file: left, as: type }),
    sayText: (text) => say({ dataType: "text", data: { text } }, { text }),
    /** What an earlier visit left unsent. */
    async restore() {
      for (const entry of await outbox.waiting(channel.id)) {
        if (entry.upload) entry.shown.file.href = URL.createObjectURL(entry.upload.file);
        if (entry.refused) await putRefused(entry, entry.refused);
        else putWaiting(entry, { code: "unsent", message: "kept in this browser" });
      }
      outbox.flush();
    },
    close: () => outbox.removeEventListener("change", changed),
  };
}

/** Sends one entry of the outbox; a file that never went up goes first. */
export function createDelivery({ chat, upload }) {
  return async function deliver({ reference, feed, message, upload: left }) {
    const fileId = left ? (await upload(left.file, { as: left.as })).fileId : message.fileId;
    return chat.send(feed, { ...message, ...(fileId && { fileId }), referenceId: reference });
  };
}
