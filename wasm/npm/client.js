// Calls to the edge worker. Importing does nothing; connect() makes no call by itself either.
import { requireControls } from "./abort.js";
import { bad, optionsIn } from "./arguments.js";
import { ClientError, errorOf, unreachable } from "./client-error.js";
import { jsonOf, pathOf, queryOf } from "./client-path.js";
import { pause, waitOf } from "./client-wait.js";
import { Live } from "./client-live.js";
import { Session } from "./client-session.js";
import { send } from "./client-upload.js";

export { ClientError };

export function connect(options) {
  return new Client(options);
}

const tries = 4; // of a call that reads and is told to wait
const methods = { get: "GET", post: "POST", put: "PUT", patch: "PATCH", delete: "DELETE" };

// The query of the next page. Where a list has its token among options, its first page has its size there too; a
// platform's token has the size in it.
function following(path, query = {}, token) {
  if (path.startsWith("/plus/")) return { ...query, token };
  const { limit, token: old, ...others } = query;
  if (limit !== undefined || old !== undefined) return { ...others, token };
  const { limit: size, skip, first, last, after, before, ...kept } = query.options ?? {};
  return { ...query, options: { ...kept, token } };
}

class Client {
  #base;
  #fetch;
  #ownFetch; // the caller's, or undefined
  #onCall;

  constructor(options) {
    const { base = "", fetch, onCall } = optionsIn(options);
    this.#base = String(base).replace(/\/$/, "");
    if (!fetch && !globalThis.location && !/^https?:/.test(this.#base)) {
      throw bad("there is no page whose origin could be called", 'pass base: "https://chat.example", the address of the worker');
    }
    this.#ownFetch = fetch && ((...values) => fetch.apply(globalThis, values));
    this.#fetch = this.#ownFetch ?? ((...values) => globalThis.fetch(...values));
    // A listener that throws is reported as one of an event is, and changes nothing of the call.
    this.#onCall = (record) => {
      try {
        onCall?.(record);
      } catch (error) {
        queueMicrotask(() => { throw error; });
      }
    };
    this.session = new Session((method, path, rest) => this.#try(method, path, { ...rest, alone: true }));
    for (const [name, method] of Object.entries(methods)) this[name] = (path, call) => this.#call(method, path, call);
  }

  // The pages of a list, one answer each: `for await (const page of client.pages("/api/v4/posts", …))`.
  async *pages(path, call) {
    const { query, pages = Infinity, ...rest } = optionsIn(call);
    let next = query;
    let before;
    for (let n = 0; n < pages; n++) {
      const answer = await this.#call("GET", path, { ...rest, query: next });
      yield answer;
      const token = answer?.paging?.next ?? answer?.next;
      if (!token) return;
      if (token === before) return; // a list that would never end
      before = token;
      next = following(path, query, token);
    }
  }

  // Live updates, over one connection that all tabs share.
  live() {
    return new Live(`${this.#base}/events`, this.session);
  }

  // Sends one file; resolves to the platform's file object. onProgress(sent, total) in bytes.
  async upload(file, options) {
    const { as, name = file?.name, signal, onProgress } = optionsIn(options);
    if (!(file instanceof Blob)) throw bad("there is no file to send", "pass a File or a Blob");
    if (!["image", "file", "video", "audio"].includes(as)) throw bad("it is not said what the file is to become", 'pass { as: "image" }, "video", "audio" or "file"');
    requireControls(signal, onProgress);
    const url = `${this.#base}/files${queryOf({ as })}`;
    await this.session.ready(signal);
    return send(url, file, { name, signal, onProgress, onCall: this.#onCall, fetch: this.#ownFetch });
  }

  // What is wrong with a call is said at once, not when somebody has signed in.
  async #call(method, path, options) {
    const { params, query, body, ...call } = optionsIn(options);
    requireControls(call.signal);
    const filled = pathOf(path, params);
    const search = queryOf(query);
    const json = jsonOf(body);
    await this.session.ready(call.signal);
    return this.#try(method, filled, { ...call, search, json });
  }

  async #try(method, path, call) {
    for (let n = 1; ; n++) {
      try {
        return await this.#once(method, path, call);
      } catch (error) {
        const wait = waitOf(error);
        // Only what reads is repeated: of a write nobody knows whether it has happened.
        if (method !== "GET" || n === tries || wait === null) throw error;
        await pause(wait, call.signal);
      }
    }
  }

  async #once(method, path, { search = "", json, signal, alone }) {
    const url = this.#base + path + search;
    const started = performance.now();
    const record = { method, url, status: 0, bytes: 0, ms: 0, at: new Date() };
    try {
      const response = await this.#fetch(url, {
        method,
        signal,
        headers: { "X-Addend": "1", Accept: "application/json", ...(json !== undefined && { "Content-Type": "application/json" }) },
        body: json,
        credentials: "same-origin",
        cache: "no-store",
        redirect: "error",
      });
      const text = await response.text();
      Object.assign(record, { status: response.status, bytes: text.length });
      const error = await errorOf(response.status, text, `${method} ${path}`, response.headers);
      if (!error) return text ? JSON.parse(text) : null;
      if (response.status === 401 && !alone) this.session.over();
      throw error;
    } catch (cause) {
      throw cause instanceof ClientError ? cause : unreachable(cause, `${method} ${path}`, signal);
    } finally {
      record.ms = performance.now() - started;
      this.#onCall(record);
    }
  }
}
