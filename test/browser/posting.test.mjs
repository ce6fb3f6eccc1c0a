// Posts with a video and with a file, the size that a picture is fetched in, a
// report and what becomes of it, the panel; polls, search and follow requests by
// keyboard alone.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, describe, test } from "node:test";
import { png } from "./png.mjs";
import { opened } from "./opened.mjs";
import { signIn } from "./page.mjs";

let host, browser, page, guard;
opened({ view: { viewport: { width: 1440, height: 900 } } }, (all) => ({ host, browser, page, guard } = all));

const go = async (hash) => {
  await page.goto(`${host.url}/${hash}`);
  await page.locator("main > .page").waitFor();
};
const card = (text) => page.locator("post-card", { hasText: text }).first();

async function post(text, files) {
  await go("#/c/radios");
  await page.locator('post-composer input[type="file"]').setInputFiles(files);
  await page.locator('post-composer upload-row[data-state="ready"]').nth(files.length - 1).waitFor();
  await page.getByRole("textbox", { name: /^Write to/ }).fill(text);
  await page.getByRole("button", { name: "Post", exact: true }).click();
  await card(text).waitFor();
  return card(text);
}

test("a film goes as a video that plays, told by its tracks", async () => {
  const film = readFileSync(new URL("../../emulator/seeddata/wheel.webm", import.meta.url));
  const posted = await post("The wheel, turning", [{ name: "wheel.webm", mimeType: "application/octet-stream", buffer: film }]);
  const video = posted.locator("video");
  await page.waitForFunction((video) => video.readyState >= 1, await video.elementHandle());
  assert.ok(await video.evaluate((video) => video.duration > 1 && video.videoWidth > 0));
  const same = await video.evaluate(async (video) => (await (await fetch(video.getAttribute("src"))).arrayBuffer()).byteLength);
  assert.equal(same, film.length);
});

test("a list goes as a file that comes down the same", async () => {
  const posted = await post("What to cut", [{ name: "list.txt", mimeType: "text/plain", buffer: Buffer.from("two planks\n") }]);
  const [download] = await Promise.all([page.waitForEvent("download"), posted.getByRole("link", { name: /list\.txt/ }).click()]);
  assert.equal(download.suggestedFilename(), "list.txt");
  assert.equal(readFileSync(await download.path(), "utf8"), "two planks\n");
});

describe("the size of a picture", () => {
  for (const [name, options, want] of [
    ["a phone of plain pixels", { viewport: { width: 390, height: 844 } }, "medium"],
    ["a phone of fine pixels", { viewport: { width: 390, height: 844 }, deviceScaleFactor: 3 }, "large"],
    ["a wide desktop", { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 2 }, "large"],
  ]) {
    test(`is what its place on ${name} needs`, async () => {
      const other = await browser.newContext({ ...options, serviceWorkers: "block" });
      try {
        const there = await other.newPage();
        await signIn(there, host.url);
        await there.goto(`${host.url}/#/c/radios`);
        const image = there.getByRole("button", { name: "Look at sixty.png" }).locator("img");
        await image.scrollIntoViewIfNeeded();
        await there.waitForFunction((image) => image.complete && image.naturalWidth > 0, await image.elementHandle());
        const { chosen, width, natural } = await image.evaluate((image) => ({ chosen: new URL(image.currentSrc).searchParams.get("size"), width: image.clientWidth * devicePixelRatio, natural: { small: 160, medium: 600, large: 1500 } }));
        assert.equal(chosen, want);
        // The smallest that is enough, or the largest there is.
        const enough = Object.entries(natural).find(([, size]) => size >= width)?.[0] ?? "large";
        assert.equal(chosen, enough, `${width} px are shown`);
      } finally {
        await other.close();
      }
    });
  }
  before(() => post("Sixty in a row", [{ name: "sixty.png", mimeType: "image/png", buffer: png(1800, 1200) }]));
});

test("a report is at the platform, once", async () => {
  await go("#/c/radios");
  const found = page.locator("post-card").filter({ hasText: "Parts for the 1957 set" }).first();
  const answered = page.waitForResponse((response) => /\/api\/v3\/posts\/[^/]+\/flag$/.test(response.url()) && response.request().method() === "POST");
  await found.getByRole("button", { name: "More", exact: true }).click();
  await found.getByRole("menuitem", { name: "Report" }).click();
  const [, id] = /posts\/([^/]+)\/flag/.exec((await answered).url());
  await page.getByRole("status").getByText("Reported. A moderator will look at it.").waitFor();
  const { posts } = await host.admin("GET", `/api/v3/posts/${id}`);
  assert.equal(posts[0].flagCount, 1);
});

