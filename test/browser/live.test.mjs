// Live: what one person does is seen by the other at once, in every tab, without
// a look in between; who has read what; what is unread.
import assert from "node:assert/strict";
import { test } from "node:test";
import { desktop, opened } from "./opened.mjs";
import { messageField, openChat, own, send, signIn } from "./page.mjs";
import { watch } from "./watch.mjs";

let host, browser, marta, tomasz, guard;
opened({}, async (all) => {
  ({ host, browser } = all);
  const enter = async (user, partner) => {
    const context = await browser.newContext(desktop);
    if (user === "marta") guard = await watch(context, host);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await signIn(page, host.url, user);
    await openChat(page, partner);
    await page.locator("activity-panel").getByText("connect().live()").waitFor();
    return page;
  };
  [marta, tomasz] = await Promise.all([enter("marta", "Tomasz"), enter("tomasz", "Marta")]);
});

const heard = (page, text) => page.locator("message-log li.message:not(.own)").filter({ hasText: text });

/** Without the look every few seconds: what comes now can only have been told. */
const onlyTold = (page) => page.evaluate(() => { for (let timer = setInterval(() => {}, 1e6); timer > 0; timer--) clearInterval(timer); });

test("a message, its change and its removal come by themselves, in a second tab too", async () => {
  const second = await marta.context().newPage();
  await second.goto(marta.url());
  await messageField(second).waitFor();
  await second.locator("activity-panel").getByText("heard through another tab").first().waitFor({ state: "attached" });
  for (const page of [marta, second, tomasz]) await onlyTold(page);
  await send(tomasz, "told, not asked for");
  for (const page of [marta, second]) await heard(page, "told, not asked for").waitFor();
  await messageField(tomasz).fill("");
  await messageField(tomasz).press("ArrowUp");
  await messageField(tomasz).fill("told **and** changed");
  await tomasz.keyboard.press("Enter");
  for (const page of [marta, second]) await heard(page, "told and changed").locator("strong").waitFor();
  await own(tomasz).last().hover();
  await own(tomasz).last().getByRole("button", { name: "Remove" }).click();
  await tomasz.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  for (const page of [marta, second]) await heard(page, "This message was removed").waitFor();
  await second.close();
});

test("one connection serves all tabs, and the next takes over when its tab closes", async () => {
  const open = [];
  marta.context().on("request", (request) => new URL(request.url()).pathname === "/events" && open.push(request));
  const tabs = [];
  for (let count = 0; count < 3; count++) {
    const tab = await marta.context().newPage();
    await tab.goto(marta.url());
    await tab.locator("activity-panel").getByText("connect().live()").first().waitFor({ state: "attached" });
    tabs.push(tab);
  }
  assert.equal(open.length, 0, "a tab opened a connection of its own");
  const hash = marta.url();
  await marta.close(); // the one that has the connection
  await onlyTold(tabs[0]);
  await send(tomasz, "to who is left");
  await heard(tabs[0], "to who is left").waitFor();
  assert.ok(open.length >= 1);
  [marta] = tabs;
  await tabs[1].close();
  await tabs[2].close();
  assert.equal(marta.url(), hash);
});

test("one's own newest message says when it was read, not before", async () => {
  await tomasz.goto(`${host.url}/#/feed`);
  await tomasz.locator("post-card").first().waitFor();
  await marta.reload();
  await messageField(marta).waitFor();
  await send(marta, "has he seen it?");
  await own(marta).last().locator(".receipt", { hasText: "Sent" }).waitFor();
  await openChat(tomasz, "Marta");
  await own(marta).last().locator(".receipt", { hasText: "Read" }).waitFor();
  assert.equal(await marta.locator(".receipt").count(), 1);
});

test("what is unread is counted beside the chat, and no more once it is read", async () => {
  await marta.goto(`${host.url}/#/feed`);
  await marta.locator("post-card").first().waitFor();
  for (const text of ["one", "two", "three"]) await send(tomasz, text);
  const place = marta.locator("nav-rail").getByRole("link", { name: /^Tomasz/ });
  await place.getByText("3 unread").waitFor();
  await marta.goto(`${host.url}/#/chats/all`);
  await marta.getByRole("list", { name: "Chats" }).getByRole("link", { name: /Tomasz.*3\s*unread/s }).waitFor();
  await openChat(marta, "Tomasz");
  await place.getByText("3 unread").waitFor({ state: "detached" });
  await marta.reload();
  await messageField(marta).waitFor();
  assert.equal(await place.locator(".badge").count(), 0, "the count is back after a reload");
});

