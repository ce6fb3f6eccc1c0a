// What a chat does beside sending: play, look closer, go back in time, take
// what is dropped and pasted.
import assert from "node:assert/strict";
import { test } from "node:test";
import { desktop, opened } from "./opened.mjs";
import { messageField, openChat, own } from "./page.mjs";
import { png } from "./png.mjs";

let host, page, guard;
opened({ view: desktop, chat: "Tomasz" }, (all) => ({ host, page, guard } = all));

test("voice notes of the seed know their length, play one at a time and can be sought", async () => {
  const notes = page.locator("message-log voice-note");
  assert.ok((await notes.count()) >= 2, "the seed has two voice notes");
  for (const note of await notes.all()) assert.ok(Number(await note.getAttribute("duration")) > 1);
  const paused = (note) => note.locator("audio").evaluate((audio) => audio.paused);
  const [first, second] = [notes.nth(0), notes.nth(1)];
  await first.getByRole("button", { name: "Play the voice note" }).click();
  await first.getByRole("button", { name: "Pause the voice note" }).waitFor();
  await second.getByRole("button", { name: "Play the voice note" }).click();
  await second.getByRole("button", { name: "Pause the voice note" }).waitFor();
  assert.deepEqual([await paused(first), await paused(second)], [true, false]);
  await page.waitForFunction((audio) => audio.currentTime > 0.1, await second.locator("audio").elementHandle());
  await second.getByRole("button", { name: /^Speed/ }).click();
  assert.equal(await second.locator("audio").evaluate((audio) => audio.playbackRate), 1.5);
  await second.getByRole("button", { name: "Pause the voice note" }).click();
  await first.getByRole("slider", { name: "Position" }).fill("1");
  assert.ok(Math.abs((await first.locator("audio").evaluate((audio) => audio.currentTime)) - 1) < 0.1);
  assert.match(await first.getByRole("slider").getAttribute("aria-valuetext"), /^0:01 of 0:0\d$/);
});

test("a voice message without a stored length gets it from the file", async () => {
  const duration = await page.evaluate(async () => {
    const call = async (path, body) => (await fetch(path, { method: "POST", headers: { "X-Addend": "1", "Content-Type": "application/json" }, body: JSON.stringify(body) })).json();
    const source = document.querySelector("message-log voice-note");
    const bytes = await (await fetch(source.src)).blob();
    const form = new FormData();
    form.append("files", bytes, "bare.ogg");
    const [file] = await (await fetch("/files?as=audio", { method: "POST", headers: { "X-Addend": "1" }, body: form })).json();
    const { channels } = await (await fetch("/api/v3/channels?filter=member", { headers: { "X-Addend": "1" } })).json();
    const feed = channels.find((channel) => channel.type === "conversation").channelInternalId;
    await call("/api/v5/messages", { messageFeedId: feed, dataType: "audio", fileId: file.fileId, referenceId: `LOCAL_${crypto.randomUUID()}` });
    return Number(source.getAttribute("duration"));
  });
  const bare = page.locator("message-log voice-note").nth(2);
  await bare.waitFor({ timeout: 15_000 });
  await page.waitForFunction((note) => note.getAttribute("duration") > 0, await bare.elementHandle());
  assert.ok(Math.abs(Number(await bare.getAttribute("duration")) - duration) < 0.1);
});

test("a pasted picture and a dropped file are attached", async () => {
  const hand = (type, name, mime, bytes) => page.evaluate(([type, name, mime, bytes]) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(bytes)], name, { type: mime }));
    const event = type === "paste" ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }) : new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
    document.querySelector("message-composer textarea").dispatchEvent(event);
  }, [type, name, mime, [...bytes]]);
  await hand("paste", "clip.png", "image/png", png(40, 30));
  await hand("drop", "notes.txt", "text/plain", Buffer.from("notes"));
  await page.locator('upload-row[data-state="ready"]').nth(1).waitFor();
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await own(page).and(page.locator('[data-kind="image"][data-state="sent"]')).waitFor();
  await own(page).and(page.locator('[data-kind="file"][data-state="sent"]')).waitFor();
});

