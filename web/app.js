// The controller: it knows the parts, the server and the module, and is the
// only one that does. Parts draw and emit; scenes put parts together.
import "./parts/action-menu.js";
import "./parts/activity-panel.js";
import "./parts/empty-state.js";
import "./parts/nav-rail.js";
import "./parts/problem-note.js";
import "./parts/theme-switch.js";
import { use } from "/addend/element.js";
import { createClient } from "./api/client.js";
import { people } from "./api/people.js";
import { polls, posts } from "./api/posts.js";
import { chat, communities, session } from "./api/social.js";
import { createUpload } from "./api/upload.js";
import { createExplain } from "./explain.js";
import { later } from "./later.js";
import { createLive } from "./live.js";
import { createModule } from "./module.js";
import { createNotices } from "./notices.js";
import { Outbox } from "./offline/outbox.js";
import { registerOffline } from "./offline/register.js";
import { createStore } from "./offline/store.js";
import { createPanel } from "./panel.js";
import { createPush } from "./push.js";
import { drawBar } from "./parts/bottom-bar.js";
import { createToasts } from "./parts/toast-stack.js";
import { expect, scenes } from "./routes.js";
import { createSaved } from "./saved.js";
import { createDelivery } from "./scenes/chat-sending.js";
import { offlineScene } from "./scenes/offline.js";
import { plural } from "./view/amount.js";
import { h } from "./view/element.js";

const at = (id) => document.getElementById(id);
const [app, main, bar] = ["app", "main", "bar"].map(at);
const state = { user: null, communities: [], channels: [], unread: new Map(), scene: null, turn: 0 };
// What was begun: it outlives a chat that is left and a session that ends.
const drafts = new Map();

const panel = createPanel({ app, place: at("panel"), onToggle: () => drawPlaces() });
const call = createClient({ onCall: panel.add });
const upload = createUpload({ onCall: panel.add });
const api = { session: session(call), communities: communities(call), posts: posts(call), polls: polls(call), people: people(call, () => state.user?.id), chat: chat(call, () => state.user?.id) };
const store = createStore();
const outbox = new Outbox({ store, deliver: createDelivery({ chat: api.chat, upload }) });
const live = createLive({ record: panel.add });
const module = createModule({ record: panel.add });
// The package's elements show plain text until the module comes, which is after the first paint.
const renderer = Promise.withResolvers();
use(renderer.promise, { hashtags: { url: "#/search/%23{tag}" } });
const toast = createToasts(at("toasts"));
const explain = createExplain({ module: module.now, signIn: () => showSignIn() });
const push = createPush({ call, register: registerOffline });
const notices = createNotices({ api, live, push, toast, go: (hash) => { location.hash = hash; }, me: () => state.user?.id, here: () => location.hash, unread: refreshUnread });
const rail = h("nav-rail");
const saved = createSaved(() => api.posts.saved());
at("rail").append(rail);

/** The dialogs that any scene may open, each fetched when it is opened first. */
const dialogs = { "image-viewer": () => import("./parts/image-viewer.js"), "key-list": () => import("./parts/key-list.js"), "ask-dialog": () => import("./parts/ask-dialog.js") };
async function dialog(name) {
  await later(dialogs[name]);
  const element = document.querySelector(name) ?? h(name);
  if (!element.isConnected) document.body.append(element);
  return element;
}
const didNotCome = () => void toast("This part of the page did not come. Check the connection.");
const showKeys = () => dialog("key-list").then((keys) => keys.open()).catch(didNotCome);
const ask = async (...words) => (await dialog("ask-dialog")).ask(...words);

/** Who used this browser last, also after a reload without a network. */
const lastUser = {
  get() { try { return localStorage.getItem("last-user"); } catch { return state.last; } },
  set(id) { try { localStorage.setItem("last-user", id); } catch { state.last = id; } },
};

/**
 * An error as an element; its button takes it away and tries `again`. `more` may
 * hold another `label` for that button, further buttons `also` [{label, run}] and
 * `marks`, the pieces of text that are the cause.
 */
function note(error, again, more) {
  const element = h("problem-note");
  const say = () => { element.problem = { ...explain(error, again && (() => { element.remove(); again(); })), ...more }; };
  say();
  // The platform's codes are explained by the module, which may come a moment later.
  if (Number.isInteger(error.code) && !module.now()) module.ready().then(say, () => {});
  return element;
}

const context = {
  api, note, toast, upload, drafts, outbox, live, notices, push, refreshPlaces, addend: module.ready, record: panel.add, togglePanel: panel.toggle,
  keys: showKeys, ask,
  readChannel(id) { if (state.unread.get(id)) { state.unread.set(id, 0); drawPlaces(); } },
  saved, reload: show,
  /** Draws the view anew where it is one of these: somebody may have gone on before what he did was done. */
  redraw(...views) { if (views.some((view) => location.hash.startsWith(view))) show(); },
  get communities() { return state.communities; },
  /** To a place; `again` draws it anew when one is there already. Who has left `from` meanwhile is not called back. */
  go(hash, { again, from = location.hash } = {}) {
    if (location.hash !== from) return;
    if (again && from === hash) show();
    else location.hash = hash;
  },
  signOut,
  get user() { return state.user; },
  viewer: (file) => dialog("image-viewer").then((viewer) => viewer.open(file, (id, size) => module.now()?.fileURL(id, { region: "sg", size }) ?? `${file.href}?size=${size}`)).catch(didNotCome),
};

