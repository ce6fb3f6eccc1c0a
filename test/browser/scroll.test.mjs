// The end of a chat stays the end while heights change, until somebody scrolls.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./chromium.mjs";
import { native } from "./hosts.mjs";
import { openChat, rendered, signIn } from "./page.mjs";

let host, browser, page;
before(async () => {
  [host, browser] = await Promise.all([native(), launch()]);
  page = await (await browser.newContext({ viewport: { width: 1280, height: 500 } })).newPage();
  await signIn(page, host.url);
  await openChat(page, "Tomasz");
  await rendered(page);
});
after(async () => {
  await browser?.close();
  await host?.close();
});

/** Lets the conversation grow by a line in each of `frames` frames, as pictures do that arrive. */
const grow = (frames) => page.evaluate(async (frames) => {
  const line = document.querySelector("message-log [role=log]").appendChild(document.createElement("div"));
  for (let frame = 1; frame <= frames; frame++) {
    line.style.height = `${frame * 8}px`;
    await new Promise(requestAnimationFrame);
  }
}, frames);

const fromEnd = () => page.evaluate(() => {
  const { scroller } = document.querySelector("message-log");
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
});

test("the end stays the end while the conversation grows", async () => {
  await grow(30);
  await page.waitForFunction(() => document.querySelector("message-log").atEnd);
  assert.ok((await fromEnd()) < 48, `${await fromEnd()} px from the end`);
});

test("who scrolls up while it grows is not taken back to the end", async () => {
  await page.locator("message-log .scroller").hover();
  await Promise.all([grow(60), page.mouse.wheel(0, -200)]);
  await page.getByRole("button", { name: "Newest" }).waitFor();
  assert.ok((await fromEnd()) > 150, `${await fromEnd()} px from the end`);
});

test("and a key does it, too", async () => {
  await page.getByRole("button", { name: "Newest" }).click();
  await page.locator("message-log .scroller").focus();
  await Promise.all([grow(60), page.keyboard.press("PageUp")]);
  await page.getByRole("button", { name: "Newest" }).waitFor();
  assert.ok((await fromEnd()) > 150, `${await fromEnd()} px from the end`);
});
