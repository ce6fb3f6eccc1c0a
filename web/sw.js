// The page without a network. All files that the page is made of are kept as one
// set: found by following the page's own references, named by the sum over their
// contents, and exchanged as a whole. While there is a network it is asked first,
// so nobody sees an old page; what belongs to a person (/api, /files, /session)
// is never kept.
const prefix = "addend-page-";
const patience = 4000; // ms after which the kept page is shown instead of waiting on
const most = 400; // files; the page has about a hundred
const text = /\.(?:html|js|css|webmanifest)$|\/$/;
// A path in quotes or brackets that ends like a file of a page: imports, links, url(), new URL(…, import.meta.url).
const reference = /["'(]((?:\.{0,2}\/)[\w./-]+\.(?:js|css|json|svg|png|wasm|webmanifest|woff2))["')]/g;
const ofPersons = /^\/(?:api\/v\d|asc|plus|files|session|events|hooks|healthz|readyz)(?:\/|$)/;

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(forgetOlder()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || ofPersons.test(pathname)) return;
  event.respondWith(answer(request, event));
});

async function answer(request, event) {
  const kept = await find(request);
  try {
    const fresh = await fetch(request, kept ? { signal: AbortSignal.timeout(patience) } : {});
    if (kept && fresh.ok && fresh.headers.get("ETag") !== kept.headers.get("ETag")) event.waitUntil(keepSoon());
    return fresh.status >= 500 && kept ? kept : fresh;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

const find = async (request) => caches.match(request.mode === "navigate" ? "/" : request, { ignoreSearch: true, ignoreVary: true, cacheName: await current() });

/** The newest set that is whole: the page itself is put into it last. Nothing is opened here: that would make a set that was just forgotten anew. */
async function current() {
  for (const name of (await caches.keys()).reverse()) if (name.startsWith(prefix) && (await caches.match("/", { cacheName: name }))) return name;
  return `${prefix}none`;
}

// Web Push: what concerns the user while no page is open. The platform's words
// where it gave some, else these; all of it is text.
const words = {
  "message.created": "You have a new message", "comment.created": "Somebody answered you", "post.created": "Somebody mentioned you in a post",
  "follow.created": "You have a new follower", "follow.requested": "Somebody asks to follow you", "follow.accepted": "You may follow whom you asked",
};
self.addEventListener("push", (event) => event.waitUntil(tell(event.data)));
self.addEventListener("notificationclick", (event) => event.waitUntil(open(event.notification)));
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));

async function tell(data) {
  if ((await pages()).some((page) => page.visibilityState === "visible")) return; // it says so by itself
  let told;
  try { told = data.json(); } catch { told = null; } // a push without a text
  const { type, title, body } = told ?? {};
  const to = placeOf(told ?? {});
  await self.registration.showNotification(line(title) || words[type] || "Something happened", { body: line(body), tag: to, icon: "/favicon.svg", data: { to } });
}

const pages = () => self.clients.matchAll({ type: "window" });
const line = (text) => (typeof text === "string" ? text.slice(0, 400) : "");

function placeOf({ type, from, to, channelId, postId, communityId }) {
  const place = (name, id) => `#/${name}/${encodeURIComponent(id)}`;
  const person = type === "follow.accepted" ? to : from;
  if (person) return place("u", person);
  if (channelId) return place("chat", channelId);
  if (postId) return place("p", postId);
  return communityId ? place("c", communityId) : "#/feed";
}

async function open(notification) {
  notification.close();
  const { to } = notification.data;
  const [page] = await pages();
  if (!page) return self.clients.openWindow(`/${to}`);
  page.postMessage({ to });
  return page.focus();
}

/** The browser exchanged its subscription: the worker is told the new one. */
async function renew({ oldSubscription, newSubscription }) {
  const made = newSubscription ?? await self.registration.pushManager.subscribe(oldSubscription.options);
  await fetch("/plus/push", { method: "PUT", headers: { "X-Addend": "1", "Content-Type": "application/json" }, body: JSON.stringify(made) });
}

let keeping;
/** A new version shows by one file; a moment later all of it is fetched. */
function keepSoon() {
  keeping ??= new Promise((resolve) => setTimeout(resolve, 1000)).then(keep).then(forgetOlder).catch(() => {}).finally(() => { keeping = undefined; });
  return keeping;
}

/** Fetches the set, checks the package's files against its integrity.json, and keeps it only when all of it is there. */
async function keep() {
  const sums = await (await load("/addend/integrity.json")).json();
  const found = new Map();
  const waiting = ["/", "/addend/integrity.json"];
  for (let path = waiting.pop(); path; path = waiting.pop()) {
    if (found.has(path) || found.size >= most) continue;
    const response = await load(path);
    const bytes = await response.clone().arrayBuffer();
    await check(path, bytes, sums);
    found.set(path, response);
    if (!text.test(path)) continue;
    for (const [, to] of new TextDecoder().decode(bytes).matchAll(reference)) waiting.push(new URL(to, new URL(path, location.origin)).pathname);
  }
  const name = prefix + (await versionOf(found));
  const set = await caches.open(name);
  const page = found.get("/");
  found.delete("/");
  await Promise.all([...found].map(([path, response]) => response.ok && set.put(path, response)));
  await set.put("/", page);
}

/** A path that only looks like a file of the page answers 404: it is no part of the set. Any other failure is one of the whole. */
async function load(path) {
  const response = await fetch(path, { cache: "no-cache" });
  if (!response.ok && response.status !== 404) throw new Error(`${path} answered ${response.status}`);
  return response;
}

async function check(path, bytes, sums) {
  const [, file] = /^\/addend\/(.+)$/.exec(path) ?? [];
  if (!Object.hasOwn(sums, file ?? "")) return;
  const sum = `sha384-${btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-384", bytes))))}`;
  if (sum !== sums[file]) throw new Error(`${path} is not what integrity.json says`);
}

async function versionOf(found) {
  const tags = [...found].map(([path, response]) => `${path} ${response.headers.get("ETag")}`).sort().join("\n");
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(tags)));
  return [...sum.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function forgetOlder() {
  const newest = await current();
  for (const name of await caches.keys()) if (name.startsWith(prefix) && name !== newest) await caches.delete(name);
}
