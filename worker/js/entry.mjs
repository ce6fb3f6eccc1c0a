// The edge worker's entry in workerd. It decides nothing: the Go gateway says
// what each request is answered with, execute.mjs does it.
import { serve } from "./execute.mjs";

export { UserCell } from "./cell.mjs";
export { LiveDirectory } from "./directory.mjs";

export default {
  async fetch(request, env, ctx) {
    try {
      return await serve(request, env, ctx);
    } catch (cause) {
      return failed(cause);
    }
  },
};

// failed answers when the gateway itself is gone: a panic outside its own
// recovery, or more requests than instances. The next request gets another one.
function failed(cause) {
  const requestId = crypto.randomUUID().replaceAll("-", "").slice(0, 16);
  console.error(`request ${requestId}:`, cause);
  const error = {
    code: "internal",
    message: "the worker made a mistake",
    hint: "try again; the request id leads to the log line",
    requestId,
  };
  return Response.json(
    { error },
    {
      status: 500,
      headers: {
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Addend-Error": error.code,
        "X-Content-Type-Options": "nosniff",
        "X-Request-Id": requestId,
      },
    },
  );
}
