// The module off the main thread: the same names, each with a promise, a signal and a deadline.
import { loader } from "./load.js";
import { connect } from "./thread-client.js";
import { trustedURL } from "./trusted.js";

export { AddendError } from "./errors.js";
export { plain } from "./plain.js";

export const load = loader(() => new URL("./addend.wasm", import.meta.url), (module, forget, { workerURL }, moved) => connect(module, () => spawn(workerURL ?? (moved && new URL("./thread.js", moved))), forget));

// Starts the thread: a real file, because a Content-Security-Policy that allows blob: addresses for scripts is none.
function spawn(workerURL) {
  const threads = globalThis.Worker ? undefined : globalThis.process?.getBuiltinModule?.("node:worker_threads");
  if (threads) return new threads.Worker(workerURL ?? new URL("./thread.js", import.meta.url), { execArgv: [] });
  if (workerURL) return new Worker(trustedURL(workerURL), { type: "module" });
  // Bundlers know the expression below by its exact form, so the address cannot be marked for Trusted Types in it; the
  // constructor that it calls does that.
  const Original = globalThis.Worker;
  globalThis.Worker = function (url, options) {
    return new Original(trustedURL(url), options);
  };
  try {
    return new Worker(new URL("./thread.js", import.meta.url), { type: "module" });
  } finally {
    globalThis.Worker = Original;
  }
}
