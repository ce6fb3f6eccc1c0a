import { ClientError, errorOf, unreachable } from "./client-error.js";

// Sends one file as the field "files" of a form. XMLHttpRequest where there is one, because fetch does not tell how far
// an upload is.
export async function send(url, file, { name = "file", signal, onProgress, onCall, fetch }) {
  const form = new FormData();
  form.append("files", file, name);
  form.append("preferredFilename", name);
  const call = `POST ${url}`;
  const started = performance.now();
  const record = { method: "POST", url, status: 0, bytes: file.size, ms: 0, at: new Date(), sent: true };
  try {
    const { status, text, headers } = await (globalThis.XMLHttpRequest && !fetch ? withProgress(url, form, signal, onProgress) : withFetch(fetch ?? globalThis.fetch, url, form, signal));
    record.status = status;
    const error = await errorOf(status, text, call, headers);
    if (error) throw error;
    return [JSON.parse(text)].flat()[0];
  } catch (cause) {
    throw cause instanceof ClientError ? cause : unreachable(cause, call, signal);
  } finally {
    record.ms = performance.now() - started;
    onCall(record);
  }
}

function withProgress(url, form, signal, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    const done = (settle) => (value) => {
      signal?.removeEventListener("abort", abort);
      settle(value);
    };
    const fail = done(reject);
    if (signal?.aborted) return reject(signal.reason);
    request.open("POST", url);
    request.setRequestHeader("X-Addend", "1");
    if (onProgress) request.upload.onprogress = ({ loaded, total }) => onProgress(loaded, total);
    request.onload = () => done(resolve)({ status: request.status, text: request.responseText, headers: { get: (name) => request.getResponseHeader(name) } });
    request.onerror = request.ontimeout = () => fail(new TypeError("the connection failed"));
    request.onabort = () => fail(new TypeError("the upload was aborted"));
    signal?.addEventListener("abort", abort, { once: true });
    request.send(form);
  });
}

async function withFetch(fetch, url, form, signal) {
  const response = await fetch(url, { method: "POST", body: form, headers: { "X-Addend": "1" }, signal, redirect: "error" });
  return { status: response.status, text: await response.text(), headers: response.headers };
}
