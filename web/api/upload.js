import { answer, unreachable } from "./client.js";

/**
 * Sends one file to POST /files?as=image|file|video|audio and resolves with the
 * platform's file object. XMLHttpRequest, because fetch has no upload progress.
 * onProgress(sent, total) in bytes; abort through `signal`.
 */
export function createUpload({ onCall }) {
  return function upload(file, { as, name = file.name, onProgress = () => {}, signal, faq }) {
    const url = `/files?as=${as}`;
    const record = { kind: "call", method: "POST", url, faq, at: new Date(), status: 0, ms: 0, bytes: file.size, sent: true };
    const started = performance.now();
    return new Promise((resolve, reject) => {
      const form = new FormData();
      form.append("files", file, name);
      form.append("preferredFilename", name);
      const request = new XMLHttpRequest();
      const finish = (settle, value) => {
        signal?.removeEventListener("abort", abort);
        record.ms = performance.now() - started;
        record.status = request.status;
        onCall(record);
        settle(value);
      };
      const abort = () => request.abort();
      request.open("POST", url);
      request.setRequestHeader("X-Addend", "1");
      request.upload.onprogress = (event) => onProgress(event.loaded, event.total || file.size);
      request.onload = () => {
        try {
          const [stored] = [answer(request.status, request.responseText, `POST ${url}`, request.getResponseHeader("Retry-After"))].flat();
          finish(resolve, stored);
        } catch (error) {
          finish(reject, error);
        }
      };
      request.onerror = () => finish(reject, unreachable(null, `POST ${url}`));
      request.onabort = () => finish(reject, new DOMException("the upload was cancelled", "AbortError"));
      signal?.addEventListener("abort", abort);
      if (signal?.aborted) return finish(reject, new DOMException("the upload was cancelled", "AbortError"));
      request.send(form);
    });
  };
}

/**
 * What the platform will take the file as, told by its first bytes and not by
 * its name: only JPEG and PNG are images there (FAQ F30), anything else goes
 * through as a file.
 */
export async function kindOf(file) {
  const head = new Uint8Array(await file.slice(0, 8).arrayBuffer());
  const starts = (...bytes) => bytes.every((byte, index) => head[index] === byte);
  if (starts(0xff, 0xd8, 0xff) || starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "image";
  return "file";
}
