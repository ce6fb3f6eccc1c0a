// What goes wrong goes wrong kindly: said in words, with a button, and nothing
// that was written is lost.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { host as anotherHost } from "./hosts.mjs";
import { desktop, opened } from "./opened.mjs";
import { messageField, openChat, own, signIn } from "./page.mjs";

let host, browser, context, page;
opened({ view: desktop, chat: "Tomasz" }, (all) => ({ host, browser, context, page } = all));

const problem = (within = page) => within.locator("problem-note");

test("a message written offline is kept, says so, and is sent once by itself when the line is back", async () => {
  const before = await own(page).count();
  await context.setOffline(true);
  await messageField(page).fill("written in a tunnel");
  await page.keyboard.press("Enter");
  const message = own(page).nth(before);
  await message.and(page.locator('[data-state="failed"]')).waitFor();
  assert.match(await problem(message).innerText(), /The server did not answer/);
  assert.match(await message.innerText(), /written in a tunnel/);
  await context.setOffline(false);
  await message.and(page.locator('[data-state="sent"]')).waitFor();
  await page.reload();
  await own(page).first().waitFor();
  assert.equal(await own(page).filter({ hasText: "written in a tunnel" }).count(), 1);
});

test("an answer that was lost on the way does not double the message", async () => {
  let lose = true;
  await page.route("**/api/v5/messages", async (route) => {
    if (route.request().method() !== "POST" || !lose) return route.continue();
    lose = false;
    await route.fetch(); // it arrives, but its answer does not
    await route.abort();
  });
  await messageField(page).fill("said once only");
  await page.keyboard.press("Enter");
  const message = own(page).filter({ hasText: "said once only" });
  await message.and(page.locator('[data-state="sent"]')).waitFor();
  await page.waitForFunction(() => new Promise((resolve) => { // sent again, seen by its reference, and let go
    const request = indexedDB.open("addend-outbox");
    request.onsuccess = () => { request.result.transaction("messages").objectStore("messages").count().onsuccess = ({ target }) => resolve(target.result === 0); };
  }));
  await page.unroute("**/api/v5/messages");
  await page.reload();
  await own(page).first().waitFor();
  assert.equal(await own(page).filter({ hasText: "said once only" }).count(), 1);
});

test("a picture that is cut off is refused before a byte of it is sent", async () => {
  const sent = [];
  const listen = (request) => request.url().includes("/files?as=") && sent.push(request.url());
  page.on("request", listen);
  await page.locator('message-composer input[type="file"]').setInputFiles({ name: "half.png", mimeType: "image/png", buffer: Buffer.from("89504e470d0a1a0a0000000d", "hex") });
  await page.locator('upload-row[data-state="failed"]').waitFor();
  assert.match(await problem(page.locator("message-composer")).innerText(), /cut off before its width and height/);
  assert.deepEqual(sent, []);
  page.off("request", listen);
  await page.getByRole("button", { name: "Remove half.png" }).click();
  await page.locator("upload-row").waitFor({ state: "detached" });
});

test("an empty file is refused with a reason before it is sent", async () => {
  await page.locator('message-composer input[type="file"]').setInputFiles({ name: "nothing.txt", mimeType: "text/plain", buffer: Buffer.alloc(0) });
  await page.locator('upload-row[data-state="failed"]').waitFor();
  assert.match(await problem(page.locator("message-composer")).innerText(), /The file is empty/);
  await page.getByRole("button", { name: "Remove nothing.txt" }).click();
});

test("an upload that breaks off can be tried again", async () => {
  await page.route("**/files?as=*", (route) => route.abort(), { times: 1 });
  await page.locator('message-composer input[type="file"]').setInputFiles({ name: "again.txt", mimeType: "text/plain", buffer: Buffer.from("again") });
  const row = page.locator("upload-row");
  await row.and(page.locator('[data-state="failed"]')).waitFor();
  await row.getByRole("button", { name: "Try again" }).click();
  await row.and(page.locator('[data-state="ready"]')).waitFor();
  await page.getByRole("button", { name: "Remove again.txt" }).click();
});

