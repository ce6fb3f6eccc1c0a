import { fileOf } from "../api/entities.js";
import { kindOf } from "../api/upload.js";
import { h } from "../view/element.js";

/**
 * The files of one composer: sent as soon as they are chosen, shown as rows in
 * its tray with progress, cancel and retry. settled() waits for all that are
 * on their way and rejects when one of them failed.
 */
export function createAttachments(tray, { upload, addend, onProblem }) {
  const items = new Set();

  function add(file) {
    const row = h("upload-row", { ".file": file });
    const item = { file, row };
    items.add(item);
    row.addEventListener("upload-cancel", () => {
      item.abort?.abort();
      items.delete(item);
      row.remove();
    });
    row.addEventListener("upload-retry", () => start(item));
    tray.append(row);
    start(item);
  }

  function start(item) {
    item.abort = new AbortController();
    item.row.state = "sending";
    item.done = send(item);
    item.done.catch((error) => {
      if (error.name === "AbortError") return;
      item.row.state = "failed";
      onProblem(error, () => start(item));
    });
  }

  async function send(item) {
    if (item.file.size === 0) throw Object.assign(new Error("the file is empty"), { code: "empty-file", hint: "choose a file that has content" });
    const type = await kindOf(item.file);
    await requireTakeable(item.file, type);
    const stored = await upload(item.file, { as: type, signal: item.abort.signal, onProgress: (sent, total) => item.row.progress(sent, total) });
    item.row.state = "ready";
    return { type, fileId: stored.fileId, file: fileOf(stored) };
  }

  /** The platform's rules before a byte is sent (FAQ F30, F31, F93). Without the module the platform itself refuses. */
  async function requireTakeable(file, as) {
    const a = await addend().catch(() => null);
    const [problem] = a ? await a.checkUpload([file], { as }) : [];
    if (problem) throw Object.assign(new Error(problem.message), { code: problem.code, hint: problem.hint });
  }

  return {
    add: (files) => files.forEach(add),
    get waiting() { return items.size > 0; },
    settled: () => Promise.all([...items].map((item) => item.done)),
    clear() {
      items.clear();
      tray.replaceChildren();
    },
  };
}
