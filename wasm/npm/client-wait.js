import { ClientError } from "./client-error.js";

const longest = 60_000; // ms; who is told to wait longer tells the user

// How many milliseconds to wait before the same call may succeed, or null where waiting is of no use. The platform's
// window is five seconds, for an answer that does not say.
export function waitOf({ status, platformCode, retryAfter }) {
  if (status !== 429 && platformCode !== 400311 && !(status === 503 && retryAfter)) return null;
  const wait = (retryAfter || 5) * 1000;
  return wait <= longest ? wait : null;
}

export function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(new ClientError({ code: "aborted", message: "the call was aborted", hint: "nothing to do: the caller's signal asked for it", cause: signal.reason }));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    if (signal?.aborted) stop();
    else signal?.addEventListener("abort", stop, { once: true });
  });
}