async function show() {
  const turn = ++state.turn;
  if (!state.user) return;
  const asked = location.hash;
  const [open, parameters] = scenes(asked || "#/home");
  const tab = document.activeElement.closest("main .tabs a")?.getAttribute("href");
  drawPlaces();
  const waiting = setTimeout(() => turn === state.turn && fill(h("div", { class: "page" }, h("div", { class: "skeleton", "aria-label": "Loading" }, h("i"), h("i"), h("i")))), 300);
  let scene;
  try {
    scene = await open(context, parameters);
  } catch (error) {
    scene = { element: h("div", { class: "page" }, note(error, show)), title: "A problem" };
  }
  clearTimeout(waiting);
  if (turn !== state.turn || location.hash !== asked) return scene.close?.(); // somebody went on meanwhile
  if (scene.redirect) {
    history.replaceState(null, "", scene.redirect);
    return show();
  }
  enter(scene, tab);
}

/** What somebody was at goes with the old view: who was within begins at the new one, and not at the top of the document. */
function fill(element) {
  const within = main.contains(document.activeElement);
  main.replaceChildren(element);
  if (within) main.focus({ preventScroll: true });
}

function enter(scene, tab) {
  const first = !state.scene;
  state.scene?.close?.();
  state.scene = scene;
  main.setAttribute("aria-label", scene.title || "addend");
  fill(scene.element);
  main.classList.toggle("filled", Boolean(scene.filled));
  app.classList.toggle("in-chat", Boolean(scene.filled));
  main.scrollTop = 0;
  document.title = scene.title ? `${scene.title} · addend` : "addend";
  if (document.activeElement === main && tab) main.querySelector(`.tabs a[href="${CSS.escape(tab)}"]`)?.focus({ preventScroll: true });
  scene.shown?.();
  // Said once: by the focus where it has moved, by the document's title at first, and otherwise here.
  at("said").textContent = first || main.contains(document.activeElement) ? "" : scene.title ?? "";
}

function drawPlaces() {
  const here = location.hash || "#/home";
  app.classList.toggle("signed-out", !state.user);
  bar.hidden = !state.user;
  if (!state.user) return;
  rail.state = { ...state, here, panel: panel.open };
  drawBar(bar, here);
}

async function refreshPlaces() {
  [state.communities, state.channels] = await Promise.all([api.communities.joined().catch(() => []), api.chat.channels(true).catch(() => [])]);
  refreshUnread();
}

async function refreshUnread() {
  if (state.user) state.unread = await api.chat.unread().catch(() => state.unread);
  drawPlaces();
}

async function showSignIn(reason, methods = state.methods) {
  state.user = null;
  outbox.for(null);
  live.stop();
  const turn = ++state.turn;
  state.methods = methods;
  drawPlaces();
  try {
    const { signInScene } = await later(() => import("./scenes/sign-in.js"));
    if (turn === state.turn) enter(signInScene({ api, methods, reason, note, onSignedIn: signedIn, reload: start }));
  } catch (error) {
    if (turn === state.turn) enter({ element: h("div", { class: "page" }, note(error, () => showSignIn(reason))), title: "A problem" });
  }
}

function signedIn(user) {
  if (lastUser.get() !== user.userId) drafts.clear();
  lastUser.set(user.userId);
  saved.forget();
  state.user = { id: user.userId, name: user.displayName || user.userId };
  panel.allow(true);
  show();
  outbox.for(user.userId);
  if (state.live) live.start();
  push.signedIn(user.userId, state.push).catch(() => {}); // then nothing comes while the page is closed
  refreshPlaces();
  api.session.picture(user.userId).then((picture) => {
    if (state.user?.id === user.userId) Object.assign(state.user, { picture });
    drawPlaces();
  }, () => {}); // initials stand in
}

async function signOut() {
  const unsent = (await outbox.waiting()).length;
  if (unsent && !(await ask(`${plural(unsent, "message")} of yours could not be sent yet. Sign out and drop what is unsent?`, "Sign out", "Stay"))) return;
  try {
    await api.session.signOut();
    push.signedOut().catch(() => {}); // the server has forgotten it
    await outbox.clear();
    drafts.clear();
    lastUser.set("");
    panel.allow(false);
    history.replaceState(null, "", location.pathname);
    showSignIn();
  } catch (error) {
    if ((await toast("You are still signed in: the server did not answer.", "Try again")) === "Try again") signOut();
  }
}

async function start() {
  expect(location.hash || "#/home");
  try {
    const { user, signIn, live: offered, push: pushes } = await api.session.current();
    state.methods = signIn;
    [state.live, state.push] = [offered, pushes];
    if (user) signedIn(user);
    else showSignIn();
  } catch (error) {
    // Whose messages wait here is known to this browser only.
    const waiting = await store.of(lastUser.get()).catch(() => []);
    enter(offlineScene({ note, error, waiting, again: start }));
  }
  // After the paint of what is there: text first, its form after.
  requestAnimationFrame(() => setTimeout(loadModule));
}

async function loadModule() {
  try {
    await module.ready();
    renderer.resolve(module.elements);
    registerOffline().catch(() => {}); // a browser that refuses it has a page that needs a network
  } catch {
    if ((await toast("Formatting could not be loaded, so text is shown plain.", "Try again")) === "Try again") loadModule();
  }
}

addEventListener("hashchange", show);
// Past the rail, but not to another address: a hash is a place here.
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});
addEventListener("keydown", (event) => {
  const writes = event.target.closest("input, textarea, select");
  if (!state.user || (event.key !== "?" || writes) && !(event.key === "/" && (event.ctrlKey || event.metaKey))) return;
  event.preventDefault();
  showKeys();
});
notices.start();
setInterval(() => !document.hidden && state.user && !live.open && refreshUnread(), 15_000);
rail.addEventListener("sign-out", signOut);
for (const element of [rail, at("panel")]) element.addEventListener("panel-toggle", panel.toggle);
start();
