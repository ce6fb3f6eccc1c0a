/**
 * A refused or failed call. `code` is the platform's integer (400311) when the
 * platform refused, the worker's stable string ("no-session") when the worker
 * did, "offline" when nothing answered. `wait` is what Retry-After asks for, in
 * seconds.
 */
export class ApiError extends Error {
  constructor({ code, message, hint = "", status = 0, requestId = "", call = "", wait = 0 }) {
    super(message);
    Object.assign(this, { name: "ApiError", code, hint, status, requestId, call, wait });
  }
}

/**
 * createClient({ onCall }) → call(method, path, options)
 * Every call carries X-Addend: a page of another origin cannot set that header
 * without a preflight, which the worker refuses. `onCall` hears of each call
 * with its time in milliseconds and its answer's size in bytes.
 */
export function createClient({ onCall }) {
  /** What only reads is asked again after the time that a full window of calls names (FAQ F80). */
  return async function call(method, path, options) {
    for (let left = 2; ; left--) {
      try {
        return await once(method, path, options);
      } catch (error) {
        if (method !== "GET" || error.status !== 429 || left === 0) throw error;
        await new Promise((again) => setTimeout(again, 1000 * Math.min(6, error.wait || 1)));
      }
    }
  };

  async function once(method, path, { query, body, faq, quiet = false, signal } = {}) {
    const url = path + search(query);
    const started = performance.now();
    const record = { kind: "call", method, url, faq, quiet, at: new Date(), status: 0, ms: 0, bytes: 0 };
    try {
      const response = await fetch(url, {
        method, signal,
        headers: { "X-Addend": "1", Accept: "application/json", ...(body && { "Content-Type": "application/json" }) },
        body: body && JSON.stringify(body),
        credentials: "same-origin", cache: "no-store", redirect: "error",
      });
      const text = await response.text();
      Object.assign(record, { status: response.status, bytes: new Blob([text]).size });
      return answer(response.status, text, `${method} ${path}`, response.headers.get("Retry-After"));
    } catch (error) {
      throw error instanceof ApiError || error.name === "AbortError" ? error : unreachable(error, `${method} ${path}`);
    } finally {
      record.ms = performance.now() - started;
      onCall(record);
    }
  }
}

/** The answer's object, or the error that the status or the envelope tells of. */
export function answer(status, text, call, retryAfter) {
  const json = parse(text);
  const refused = json?.status === "error" || json?.error !== undefined;
  if (status >= 200 && status < 300 && !refused) return json;
  const own = json?.error;
  // A composed answer that the platform refused: what it said is what happened.
  const refusal = own?.code === "upstream-refused" ? own.platformCode : own?.code;
  throw new ApiError({
    code: refusal ?? own?.code ?? json?.code ?? `http-${status}`,
    message: own?.message ?? json?.message ?? `the server answered ${status}`,
    hint: own?.hint, requestId: own?.requestId, status, call, wait: Math.min(60, Number(retryAfter) || 0),
  });
}

export function unreachable(cause, call) {
  const error = new ApiError({ code: "offline", message: "the server did not answer", hint: "check the connection, then try again", call });
  error.cause = cause;
  return error;
}

function parse(text) {
  if (!text) return null;
  try { return JSON.parse(text); } catch { return null; }
}

/** {a: 1, tags: ["x", "y"], options: {limit: 5}} → ?a=1&tags[]=x&tags[]=y&options[limit]=5, escaped. */
export function search(query = {}) {
  const pairs = new URLSearchParams();
  const add = (name, value) => {
    if (value === undefined || value === null) return;
    if (Array.isArray(value)) for (const item of value) add(`${name}[]`, item);
    else if (typeof value === "object") for (const key of Object.keys(value)) add(`${name}[${key}]`, value[key]);
    else pairs.append(name, String(value));
  };
  for (const name of Object.keys(query)) add(name, query[name]);
  const text = pairs.toString();
  return text && `?${text}`;
}
