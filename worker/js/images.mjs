// Short images kept at the edge for the user who asked, so that a page that shows
// them again does not fetch them again. They are never shared: what one user may
// see is not said in the answer.

const MAX_KEPT = 4 * 1024 * 1024;
const KEPT_S = 3600; // as long as the browser may keep it

// kept gives an image that is there already, as an upstream answer would be, or
// null.
export async function kept(request, plan) {
  try {
    const found = await caches.default.match(await placeOf(request, plan.cache));
    if (!found) return null;
    const headers = new Headers(found.headers);
    const tag = headers.get("ETag");
    if (!tag || !names(request.headers.get("If-None-Match") ?? "", tag)) return found;
    await found.body?.cancel();
    headers.delete("Content-Length");
    return new Response(null, { status: 304, headers });
  } catch {
    return null; // a runtime without a cache
  }
}

// keep puts an image where kept finds it, and gives an answer to pass on.
export function keep(request, plan, upstream, ctx) {
  const type = upstream.headers.get("Content-Type") ?? "";
  const length = Number(upstream.headers.get("Content-Length") ?? NaN);
  if (upstream.status !== 200 || !type.startsWith("image/") || !(length > 0 && length <= MAX_KEPT)) return upstream;
  const [now, later] = upstream.body.tee();
  const headers = new Headers({ "Cache-Control": `max-age=${KEPT_S}` });
  for (const name of plan.keep) {
    const value = upstream.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  const put = async () => caches.default.put(await placeOf(request, plan.cache), new Response(later, { headers }));
  ctx.waitUntil(put().catch(() => later.cancel().catch(() => {})));
  return new Response(now, upstream);
}

// placeOf is an address of our own host that nobody can ask for: requests for it
// come to the worker, which has no such path.
async function placeOf(request, name) {
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(name)));
  return new URL(`/.kept/${Array.from(sum, (byte) => byte.toString(16).padStart(2, "0")).join("")}`, request.url).href;
}

function names(list, tag) {
  const plain = (one) => one.trim().replace(/^W\//, "");
  return list.split(",").some((one) => plain(one) === plain(tag));
}
