import { AddendError } from "./errors.js";

// The promise, or an AddendError as soon as the signal aborts. What was started goes on for those who still wait.
export function abortable(promise, signal, what) {
  if (!signal) return promise;
  const aborted = () => new AddendError("aborted", `${what} was aborted`, "nothing to do: the caller's signal asked for it", signal.reason);
  if (signal.aborted) {
    promise.catch(() => {}); // nobody is left to hear of it
    return Promise.reject(aborted());
  }
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(aborted());
    signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}

// Refuses what is no AbortSignal, before anything is begun with it.
export function requireSignal(signal) {
  if (signal === undefined || signal === null || typeof signal.addEventListener === "function") return;
  throw new AddendError("bad-argument", "the signal is not an AbortSignal", "pass signal of an AbortController, or AbortSignal.timeout(ms)");
}
