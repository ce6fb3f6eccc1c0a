// A person's path through the page, on every host: nothing of it may run what
// another person wrote, lose what was sent, or show a secret.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { hostile, inspect } from "./hostile.mjs";
import { hosts } from "./hosts.mjs";
import { desktop, opened } from "./opened.mjs";
import { messageField, openChat, own, rendered, send, signIn } from "./page.mjs";
import { png } from "./png.mjs";

const nearly = 0.05; // s: what the shown length may differ from a full decode

for (const { name, open } of hosts()) {
  describe(`a person's path, ${name}`, () => {
    let host, context, page, guard;
    const sent = {};

    opened({ open, view: desktop, user: null }, (all) => ({ host, context, page, guard } = all));

    test("signs in and the newest chat opens by itself", async () => {
      await signIn(page, host.url);
      await messageField(page).waitFor();
      assert.match(new URL(page.url()).hash, /^#\/chat\//);
      assert.equal(await page.locator("nav-rail [data-me]").getAttribute("data-me"), "marta");
      await rendered(page);
    });

    test("sends Markdown that looks like its preview", async () => {
      await openChat(page, "Tomasz");
      await messageField(page).fill("It **hums** no more, see `R12`");
      const preview = page.getByRole("region", { name: "Preview" }).locator("md-message");
      await preview.locator("strong").waitFor();
      const html = await preview.innerHTML();
      await page.keyboard.press("Enter");
      const message = own(page).last();
      await message.locator("strong").waitFor();
      assert.equal(await message.locator("md-message").innerHTML(), html);
      assert.equal(await messageField(page).inputValue(), "");
    });

    test("hostile texts are shown as text and nothing runs", async () => {
      for (const { text, shows } of hostile) {
        const message = await send(page, text);
        assert.ok((await message.innerText()).includes(shows), `${text} hides ${shows}: ${await message.innerText()}`);
        assert.deepEqual(await inspect(message.locator("md-message")), [], text);
      }
      sent.hostile = await own(page).count();
    });

    test("a recorded voice message says its true length", async () => {
      await page.getByRole("button", { name: "Record a voice message" }).click();
      await page.locator('voice-recorder[data-state="recording"]').waitFor();
      await page.waitForTimeout(1200);
      await page.getByRole("button", { name: "Pause" }).click();
      await page.waitForTimeout(400); // silence that must not count
      await page.getByRole("button", { name: "Go on" }).click();
      await page.waitForTimeout(1300);
      await page.getByRole("button", { name: "Done" }).click();
      const review = page.locator('voice-recorder[data-state="review"]');
      await review.waitFor();
      const shown = Number(await review.getAttribute("data-duration"));
      const whole = await page.evaluate(async () => {
        const samples = await new OfflineAudioContext(1, 1, 48000).decodeAudioData(await globalThis.__blobs.at(-1).arrayBuffer());
        return samples.duration;
      });
      assert.ok(whole >= 2, `only ${whole} s were recorded`);
      assert.ok(Math.abs(shown - whole) <= nearly, `shows ${shown} s, a full decode has ${whole} s`);
      assert.match(await review.locator('[data-fact="duration"]').innerText(), new RegExp(`^${shown.toFixed(2)} s`));

      const before = await own(page).count();
      await review.getByRole("button", { name: "Send" }).click();
      const note = own(page).nth(before).and(page.locator('[data-state="sent"]')).locator("voice-note");
      await note.waitFor();
      sent.duration = Number(await note.getAttribute("duration"));
      assert.equal(sent.duration, shown);
    });

    test("a file goes up with progress and comes down the same", async () => {
      const bytes = randomBytes(3_000_000);
      const name = "parts list ★ 'n' 1.bin";
      await page.evaluate(() => {
        globalThis.__progress = [];
        new MutationObserver((records) => {
          for (const { target } of records) if (target.dataset?.progress) globalThis.__progress.push(Number(target.dataset.progress));
        }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["data-progress"] });
      });
      const network = await context.newCDPSession(page);
      await network.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 3_000_000 });
      await page.locator('message-composer input[type="file"]').setInputFiles({ name, mimeType: "application/octet-stream", buffer: bytes });
      await page.locator('upload-row[data-state="ready"]').waitFor();
      await network.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
      const progress = await page.evaluate(() => globalThis.__progress);
      assert.ok(progress.some((part) => part > 0 && part < 1), `no progress between nothing and all: ${progress}`);
      assert.deepEqual(progress, progress.toSorted((a, b) => a - b), "progress went back");

      await page.getByRole("button", { name: "Send", exact: true }).click();
      const card = own(page).last().locator("file-card");
      await card.getByText(name).waitFor();
      const [download] = await Promise.all([page.waitForEvent("download"), card.getByRole("link", { name: `Download ${name}` }).click()]);
      assert.equal(download.suggestedFilename(), name);
      assert.ok(bytes.equals(await readFile(await download.path())), "the downloaded bytes differ from the uploaded ones");
      sent.file = name;
    });

    test("an upload can be cancelled", async () => {
      const network = await context.newCDPSession(page);
      await network.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 200_000 });
      const before = await own(page).count();
      await page.locator('message-composer input[type="file"]').setInputFiles({ name: "long.bin", mimeType: "application/octet-stream", buffer: randomBytes(2_000_000) });
      await page.getByRole("button", { name: "Remove long.bin" }).click();
      await page.locator("upload-row").waitFor({ state: "detached" });
      await network.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
      assert.equal(await own(page).count(), before);
      assert.equal(await page.locator("problem-note").count(), 0);
    });

    test("an image keeps its place while it loads", async () => {
      await page.locator('message-composer input[type="file"]').setInputFiles({ name: "bench.png", mimeType: "image/png", buffer: png(320, 200) });
      await page.locator('upload-row[data-state="ready"]').waitFor();
      await page.getByRole("button", { name: "Send", exact: true }).click();
      const image = own(page).and(page.locator('[data-kind="image"][data-state="sent"]')).last().locator("img");
      await image.waitFor();
      assert.deepEqual(await image.evaluate((element) => [element.getAttribute("width"), element.getAttribute("height")]), ["320", "200"]);
      await page.waitForFunction((element) => element.naturalWidth > 0, await image.elementHandle());
    });

    test("after a reload all is still there", async () => {
      const before = await own(page).count();
      await page.reload();
      await own(page).first().waitFor();
      await rendered(page);
      assert.ok((await own(page).count()) >= Math.min(before, 20));
      assert.equal(await page.locator(`voice-note[duration="${sent.duration}"]`).count(), 1);
      assert.equal(await page.locator("file-card").getByText(sent.file).count(), 1);
      for (const text of await page.locator("md-message").all()) assert.deepEqual(await inspect(text), []);
    });

    test("posts in a community, and comments and reactions stay", async () => {
      await page.goto(`${host.url}/#/c/cafe`);
      const field = page.getByRole("textbox", { name: /^Write to/ });
      await field.fill("## Saturday\n\n| What | Who |\n|---|---|\n| Toaster | Pat |\n\n<img src=x onerror=__ran('post')>");
      await page.getByRole("button", { name: "Post", exact: true }).click();
      const card = page.locator("post-card", { hasText: "Saturday" }).and(page.locator("post-card", { hasText: "Toaster" })).first();
      await card.locator("table").waitFor();
      assert.deepEqual(await inspect(card.locator("md-message").first()), []);
      await card.locator('[data-reaction="like"]').click();
      await card.getByRole("button", { name: "Comment" }).click();
      await card.getByRole("textbox", { name: "Write a comment" }).fill("**Mine** too <script>__ran('comment')</script>");
      await card.getByRole("button", { name: "Send" }).click();
      await card.locator("comment-thread li strong").waitFor();

      await page.reload();
      const again = page.locator("post-card", { hasText: "Toaster" }).first();
      await again.locator("table").waitFor();
      assert.equal(await again.locator('[data-reaction="like"]').getAttribute("aria-pressed"), "true");
      await again.getByRole("button", { name: "Comments, 1" }).click();
      await again.locator("comment-thread li", { hasText: "Mine too <script>" }).waitFor();
    });

    test("the hostile post of the seed is shown and runs nothing", async () => {
      await page.goto(`${host.url}/#/feed`);
      await page.getByRole("heading", { name: "Feed", exact: true }).waitFor(); // not the cards of the view before
      await page.locator("post-card").first().waitFor();
      await rendered(page);
      for (let more = page.getByRole("button", { name: "Show more posts" }); await more.isVisible();) {
        const before = await page.locator("post-card").count();
        await more.click();
        await page.waitForFunction((count) => document.querySelectorAll("post-card").length > count || document.querySelector("[hidden]"), before);
        await page.waitForTimeout(200);
      }
      assert.ok(await page.locator("post-card", { hasText: "<script" }).count(), "the seed's hostile post is not in the feed");
      for (const text of await page.locator("md-message").all()) assert.deepEqual(await inspect(text), []);
    });

    test("signs out, and the session is over", async () => {
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.locator("sign-in-form").waitFor();
      const answer = await page.evaluate(async () => {
        const response = await fetch("/api/v3/channels", { headers: { "X-Addend": "1" } });
        return { status: response.status, code: (await response.json()).error?.code };
      });
      assert.deepEqual(answer, { status: 401, code: "no-session" });
      await page.reload();
      await page.locator("sign-in-form").waitFor();
    });

    test("and in all of it nothing ran, leaked or went elsewhere", () => guard.clean(page));
  });
}
