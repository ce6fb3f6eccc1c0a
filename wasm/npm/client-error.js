import { AddendError } from "./errors.js";

// A refused or failed call.
export class ClientError extends AddendError {
  constructor({ code, message, hint = "", cause, ...rest }) {
    super(code, message, hint, cause);
    this.name = "ClientError";
    Object.assign(this, { platformCode: 0, status: 0, requestId: "", call: "", retryAfter: 0, title: "", reason: "", remedy: "", retry: "later" }, rest);
  }
}

// The error that an answer holds, or null. The worker speaks {error: {code, message, hint, requestId}}, the platform
// {status: "error", code, message}, sometimes with status 200.
export async function errorOf(status, text, call, headers) {
  const answer = parsed(text);
  const { error: own } = answer ?? {};
  if (status >= 200 && status < 300 && answer !== undefined && answer?.status !== "error" && !own) return null;
  const platformCode = own?.platformCode ?? (Number.isInteger(answer?.code) ? answer.code : 0);
  const wait = own?.retryAfterMs ?? Number(headers?.get("Retry-After") ?? 0) * 1000;
  const words = await explained(platformCode);
  return new ClientError({
    code: own?.code ?? (platformCode ? String(platformCode) : answer === undefined && status < 300 ? "bad-answer" : `http-${status}`),
    message: own?.message ?? answer?.message ?? `the server answered ${status}`,
    requestId: own?.requestId ?? headers?.get("X-Request-Id") ?? "",
    platformCode,
    status,
    call,
    retryAfter: wait > 0 ? wait / 1000 : 0,
    hint: own?.hint || words.remedy || (status >= 500 || status === 429 ? "try again later" : "look at status, platformCode and message: the call itself is refused"),
    ...words,
  });
}

export function unreachable(cause, call, signal) {
  if (signal?.aborted) return new ClientError({ code: "aborted", message: "the call was aborted", hint: "nothing to do: the caller's signal asked for it", call, cause: signal.reason });
  return new ClientError({ code: "offline", message: "the server did not answer", hint: "check the connection, then try again", call, cause });
}

// What the platform's code means, in words. The table is fetched with the first error that needs it.
async function explained(platformCode) {
  if (!platformCode) return {};
  try {
    const { codes } = await import(/* webpackMode: "eager" */ "./codes.js");
    const [, title, reason, remedy, retry] = codes[platformCode] ?? [];
    return title ? { title, reason, remedy, retry } : {};
  } catch {
    return {}; // the error itself is what matters
  }
}

// undefined where it is no JSON, null for an empty answer.
function parsed(text) {
  if (!text) return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