test("a new follower is told of", async () => {
  await marta.bringToFront();
  await marta.locator("activity-panel").getByText("connect().live()").first().waitFor({ state: "attached" }); // it was loaded anew
  await tomasz.evaluate(() => fetch("/api/v4/me/following/marta", { method: "POST", headers: { "X-Addend": "1", "Content-Type": "application/json" }, body: "{}" }));
  await marta.getByRole("status").getByText("Tomasz Wójcik follows you.").waitFor();
});

test("a mention in a chat that is not open is told of, with the way there", async () => {
  await marta.goto(`${host.url}/#/feed`);
  await marta.locator("post-card").first().waitFor();
  await tomasz.evaluate(async () => {
    const headers = { "X-Addend": "1", "Content-Type": "application/json" };
    const { channels } = await (await fetch("/api/v3/channels?filter=member", { headers })).json();
    await fetch("/api/v5/messages", { method: "POST", headers, body: JSON.stringify({ messageFeedId: channels.find((one) => one.type === "conversation" && one.channelId.includes("marta") || one.type === "conversation").channelInternalId, dataType: "text", data: { text: "@Marta look" }, mentionedUsers: [{ type: "user", userIds: ["marta"] }], referenceId: "LOCAL_mention" }) });
  });
  await marta.getByRole("status").getByText("Tomasz Wójcik mentioned you.").waitFor();
  await marta.getByRole("status").filter({ hasText: "mentioned you" }).getByRole("button", { name: "Look" }).click();
  await heard(marta, "@Marta look").waitFor();
});

test("the browser's permission is asked for after a message was sent, once, and only when wanted", async () => {
  const context = await browser.newContext();
  await context.addInitScript(() => {
    globalThis.__asked = 0;
    Object.defineProperty(Notification, "permission", { get: () => "default" });
    Notification.requestPermission = async () => { globalThis.__asked++; return "granted"; };
  });
  const page = await context.newPage();
  await signIn(page, host.url, "rafael");
  await openChat(page, /./);
  await page.locator("activity-panel").getByText("connect().live()").waitFor({ state: "attached" });
  const offer = page.getByRole("status").getByText("Shall this browser tell you");
  assert.equal(await offer.count(), 0);
  await send(page, "hello");
  await offer.waitFor();
  await send(page, "hello, before the offer is answered");
  assert.equal(await offer.count(), 1, "offered twice");
  assert.equal(await page.evaluate(() => globalThis.__asked), 0, "asked without being wanted");
  await page.getByRole("button", { name: "Tell me" }).click();
  await page.waitForFunction(() => globalThis.__asked === 1);
  await send(page, "hello again");
  assert.equal(await offer.count(), 0);
  await context.close();
});

test("who looks elsewhere is told by the system, and led to the message", async () => {
  const context = await browser.newContext();
  await context.addInitScript(() => {
    globalThis.__notices = [];
    globalThis.Notification = class {
      static permission = "granted";
      constructor(title, options) { globalThis.__notices.push({ title, ...options, notice: this }); }
      close() {}
    };
  });
  const page = await context.newPage();
  await signIn(page, host.url, "marta");
  await page.goto(`${host.url}/#/feed`);
  await page.locator("activity-panel").getByText("connect().live()").waitFor({ state: "attached" });
  await page.evaluate(() => Object.defineProperty(document, "hidden", { get: () => true }));
  await openChat(tomasz, "Marta");
  await send(tomasz, "are you away?");
  await page.waitForFunction(() => globalThis.__notices.length > 0);
  const { title, body } = await page.evaluate(() => globalThis.__notices[0]);
  assert.deepEqual([title, body], ["Tomasz Wójcik wrote", "are you away?"]);
  await page.evaluate(() => globalThis.__notices[0].notice.onclick());
  await heard(page, "are you away?").waitFor();
  await context.close();
});

test("none of it broke a rule", () => guard.clean(marta));