test("a zero-byte recording is said to be one", async () => {
  const silent = await context.newPage();
  await silent.addInitScript(() => {
    const start = MediaRecorder.prototype.start;
    MediaRecorder.prototype.start = function (...slices) {
      Object.defineProperty(this, "ondataavailable", { set() {} }); // a recorder that never hands anything over
      return start.apply(this, slices);
    };
    const set = Object.getOwnPropertyDescriptor(MediaRecorder.prototype, "ondataavailable");
    Object.defineProperty(MediaRecorder.prototype, "ondataavailable", { ...set, set() {} });
  });
  await silent.goto(page.url());
  await silent.getByRole("button", { name: "Record a voice message" }).click();
  await silent.locator('voice-recorder[data-state="recording"]').waitFor();
  await silent.getByRole("button", { name: "Done" }).click();
  assert.match(await problem(silent).innerText(), /Nothing was recorded/);
  await silent.getByRole("button", { name: "Discard" }).click();
  await messageField(silent).waitFor();
  await silent.close();
});

test("a refused microphone is explained and the field comes back", async () => {
  const deaf = await context.newPage();
  await deaf.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  await deaf.goto(page.url());
  await deaf.getByRole("button", { name: "Record a voice message" }).click();
  assert.match(await problem(deaf).innerText(), /The microphone may not be used/);
  assert.ok(await messageField(deaf).isVisible());
  await deaf.close();
});

test("a session that ended asks to sign in again and loses neither message nor draft", async () => {
  await messageField(page).fill("sent too late");
  await context.clearCookies();
  await page.getByRole("button", { name: "Send", exact: true }).click();
  const message = own(page).filter({ hasText: "sent too late" });
  await problem(message).waitFor();
  await messageField(page).fill("half a thought");
  await problem(message).getByRole("button", { name: "Sign in again" }).click();
  await page.locator('sign-in-form [data-user="marta"]').click();
  await messageField(page).waitFor();
  assert.equal(await messageField(page).inputValue(), "half a thought");
  await message.and(page.locator('[data-state="sent"]')).waitFor(); // by itself, now that there is a session again
  await messageField(page).fill("");
});

test("what one person left unsent is not shown to the next", async () => {
  await messageField(page).fill("only for me");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.locator('sign-in-form [data-user="tomasz"]').click();
  await openChat(page, "Marta");
  assert.equal(await messageField(page).inputValue(), "");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.locator('sign-in-form [data-user="marta"]').click();
  await openChat(page, "Tomasz");
});

test("a page that does not exist leads home, a chat that is not yours says so", async () => {
  await page.goto(`${host.url}/#/nowhere/at/all`);
  await messageField(page).waitFor();
  await page.goto(`${host.url}/#/chat/${encodeURIComponent("../../x")}`);
  await page.getByText("This chat is not among yours").waitFor();
  await page.getByRole("link", { name: "See your chats" }).click();
  await page.getByRole("heading", { name: "Chats", exact: true }).waitFor();
});

test("a module that does not load leaves the text readable and offers another try", async () => {
  // A first visit: nothing of the page is kept yet.
  const fresh = await browser.newContext({ serviceWorkers: "block" });
  const bare = await fresh.newPage();
  await signIn(bare, host.url);
  await bare.route("**/addend/addend.wasm", (route) => route.abort(), { times: 1 });
  await bare.goto(`${host.url}/#/feed`);
  await bare.reload();
  await bare.locator("post-card").first().waitFor();
  assert.notEqual((await bare.locator("md-message").first().innerText()).trim(), "");
  await bare.getByRole("status").getByRole("button", { name: "Try again" }).click();
  await bare.locator('md-message[data-state="rendered"]').first().waitFor();
  await fresh.close();
});

describe("a platform that is away", () => {
  test("is told apart from a server that is away", async () => {
    await page.goto(`${host.url}/#/feed`);
    await page.locator("post-card").first().waitFor();
    await host.stopUpstream();
    await page.goto(`${host.url}/#/c/bicycles`);
    assert.match(await problem(page.locator("main")).innerText(), /The platform did not answer/);
  });
});

test("development identities that are off are said to be off", async () => {
  const closed = await anotherHost({ ADDEND_DEV_IDENTITIES: "" });
  const visitor = await browser.newPage();
  try {
    await visitor.goto(closed.url);
    await visitor.getByText("Development identities are off on this server").waitFor();
    assert.equal(await visitor.locator("[data-user]").count(), 0);
  } finally {
    await visitor.close();
    await closed.close();
  }
});
