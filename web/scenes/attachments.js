import "../parts/upload-row.js";
import { fileOf } from "../api/entities.js";
import { kindOf } from "../api/upload.js";
import { h } from "../view/element.js";
import { later } from "../later.js";

/**
 * The files of one composer: sent as soon as they are chosen, shown as rows in
 * its tray with progress, cancel and retry. settled() waits for all that are
 * on their way and rejects when one of them failed; one that found no connection
 * comes as it is, `left`, for who can keep it. `choose` opens the picker again; onProblem(error, again, more) shows what went wrong. With `videos`, what
 * has a picture track is sent as a video.
 */
export function createAttachments(tray, { upload, addend, record, onProblem, choose, videos = false }) {
  const items = new Set();

  function add(file) {
    const item = { file };
    items.add(item);
    show(item);
    start(item);
  }

  function show(item) {
    const before = item.row;
    item.row = h("upload-row", { ".file": item.file });
    item.row.addEventListener("upload-cancel", () => remove(item));
    item.row.addEventListener("upload-retry", () => start(item));
    if (before) before.replaceWith(item.row);
    else tray.append(item.row);
  }

  function remove(item) {
    item.abort?.abort();
    items.delete(item);
    item.row.remove();
  }

  function start(item) {
    item.abort = new AbortController();
    item.row.state = "sending";
    item.done = send(item);
    item.done.catch((error) => {
      if (error.name === "AbortError") return;
      if (error.code === "image-foreign") return offer(item, error.kind);
      item.row.state = "failed";
      if (transient(error)) return onProblem(error, () => start(item));
      onProblem(error, () => { remove(item); choose?.(); }, { label: choose ? "Choose another one" : "Take it away" });
    });
  }

  /** A picture the platform takes as a file only: one button makes an image of it. */
  function offer(item, kind) {
    const still = kind === "GIF" ? "Send its first frame as a picture" : "Send as a picture";
    item.row.ask(kind === "GIF" ? "A GIF moves only as a file" : `${kind} is no picture on the platform`, [
      { label: still, run: () => { item.convert = true; start(item); } },
      { label: "Send as a file", run: () => { item.plain = true; start(item); } },
    ]);
  }

  async function convert(item) {
    const started = performance.now();
    const before = item.file;
    const { converted } = await later(() => import("./convert.js"));
    item.file = await converted(before);
    item.convert = false;
    record?.({ kind: "module", name: "createImageBitmap(file)", note: `${before.name} → ${item.file.name}`, ms: performance.now() - started, bytes: item.file.size, faq: "F30", at: new Date() });
    show(item);
  }

  async function send(item) {
    if (item.file.size === 0) throw Object.assign(new Error("the file is empty"), { code: "empty-file", hint: "choose a file that has content" });
    if (item.convert) await convert(item);
    const type = item.type = await typeOf(item.file);
    const kind = type === "file" && !item.plain && (await foreign(item.file));
    if (kind) throw Object.assign(new Error(`${item.file.name} waits for your choice`), { code: "image-foreign", kind });
    await requireTakeable(item.file, type);
    const stored = await upload(item.file, { as: type, signal: item.abort.signal, onProgress: (sent, total) => item.row.progress(sent, total) });
    item.row.state = "ready";
    return { type, fileId: stored.fileId, file: fileOf(stored) };
  }

  const foreign = async (file) => (await later(() => import("./convert.js"))).foreignImage(file);

  /** A film is told from a recording by its tracks, which the module reads; without it, it goes through as a file. */
  async function typeOf(file) {
    const type = await kindOf(file);
    if (type !== "file" || !videos) return type;
    const media = await addend().then((a) => a.media(file)).catch(() => null);
    return media?.kind === "video" ? "video" : "file";
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
    settled: () => Promise.all([...items].map((item) => item.done.catch((error) => {
      if (error.code !== "offline" || !item.type) throw error;
      const { type, file } = item;
      return { type, left: file, file: { name: file.name, size: file.size, type: file.type, href: URL.createObjectURL(file) } };
    }))),
    clear() {
      items.clear();
      tray.replaceChildren();
    },
  };
}

/** The line or the load was the reason, not the file. */
const transient = ({ code, status }) => code === "offline" || code === 400311 || status === 429 || status === 401 || status >= 500;
