// Badges and follow requests, which need an administrator; the help; the playground.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { desktop, opened } from "./opened.mjs";
import { signIn } from "./page.mjs";

let host, browser, page, guard;
opened({ settings: { ADDEND_BADGE_ROLE: "verified" }, view: desktop }, (all) => ({ host, browser, page, guard } = all));

async function go(hash) {
  await page.evaluate(() => document.querySelector("main .page")?.setAttribute("data-left", ""));
  if (page.url() === `${host.url}/${hash}`) await page.reload();
  else await page.goto(`${host.url}/${hash}`);
  await page.locator("main .page:not([data-left])").waitFor();
}

test("a badge comes from an administrator, not from what a user writes about himself", async () => {
  await host.admin("PUT", "/api/v3/users", { userId: "deniz", roles: ["verified"] });
  await page.evaluate(() => fetch("/api/v3/users", { method: "PUT", headers: { "X-Addend": "1", "Content-Type": "application/json" }, body: JSON.stringify({ userId: "marta", metadata: { verified: true } }) }));
  const badge = (where) => where.getByRole("img", { name: "verified" });
  await go("#/c/radios");
  await badge(page.locator("post-card", { hasText: "The charger board" }).locator("header")).waitFor();
  assert.equal(await badge(page.locator("post-card", { hasText: "Parts for the 1957 set" }).locator("header")).count(), 0);
  await go("#/u/deniz");
  await badge(page.locator("profile-card")).waitFor();
  await go("#/u/marta");
  assert.equal(await badge(page.locator("profile-card")).count(), 0);
});

test("while the network asks for requests, following waits for a yes", async () => {
  await host.admin("PUT", "/api/v3/network-settings/social", { isFollowWithRequestEnabled: true });
  const others = await browser.newContext({ viewport: { width: 900, height: 800 } });
  try {
    const asking = await others.newPage();
    for (const [user, verb] of [["deniz", "Accept"], ["lev", "Decline"]]) {
      await asking.goto(host.url);
      await signIn(asking, host.url, user);
      await asking.goto(`${host.url}/#/u/marta`);
      await asking.getByRole("button", { name: "Follow", exact: true }).click();
      await asking.getByRole("button", { name: "Withdraw the request" }).waitFor();
      await go("#/u/marta/requests");
      const list = page.getByRole("list", { name: "Requests" });
      await list.getByRole("listitem").first().waitFor();
      assert.equal(await list.getByRole("listitem").count(), 1);
      await list.getByRole("button", { name: new RegExp(`^${verb}`) }).click();
      await page.getByText("Nobody is waiting for your answer").waitFor();
      await asking.reload();
      await asking.getByRole("button", { name: verb === "Accept" ? "Unfollow" : "Follow", exact: true }).waitFor();
      await asking.getByRole("button", { name: "Sign out" }).click();
      await asking.locator("sign-in-form").waitFor();
    }
    await go("#/u/marta/followers");
    const followers = await page.getByRole("list", { name: "Followers" }).innerText();
    assert.match(followers, /Deniz/);
    assert.doesNotMatch(followers, /לב כהן/);
  } finally {
    await others.close();
    await host.admin("PUT", "/api/v3/network-settings/social", { isFollowWithRequestEnabled: false });
  }
});

describe("help", () => {
  const topics = JSON.parse(readFileSync(new URL("../../web/help/topics.json", import.meta.url), "utf8"));

  test("all topics can be searched, and one opens at its own address", async () => {
    await go("#/help");
    await page.getByText("95 topics", { exact: true }).waitFor();
    await page.getByRole("searchbox", { name: "Search the help" }).fill("00:00");
    await page.getByText("1 of 95 topics").waitFor();
    await page.locator('[data-topic="F68"] summary').click();
    await page.getByRole("link", { name: "Listen to one" }).waitFor();
    await page.getByRole("searchbox", { name: "Search the help" }).fill("zebra");
    await page.getByRole("button", { name: "Show all topics" }).click();
    await page.getByText("95 topics", { exact: true }).waitFor();
    await go("#/help/F33");
    await page.locator('[data-topic="F33"][open]').getByRole("link", { name: "Compare the orders" }).click();
    await page.waitForURL(/#\/feed\/ranked$/);
  });

  test("a row of the panel leads to its topic", async () => {
    await go("#/c/radios");
    const call = page.locator('[data-event="call"]', { hasText: "/plus/feed" }).filter({ hasText: "targetId=radios" }).last();
    await call.locator("summary").click();
    await call.getByRole("link", { name: "F65" }).click();
    await page.locator('[data-topic="F65"][open]').waitFor();
  });

  test("every link of the help leads to a place that is there", async () => {
    const places = new Set(topics.map((topic) => topic.href).filter(Boolean));
    assert.ok(places.size > 20);
    for (const href of places) {
      await page.evaluate(() => document.querySelector("main > *")?.setAttribute("data-left", ""));
      await page.goto(`${host.url}/${href}`);
      await page.locator("main > :not([data-left]):not(:has(.skeleton))").first().waitFor();
      assert.equal(await page.locator("main problem-note").count(), 0, href);
    }
  });
});

describe("playground", () => {
  test("Markdown becomes a result, its HTML and its tree, and runs nothing", async () => {
    await go("#/playground");
    const lab = page.locator("markdown-lab");
    await lab.getByRole("textbox", { name: "Markdown" }).fill("**loud** <img src=/favicon.svg onerror=__ran('lab')> [x](javascript:__ran('link'))");
    await lab.locator("md-message strong", { hasText: "loud" }).waitFor();
    await lab.getByText(/ms, the median of \d+ runs?; \d+ characters/).waitFor();
    await lab.getByRole("button", { name: "HTML" }).click();
    const html = await lab.locator('[aria-label="HTML"]').innerText();
    assert.match(html, /<strong>loud<\/strong>/);
    assert.doesNotMatch(html, /<[^>]*(?:onerror|javascript:)/);
    await lab.getByRole("button", { name: "Tree" }).click();
    assert.match(await lab.locator('[aria-label="Tree"]').innerText(), /^p\n {2}strong\n {4}"loud"/);
    await lab.getByRole("combobox").selectOption("chat");
    await lab.getByRole("button", { name: "Result" }).click();
    await lab.locator("md-message", { hasText: "<img" }).waitFor();
  });

  test("a media file says its container, codecs, duration and how little was read", async () => {
    await page.locator('media-lab input[type="file"]').setInputFiles([new URL("../../emulator/seeddata/voice-toaster.ogg", import.meta.url), new URL("../../emulator/seeddata/wheel.webm", import.meta.url)].map((url) => url.pathname));
    const row = page.locator("media-lab li", { hasText: "voice-toaster.ogg" });
    assert.match(await row.locator('[data-fact="duration"]').innerText(), /^5\.89\d s \(0:05\)/);
    assert.equal(await row.locator('[data-fact="container"]').innerText(), "ogg");
    assert.match(await row.locator('[data-fact="codecs"]').innerText(), /opus/i);
    assert.match(await row.locator('[data-fact="read"]').innerText(), /of \d+ kB/);
    const film = page.locator("media-lab li", { hasText: "wheel.webm" });
    await film.locator('[data-fact="picture"]').waitFor();
    await page.locator('media-lab input[type="file"]').setInputFiles({ name: "notes.mp3", mimeType: "audio/mpeg", buffer: Buffer.from("not a sound") });
    await page.locator("media-lab li", { hasText: "notes.mp3" }).locator("problem-note").waitFor();
  });
});

test("and in all of it nothing ran, leaked or went elsewhere", () => guard.clean(page));
