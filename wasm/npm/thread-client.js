import { requireControls, teller } from "./abort.js";
import { AddendError, fromModule } from "./errors.js";
import { incoming, sendable } from "./thread-values.js";
import { version } from "./version.js";

// These wait for a file to be read, so others may go on meanwhile; all else runs to its end, one after the other.
const reading = new Set(["media", "messageMetadata", "checkUpload"]);

// Resolves to an object with the thread's names once the thread has started.
export async function connect(module, spawn, forget) {
  const thread = new Thread(module, spawn, forget);
  const names = await thread.start();
  const calls = names.filter((name) => name !== "close" && name !== "mount"); // a worker has no document to mount in
  return Object.assign(Object.fromEntries(calls.map((name) => [name, (value, options, more) => thread.call(name, value, options, more)])), {
    version,
    close: () => thread.close(),
  });
}

class Thread {
  #module;
  #spawn;
  #forget;
  #worker;
  #calls = new Map(); // by id, in the order in which they came
  #busy = false; // something that runs to its end is in the thread
  #lastId = 0;

  constructor(module, spawn, forget) {
    this.#module = module;
    this.#spawn = spawn;
    this.#forget = forget;
  }

  start() {
    return new Promise((resolve, reject) => {
      let started = false;
      const fail = (event) => {
        if (worker && worker !== this.#worker) return; // it was ended, perhaps before it had started
        if (started) return this.#crashed(event);
        worker?.terminate();
        if (event instanceof AddendError) return reject(event);
        reject(
          new AddendError(
            "worker-failed",
            "the worker did not start" + (event?.message ? ": " + event.message : ""),
            "serve thread.js and the files beside it, allow them in worker-src of the page's Content-Security-Policy, or pass their address as load({ workerURL })",
            event?.error ?? event,
          ),
        );
      };
      let worker;
      try {
        worker = this.#worker = this.#spawn();
      } catch (cause) {
        return fail(cause);
      }
      const receive = (message) => {
        if (worker !== this.#worker) return; // it was ended, and this is its last word
        if (message.names) {
          started = true;
          if (!this.#calls.size) worker.unref?.(); // a program that has nothing else to do may end
          resolve(message.names);
        } else if (message.id === undefined) reject(fromModule(message.error));
        else if (message.figures) this.#calls.get(message.id)?.tell(...message.figures);
        else this.#settle(message);
      };
      if (worker.on) {
        worker.on("message", receive);
        worker.on("error", fail);
        worker.on("exit", () => started || fail(new Error("it ended at once")));
      } else {
        worker.onmessage = ({ data }) => receive(data);
        worker.onerror = fail;
      }
      worker.postMessage({ module: this.#module });
    });
  }

  // peaks() has a number where others have options, and its options after it.
  call(name, value, options, more) {
    const { signal, deadline, ...own } = (Object(options) === options ? options : more) ?? {};
    const onProgress = reading.has(name) ? own.onProgress : undefined;
    if (onProgress) delete own.onProgress; // a function cannot be sent
    return new Promise((resolve, reject) => {
      if (!this.#module) throw closed();
      requireControls(signal, onProgress);
      if (signal?.aborted) throw aborted(signal);
      if (deadline !== undefined && !(deadline > 0)) throw new AddendError("bad-argument", "the deadline is not a time", "pass milliseconds above 0");
      const id = ++this.#lastId;
      const { tell, gone } = teller(onProgress);
      const end = (signal) => {
        this.#worker.postMessage({ id, stop: true });
        this.#finish(id, () => reject(aborted(signal)));
      };
      const onAbort = () => end(signal);
      gone?.addEventListener("abort", () => end(gone), { once: true });
      const timer = deadline && setTimeout(() => this.#expire(id, deadline), deadline);
      const leave = () => {
        if (this.#busy !== id) clearTimeout(timer); // what was aborted may still have to be ended
        signal?.removeEventListener("abort", onAbort);
      };
      signal?.addEventListener("abort", onAbort, { once: true });
      this.#calls.set(id, { id, name, value: sendable(value), options: Object(options) === options && !Array.isArray(options) ? own : options, tell, resolve, reject, leave, sent: false });
      this.#worker.ref?.();
      this.#next();
    });
  }

  close() {
    this.#module = null;
    this.#worker.terminate();
    for (const id of [...this.#calls.keys()]) this.#finish(id, ({ reject }) => reject(closed()));
    this.#forget();
  }

  #next() {
    for (const call of this.#calls.values()) {
      const alone = !reading.has(call.name);
      if (call.sent || (alone && this.#busy)) continue;
      call.sent = true;
      if (alone) this.#busy = call.id;
      const { id, name, value, options, tell } = call;
      try {
        this.#worker.postMessage({ id, name, value, options, reads: !alone, tells: Boolean(tell) });
      } catch (cause) {
        if (alone) this.#busy = false;
        this.#finish(id, ({ reject }) => reject(new AddendError("bad-argument", "an argument cannot be sent to a worker", "pass texts, numbers, plain objects, blobs or bytes", cause)));
      }
    }
  }

  #settle({ id, result, error }) {
    if (this.#busy === id) this.#busy = false;
    this.#finish(id, ({ resolve, reject }) => (error ? reject(fromModule(error)) : resolve(incoming(result))));
    if (this.#module) this.#next();
  }

  #finish(id, settle) {
    const call = this.#calls.get(id);
    if (!call) return;
    this.#calls.delete(id);
    call.leave();
    settle(call);
    if (!this.#calls.size) this.#worker.unref?.();
  }

  // Ends a call that is past its deadline. What runs cannot be interrupted: the thread is ended, and what else was in
  // it goes to the next one.
  #expire(id, deadline) {
    const running = this.#calls.get(id)?.sent || this.#busy === id;
    this.#finish(id, ({ reject }) =>
      reject(new AddendError("deadline", `the call was not done after ${deadline} ms`, "show plain(text) instead, or allow more time")));
    if (running) this.#restart();
  }

  // The thread ended by itself, which the module's own failures do not do: memory ran out, most likely.
  #crashed(event) {
    for (const { id, sent } of [...this.#calls.values()]) {
      if (sent) this.#finish(id, ({ reject }) => reject(new AddendError("crashed", "the worker ended in the middle of a call", "call again: it is started anew", event?.error ?? event)));
    }
    this.#restart();
  }

  #restart() {
    this.#worker.terminate();
    this.#busy = false;
    for (const call of this.#calls.values()) call.sent = false;
    this.start().catch((error) => {
      for (const id of [...this.#calls.keys()]) this.#finish(id, ({ reject }) => reject(error));
    });
    this.#next(); // messages wait in the new thread until it has started
  }
}

const closed = () => new AddendError("closed", "the module was closed", "call load() again for a new one");
const aborted = (signal) => new AddendError("aborted", "the call was aborted", "nothing to do: the caller's signal asked for it", signal.reason);