test("a picture opens with its sizes and addresses, Escape closes and the focus returns", async () => {
  const picture = page.getByRole("button", { name: "Look at clip.png" });
  await picture.click();
  const dialog = page.getByRole("dialog", { name: "clip.png" });
  await dialog.getByRole("button", { name: "small" }).click();
  assert.match(await dialog.locator("code").innerText(), /^https:\/\/apix\.sg\.amity\.co\/api\/v3\/files\/.+\/download\?size=small$/);
  await page.waitForFunction((image) => image.naturalWidth > 0, await dialog.locator("img").elementHandle());
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Look at clip.png");
});

test("who writes faster than the network loses nothing and keeps the order", async () => {
  const texts = ["first of three", "second of three", "third of three"];
  const stored = [];
  await page.route("**/api/v5/messages", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await route.continue();
    stored.push(route.request().postDataJSON().data.text);
  });
  const field = messageField(page);
  for (const text of texts) {
    await field.fill(text);
    await page.keyboard.press("Enter");
    assert.equal(await field.inputValue(), "", "the field waits for the network");
  }
  await field.fill("not sent yet");
  for (const text of texts) await own(page).and(page.locator('[data-state="sent"]')).filter({ hasText: text }).waitFor();
  assert.deepEqual(stored, texts);
  assert.equal(await field.inputValue(), "not sent yet", "what was written meanwhile is gone");
  await field.fill("");
  await page.unroute("**/api/v5/messages");
});

test("a vote is counted and stays", async () => {
  await page.goto(`${host.url}/#/c/cafe`);
  const poll = page.locator("poll-box").first();
  const answer = poll.getByRole("button", { name: "A truing stand", exact: false }).and(poll.locator(".answer"));
  await answer.click();
  await poll.getByText("you have voted").waitFor();
  await page.reload();
  assert.equal(await answer.getAttribute("aria-pressed"), "true");
});

test("earlier messages come on top, in order, and what is read does not move", async () => {
  // Tomasz writes them, without a page: the platform counts calls by person, and a page makes its own beside these.
  const messageFeedId = await page.evaluate(async () => {
    const { channels } = await (await fetch("/api/v3/channels?filter=member", { headers: { "X-Addend": "1" } })).json();
    return channels.find((channel) => channel.type === "conversation").channelInternalId;
  });
  await host.as("tomasz", async (call) => {
    for (let number = 1; number <= 55; number++) await call("POST", "/api/v5/messages", { messageFeedId, dataType: "text", data: { text: `number ${number}` }, referenceId: `LOCAL_n${number}` });
  });
  await openChat(page, "Tomasz");
  const said = page.locator("message-log li.message");
  await said.filter({ hasText: "number 55" }).waitFor();
  assert.equal(await said.filter({ hasText: /number 1\s*$/ }).count(), 0, "a page holds less than all");
  // They come by themselves when the top is near, and by a button for who does not scroll.
  const mark = page.locator("message-log li.message").first();
  const key = await mark.getAttribute("data-key");
  await page.locator("message-log .scroller").evaluate((scroller) => {
    const { scrollTop } = scroller;
    const first = scroller.querySelector("li.message");
    scroller.scrollTop = 0;
    globalThis.__at = [first.getBoundingClientRect().top, scrollTop];
  });
  await said.filter({ hasText: /number 1\s*$/ }).waitFor();
  const moved = await page.evaluate((key) => document.querySelector(`[data-key="${key}"]`).getBoundingClientRect().top - globalThis.__at[0], key);
  assert.ok(Math.abs(moved) < 40, `the message that was being read has moved by ${moved} px`);
  const numbers = (await page.locator("message-log li.message md-message").allInnerTexts()).map((text) => /^number (\d+)$/.exec(text.trim())?.[1]).filter(Boolean).map(Number);
  assert.deepEqual(numbers, Array.from({ length: 55 }, (_, index) => index + 1));
  await page.getByRole("button", { name: "Newest" }).click();
  assert.ok(await said.filter({ hasText: "number 55" }).isVisible());
});

test("a chat that is told of something before it is shown has nothing read in it", async () => {
  assert.equal(await page.evaluate(() => document.createElement("message-log").atEnd), false);
});

test("none of it broke a rule", () => guard.clean(page));
