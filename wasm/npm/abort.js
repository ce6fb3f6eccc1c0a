import { AddendError } from "./errors.js";

// The promise, or an AddendError as soon as the signal aborts. What was started goes on for those who still wait.
export function abortable(promise, signal, what) {
  if (!signal) return promise;
  if (signal.aborted) {
    promise.catch(() => {}); // nobody is left to hear of it
    return Promise.reject(abortedBy(signal, what));
  }
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(abortedBy(signal, what));
    signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}

export const abortedBy = (signal, what) => new AddendError("aborted", `${what} was aborted`, "nothing to do: the caller's signal asked for it", signal.reason);

// onProgress as a function that never throws, and the signal of a caller who threw while being told.
export function teller(onProgress) {
  if (!onProgress) return {};
  const stop = new AbortController();
  const tell = (...figures) => {
    try {
      onProgress(...figures);
    } catch (error) {
      stop.abort(error);
    }
  };
  return { tell, gone: stop.signal };
}

// Refuses a signal that is none, and an onProgress that cannot be called, before anything is begun with them.
export function requireControls(signal, onProgress) {
  if (signal && typeof signal.addEventListener !== "function") {
    throw new AddendError("bad-argument", "the signal is not an AbortSignal", "pass signal of an AbortController, or AbortSignal.timeout(ms)");
  }
  if (onProgress && typeof onProgress !== "function") throw new AddendError("bad-argument", "onProgress is not a function", "pass (done, all) => …");
}
