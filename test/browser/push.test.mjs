// Web Push: asked for under You, subscribed with the worker's key, taken back; and
// what the service worker makes of a message. That the bytes which leave the
// worker open in a browser's keys is shown in worker/conformance; this Chromium
// has no push service, so its subscription is one of the test's and messages are
// delivered to the service worker by the debugger.
import assert from "node:assert/strict";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { test } from "node:test";
import { host as anotherHost } from "./hosts.mjs";
import { opened } from "./opened.mjs";
import { openChat, send, signIn } from "./page.mjs";

const b64 = (bytes) => Buffer.from(bytes).toString("base64url");
function pair() {
  const { x, y, d } = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" });
  return { public: b64([4, ...Buffer.from(x, "base64url"), ...Buffer.from(y, "base64url")]), private: d };
}

const keys = pair();
const subscription = { endpoint: "https://push.example.org/one", expirationTime: null, keys: { p256dh: pair().public, auth: b64(randomBytes(16)) } };

let host, browser, context, page, guard;
const settings = { ADDEND_PUSH_PUBLIC_KEY: keys.public, ADDEND_PUSH_PRIVATE_KEY: keys.private, ADDEND_PUSH_SUBJECT: "mailto:ops@example.org", ADDEND_PUSH_HOSTS: "push.example.org" };
async function prepare(context, host) {
  await context.grantPermissions(["notifications"], { origin: host.url });
  await context.addInitScript((made) => {
    globalThis.__asked = [];
    let live = null;
    PushManager.prototype.subscribe = async (options) => {
      globalThis.__asked.push({ ...options });
      live = { toJSON: () => made, unsubscribe: async () => { globalThis.__asked.push("unsubscribed"); live = null; return true; } };
      return live;
    };
    PushManager.prototype.getSubscription = async () => live;
  }, subscription);
  return [keys.private];
}
opened({ settings, view: {}, prepare }, (all) => ({ host, browser, context, page, guard } = all));

const state = (on = page) => on.evaluate(async () => (await fetch("/plus/push", { headers: { "X-Addend": "1" } })).json());
const asked = () => page.evaluate(() => globalThis.__asked.splice(0));
const card = () => page.getByRole("region", { name: "Notifications" });

test("nothing is subscribed until somebody asks for it, and then with the worker's key", async () => {
  await page.goto(`${host.url}/#/you`);
  await card().getByText("can tell you of answers, mentions and followers, also while this page is closed").waitFor();
  assert.deepEqual(await asked(), []);
  assert.deepEqual(await state(), { key: keys.public, subscribed: false });
  await card().getByRole("button", { name: "Tell me" }).click();
  await card().getByText("This browser tells you").waitFor();
  assert.deepEqual(await asked(), [{ userVisibleOnly: true, applicationServerKey: keys.public }]);
  assert.equal((await state()).subscribed, true);
});

test("Stop takes it back", async () => {
  await card().getByRole("button", { name: "Stop" }).click();
  await card().getByRole("button", { name: "Tell me" }).waitFor();
  assert.deepEqual(await asked(), ["unsubscribed"]);
  assert.equal((await state()).subscribed, false);
});

test("who wanted it has it again after signing in anew, the next person does not", async () => {
  await card().getByRole("button", { name: "Tell me" }).click();
  await card().getByRole("button", { name: "Stop" }).waitFor();
  await page.getByRole("button", { name: "Sign out" }).last().click();
  await page.locator("sign-in-form").waitFor();
  await page.waitForFunction(() => globalThis.__asked.includes("unsubscribed"));
  await asked();
  await signIn(page, host.url, "marta");
  await page.waitForFunction(async () => (await (await fetch("/plus/push", { headers: { "X-Addend": "1" } })).json()).subscribed);
  await page.goto(`${host.url}/#/you`);
  await page.getByRole("button", { name: "Sign out" }).last().click();
  await page.locator("sign-in-form").waitFor();
  await signIn(page, host.url, "tomasz");
  await openChat(page, /./);
  await send(page, "hello from the next person");
  assert.equal((await state()).subscribed, false);
});

test("a worker without keys offers none, and the page says what there is instead", async () => {
  const plain = await anotherHost();
  try {
    const other = await browser.newContext();
    await other.grantPermissions(["notifications"], { origin: plain.url });
    const there = await other.newPage();
    await signIn(there, plain.url, "marta");
    await there.goto(`${plain.url}/#/you`);
    await there.getByRole("region", { name: "Notifications" }).getByText("while this page is open but not in front").waitFor();
    assert.equal((await state(there)).error.code, "push-off");
    await other.close();
  } finally {
    await plain.close();
  }
});

test("the service worker tells of a message as text, once a place, and leads there", async () => {
  await page.evaluate(() => navigator.serviceWorker.ready);
  const worker = context.serviceWorkers()[0] ?? await context.waitForEvent("serviceworker");
  const shown = () => worker.evaluate(async () => (await self.registration.getNotifications()).map(({ title, body, tag, data }) => ({ title, body, tag, to: data?.to })));
  const debug = await context.newCDPSession(page);
  const registration = new Promise((resolve) => debug.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => registrations.length > 0 && resolve(registrations.at(-1).registrationId)));
  await debug.send("ServiceWorker.enable");
  const registrationId = await registration;
  const deliver = (message) => debug.send("ServiceWorker.deliverPushMessage", { origin: host.url, registrationId, data: typeof message === "string" ? message : JSON.stringify(message) });
  /** Delivers and waits until it is shown: delivered side by side, one is lost in Chromium now and then. */
  const told = async (message, title, body = "") => {
    await deliver(message);
    for (let i = 0; i < 800 && !(await shown()).some((one) => one.title === title && one.body === body); i++) await new Promise((next) => setTimeout(next, 25));
  };

  // A page that is seen says it by itself.
  await deliver({ type: "message.created", channelId: "seen", title: "Not shown" });
  await page.goto("about:blank");
  await told({ type: "message.created", channelId: "a b", title: "<b>Ada</b>", body: "<img src=x onerror=__ran()> **hi**" }, "<b>Ada</b>", "<img src=x onerror=__ran()> **hi**");
  await told({ type: "message.created", channelId: "a b", title: "<b>Ada</b>", body: "and again" }, "<b>Ada</b>", "and again");
  await told({ type: "follow.created", from: "jo", to: "marta" }, "You have a new follower");
  await told("not JSON", "Something happened");
  const list = (await shown()).sort((a, b) => a.tag.localeCompare(b.tag));
  assert.deepEqual(list, [
    { title: "<b>Ada</b>", body: "and again", tag: "#/chat/a%20b", to: "#/chat/a%20b" },
    { title: "Something happened", body: "", tag: "#/feed", to: "#/feed" },
    { title: "You have a new follower", body: "", tag: "#/u/jo", to: "#/u/jo" },
  ]);

  // Pressed with a page open: that page goes there.
  await page.goto(`${host.url}/#/feed`);
  await page.locator("post-card").first().waitFor();
  await worker.evaluate(async () => {
    const [notification] = await self.registration.getNotifications({ tag: "#/u/jo" });
    self.clients.matchAll = ((all) => async (how) => (await all(how)).map((page) => Object.defineProperty(page, "focus", { value: async () => page })))(self.clients.matchAll.bind(self.clients)); // focus wants a real press
    self.dispatchEvent(new NotificationEvent("notificationclick", { notification }));
  });
  await page.waitForURL(/#\/u\/jo$/);
});

test("none of it broke a rule", () => guard.clean(page));