test("the panel tells each call with its time and masks what the server adds, and stays closed once closed", async () => {
  await go("#/c/textiles");
  const panel = page.getByRole("complementary", { name: "What just happened" });
  // One row, whatever calls are told of meanwhile.
  const call = await panel.locator('[data-event="call"]').filter({ hasText: "/api/v3/communities/textiles" }).last().elementHandle();
  await (await call.$("summary")).click();
  const facts = await (await call.$("dl")).innerText();
  assert.match(facts, /Status\s+200/);
  assert.match(facts, /Time\s+[\d.]+ ms/);
  assert.match(facts, /Received\s+[\d.,]+ \S*B/);
  assert.match(facts, /Authorization\s+Bearer •+, added by the server/);
  assert.ok(await panel.locator('[data-event="module"]').count() > 0, "the module's work is not told");
  await panel.getByRole("button", { name: "Close the panel" }).click();
  await panel.waitFor({ state: "hidden" });
  await page.reload();
  await page.locator("main > .page").waitFor();
  assert.ok(await panel.isHidden());
  await page.locator("nav-rail").getByRole("button", { name: "What just happened" }).click();
  await panel.waitFor();
});

describe("by keyboard alone", () => {
  const focused = () => page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent.trim().slice(0, 40));
  /** Presses Tab until the focus is on what is meant, as somebody does who sees where it is. */
  async function tabTo(name, most = 80) {
    for (let i = 0; i < most; i++) {
      await page.keyboard.press("Tab");
      if (name.test(await focused())) return;
    }
    throw new Error(`${name} is not reached by Tab; the focus is on ${await focused()}`);
  }

  test("the skip link leads past the rail, and a poll is made and voted in", async () => {
    await go("#/c/textiles");
    await page.reload();
    await page.getByRole("textbox", { name: /^Write to/ }).waitFor();
    await page.keyboard.press("Tab");
    assert.equal(await focused(), "Skip to the content");
    await page.keyboard.press("Enter");
    assert.match(page.url(), /#\/c\/textiles$/, "the way past the rail is no other place");
    await tabTo(/^Write to/, 10);
    await page.keyboard.type("By keys");
    await tabTo(/^Ask in a poll/, 5);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement.name === "question");
    await page.keyboard.type("Warp or weft?");
    await tabTo(/^Answer 1/, 3);
    await page.keyboard.type("Warp");
    await tabTo(/^Answer 2/, 3);
    await page.keyboard.type("Weft");
    await tabTo(/^Post$/, 20);
    await page.keyboard.press("Enter");
    const box = page.locator("poll-box", { hasText: "Warp or weft?" });
    await box.waitFor();
    await tabTo(/^Weft/, 40);
    await page.keyboard.press("Enter");
    await box.getByText("1 vote · you have voted").waitFor();
  });

  test("words are searched and a result is opened", async () => {
    await go("#/search");
    await page.getByRole("searchbox").waitFor();
    await page.evaluate(() => document.activeElement.blur());
    for (let i = 0; i < 60 && (await page.evaluate(() => document.activeElement.type)) !== "search"; i++) await page.keyboard.press("Tab");
    await page.keyboard.type("tomasz");
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: "People" }).getByRole("link", { name: /Tomasz Wójcik/ }).waitFor(); // the page has changed, and with it where Tab begins
    await tabTo(/Tomasz Wójcik/);
    await page.keyboard.press("Enter");
    await page.waitForURL(/#\/u\/tomasz$/);
  });

  test("a follow request is accepted", async () => {
    await host.admin("PUT", "/api/v3/network-settings/social", { isFollowWithRequestEnabled: true });
    await host.as("lev", (call) => call("POST", "/api/v4/me/following/marta", {}));
    await go("#/u/marta/requests");
    await page.getByRole("list", { name: "Requests" }).getByRole("listitem").first().waitFor();
    await page.evaluate(() => document.getElementById("main").focus());
    await tabTo(/^Accept/, 30);
    await page.keyboard.press("Enter");
    await page.getByText("Nobody is waiting for your answer").waitFor();
    await host.admin("PUT", "/api/v3/network-settings/social", { isFollowWithRequestEnabled: false });
  });

  test("a post's menu opens, moves and closes by keys, and gives the focus back", async () => {
    await go("#/c/textiles");
    const found = page.locator("post-card", { hasText: "Warp or weft?" }).first();
    await found.waitFor();
    await page.evaluate(() => document.getElementById("main").focus());
    await tabTo(/^More$/, 60);
    await page.keyboard.press("Enter");
    await page.getByRole("menu").waitFor();
    const first = await focused();
    await page.keyboard.press("ArrowDown");
    assert.notEqual(await focused(), first);
    await page.keyboard.press("Escape");
    assert.equal(await focused(), "More");
  });
});

test("none of it broke a rule", () => guard.clean(page));
