// Without a network: the page opens, what was written waits in the browser and
// is sent once, also after a reload, from one of several tabs, and by its writer only.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { png } from "./png.mjs";
import { desktop, opened } from "./opened.mjs";
import { messageField, openChat, own, rendered, signIn } from "./page.mjs";

let host, context, page, guard;
opened({ view: desktop, chat: "Tomasz" }, (all) => ({ host, context, page, guard } = all));

const kept = () => page.evaluate(async () => {
  await navigator.serviceWorker.ready;
  const names = (await caches.keys()).filter((name) => name.startsWith("addend-page-"));
  return { names, paths: (await (await caches.open(names.at(-1))).keys()).map(({ url }) => new URL(url).pathname) };
});

test("every file of the page is kept, and nothing of a person", async () => {
  const { names, paths } = await kept();
  assert.equal(names.length, 1);
  const files = readdirSync(new URL("../../web/", import.meta.url), { recursive: true }).map(String).filter((path) => /\.(js|css|svg|webmanifest)$/.test(path) && path !== "sw.js");
  for (const file of files) assert.ok(paths.includes(`/${file}`), `${file} is not kept`);
  for (const file of ["/", "/addend/index.js", "/addend/addend.wasm"]) assert.ok(paths.includes(file), file);
  assert.deepEqual(paths.filter((path) => /^\/(api\/v|files|session|plus|asc|events)/.test(path)), []);
});

test("a message written offline outlives the reload and is sent once when the server is back", async () => {
  await context.setOffline(true);
  for (const text of ["from the **tunnel**", "and a second one"]) {
    await messageField(page).fill(text);
    await page.keyboard.press("Enter");
    await own(page).and(page.locator('[data-state="failed"]')).filter({ hasText: text.replaceAll("*", "") }).waitFor();
  }
  await page.reload();
  await page.getByRole("heading", { name: "No connection" }).waitFor();
  await page.getByRole("heading", { name: "2 messages of yours will be sent then" }).waitFor();
  await page.locator(".waiting strong", { hasText: "tunnel" }).waitFor(); // the module is kept too

  const posts = [];
  context.on("request", (request) => request.method() === "POST" && request.url().endsWith("/api/v5/messages") && posts.push(request.postDataJSON().data?.text));
  const second = await context.newPage(); // both tabs wake up at once
  await second.goto(`${host.url}/`).catch(() => {});
  await second.getByRole("heading", { name: "No connection" }).waitFor();
  await context.setOffline(false);
  await messageField(page).waitFor();
  await openChat(page, "Tomasz");
  for (const text of ["from the tunnel", "and a second one"]) await own(page).and(page.locator('[data-state="sent"]')).filter({ hasText: text }).waitFor();
  await messageField(second).waitFor();
  await page.reload();
  await own(page).first().waitFor();
  await rendered(page);
  const texts = (await own(page).locator("md-message").allInnerTexts()).map((text) => text.trim());
  assert.deepEqual(texts.filter((text) => /tunnel|second one/.test(text)), ["from the tunnel", "and a second one"]);
  assert.deepEqual(posts, ["from the **tunnel**", "and a second one"], "two tabs sent the same message");
  await second.close();
});

test("a message that is on its way when the page goes away is not lost", async () => {
  let held;
  const stopped = new Promise((resolve) => { held = resolve; });
  await page.route("**/api/v5/messages", (route) => (route.request().method() === "POST" ? held() : route.continue())); // never answered
  await messageField(page).fill("said while leaving");
  await page.keyboard.press("Enter");
  await stopped;
  await page.unroute("**/api/v5/messages");
  await page.reload();
  await own(page).and(page.locator('[data-state="sent"]')).filter({ hasText: "said while leaving" }).waitFor();
});

