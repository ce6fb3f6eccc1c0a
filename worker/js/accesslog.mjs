// One JSON line for a request, as worker/native/accesslog.go writes it: what is
// named here and nothing else. Queries, header fields and bodies hold what people
// wrote, and credentials. The platform has a line of its own for every request, so
// that without ADDEND_ACCESS_LOG only failures of the worker's side are told.

export function logged(request, response, env, start) {
  const { status, headers } = response;
  if (status < 500 && env.ADDEND_ACCESS_LOG !== "1") return response;
  const line = {
    level: status >= 500 ? "WARN" : "INFO",
    msg: "request",
    method: request.method,
    path: new URL(request.url).pathname,
    status,
    ms: Date.now() - start, // to the answer's head
    requestId: headers.get("X-Request-Id") ?? "",
    error: headers.get("X-Addend-Error") ?? "",
  };
  console.log(JSON.stringify(line));
  return response;
}
