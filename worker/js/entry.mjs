// The edge worker's entry in workerd. It decides nothing: the Go gateway says
// what each request is answered with, execute.mjs does it.
import { logged } from "./accesslog.mjs";
import { serve } from "./execute.mjs";

export { UserCell } from "./cell.mjs";
export { LiveDirectory } from "./directory.mjs";

export default {
  async fetch(request, env, ctx) {
    const start = Date.now();
    return logged(request, await answer(request, env, ctx), env, start);
  },
};

async function answer(request, env, ctx) {
  try {
    if (env.ADDRESSES && (await tooMany(request, env))) return addressLimited();
    return await serve(request, env, ctx);
  } catch (cause) {
    return failed(cause);
  }
}

// tooMany asks the platform's counter of calls by address, where one is bound.
// Hooks are signed, and come from few addresses.
async function tooMany(request, env) {
  if (/^\/(hooks\/|healthz$)/.test(new URL(request.url).pathname)) return false;
  const { success } = await env.ADDRESSES.limit({ key: request.headers.get("CF-Connecting-IP") ?? "" });
  return !success;
}

function addressLimited() {
  return own(429, "address-limited", "too many calls from this network address", "wait as long as Retry-After says; the site's operator sets the limit", {
    "Retry-After": "10",
  });
}

// failed answers when the gateway itself is gone: a panic outside its own
// recovery, or more requests than instances. The next request gets another one.
function failed(cause) {
  const answer = own(500, "internal", "the worker made a mistake", "try again; the request id leads to the log line");
  console.error(`request ${answer.headers.get("X-Request-Id")}:`, cause);
  return answer;
}

// own makes an answer of the entry itself in the gateway's form.
function own(status, code, message, hint, more = {}) {
  const requestId = crypto.randomUUID().replaceAll("-", "").slice(0, 16);
  return Response.json(
    { error: { code, message, hint, requestId } },
    {
      status,
      headers: {
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Addend-Error": code,
        "X-Content-Type-Options": "nosniff",
        "X-Request-Id": requestId,
        ...more,
      },
    },
  );
}