test("a voice message recorded offline waits with its sound", async () => {
  await context.setOffline(true);
  await page.getByRole("button", { name: "Record a voice message" }).click();
  await page.locator('voice-recorder[data-state="recording"]').waitFor();
  await page.waitForFunction(() => document.querySelector("voice-recorder .clock")?.textContent !== "0:00");
  await page.getByRole("button", { name: "Done" }).click();
  const review = page.locator('voice-recorder[data-state="review"]');
  await review.waitFor();
  const seconds = await review.getAttribute("data-duration");
  await review.getByRole("button", { name: "Send" }).click();
  await own(page).and(page.locator('[data-kind="audio"][data-state="failed"]')).waitFor();
  await context.setOffline(false);
  const note = own(page).and(page.locator('[data-kind="audio"][data-state="sent"]')).last().locator("voice-note");
  await page.waitForFunction(() => !document.querySelector('li[data-kind="audio"]:not([data-state="sent"])'));
  assert.equal(Number(await note.evaluate((note) => note.duration)), Number(seconds));
  assert.match(await note.evaluate((note) => note.src), /\/files\//);
});

test("a picture and a file attached offline outlive the reload and are sent once", async () => {
  const bytes = png(64, 48);
  await context.setOffline(true);
  const input = page.locator('message-composer input[type="file"]');
  await input.setInputFiles([{ name: "tunnel.png", mimeType: "image/png", buffer: bytes }, { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("kept notes") }]);
  await page.locator('upload-row[data-state="failed"]').nth(1).waitFor();
  await messageField(page).fill("with two files");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  const waiting = own(page).and(page.locator('[data-state="failed"]'));
  await waiting.and(page.locator('[data-kind="image"]')).waitFor();
  await waiting.and(page.locator('[data-kind="file"]')).waitFor();
  await waiting.filter({ hasText: "with two files" }).waitFor();
  assert.equal(await page.locator("upload-row").count(), 0);
  await page.reload();
  await page.getByRole("heading", { name: "3 messages of yours will be sent then" }).waitFor();

  const uploads = [];
  context.on("request", (request) => request.method() === "POST" && /\/files\?as=/.test(request.url()) && uploads.push(new URL(request.url()).search));
  await context.setOffline(false);
  await openChat(page, "Tomasz");
  const sent = own(page).and(page.locator('[data-state="sent"]'));
  await sent.filter({ hasText: "with two files" }).waitFor();
  const shown = sent.and(page.locator('[data-kind="image"]')).last().locator("img");
  await page.waitForFunction((image) => image.complete && image.naturalWidth > 0, await shown.elementHandle());
  const address = await shown.getAttribute("src");
  assert.match(address, /^\/files\/[^/]+\?size=medium$/);
  const same = await page.evaluate(async (address) => [...new Uint8Array(await (await fetch(address.replace("medium", "full"), { headers: { "X-Addend": "1" } })).arrayBuffer())], address);
  assert.deepEqual(Buffer.from(same), bytes);
  await sent.and(page.locator('[data-kind="file"]')).filter({ hasText: "notes.txt" }).waitFor();
  assert.deepEqual(uploads, ["?as=image", "?as=file"]);
});

test("more than can be kept is said before anything is dropped", async () => {
  await context.setOffline(true);
  await page.locator('message-composer input[type="file"]').setInputFiles(Array.from({ length: 21 }, (_, i) => ({ name: `${i}.txt`, mimeType: "text/plain", buffer: Buffer.from(`file ${i}`) })));
  await page.waitForFunction(() => document.querySelectorAll('upload-row[data-state="failed"]').length === 21);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.locator("problem-note").getByText("No more files can wait").waitFor();
  assert.equal(await page.locator("upload-row").count(), 21);
  await context.setOffline(false);
  await page.reload();
  await messageField(page).waitFor();
});

test("who signs out is asked about what was not sent, and the next person sees nothing of it", async () => {
  await page.route("**/api/v5/messages", (route) => (route.request().method() === "POST" ? route.abort() : route.continue()));
  await messageField(page).fill("only Marta knows");
  await page.keyboard.press("Enter");
  await own(page).and(page.locator('[data-state="failed"]')).waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("1 message of yours could not be sent yet").waitFor();
  await dialog.getByRole("button", { name: "Stay" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await dialog.getByRole("button", { name: "Sign out" }).click();
  await page.locator('sign-in-form [data-user="tomasz"]').click();
  await page.unroute("**/api/v5/messages");
  await openChat(page, "Marta");
  assert.equal(await page.getByText("only Marta knows").count(), 0);
  const left = await page.evaluate(() => new Promise((resolve) => {
    const request = indexedDB.open("addend-outbox");
    request.onsuccess = () => { request.result.transaction("messages").objectStore("messages").count().onsuccess = ({ target }) => resolve(target.result); };
  }));
  assert.equal(left, 0);
});

test("none of it broke a rule", () => guard.clean(page));
