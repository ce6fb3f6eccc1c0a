// <md-message> of the packed package, in Chromium.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, test } from "node:test";
import { folder, forgive, get, page, rendered, set, show } from "./elements-page.mjs";
import { policy } from "./project.mjs";

describe("<md-message>", () => {
  test("takes its Markdown from its text, less the page's indentation", async () => {
    await show("<md-message>\n        # One\n\n        two **three**\n            &lt;b>\n      </md-message>");
    await rendered();
    assert.match(await page.locator("md-message").innerHTML(), /^<h3[^>]*>One<\/h3>\n?<p[^>]*>two <strong>three<\/strong>/);
    assert.equal(await get("md-message", "text"), "# One\n\ntwo **three**\n    <b>");
  });

  test("is a block of its own direction in a page of another, unless the page says otherwise", async () => {
    await writeFile(path.join(folder, "inline.css"), ".other { display: inline-block; }");
    await show('<link rel="stylesheet" href="/inline.css"><div dir="rtl"><md-message>| a |\n|---|\n| 1 |</md-message><md-message class="other">x</md-message></div>');
    await rendered(".other");
    const [table, box] = await page.evaluate(() => ["table", "md-message"].map((name) => document.querySelector(name).getBoundingClientRect()).map(({ left, right }) => [left, right]));
    assert.equal(table[0], box[0], "a table of Latin letters is on the left");
    assert.ok(box[1] - box[0] > 2 * (table[1] - table[0]));
    assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll("md-message")].map((m) => getComputedStyle(m).display)), ["block", "inline-block"]);
    // In the shadow root of somebody's own element, too.
    assert.equal(await page.evaluate(() => {
      const root = document.body.appendChild(document.createElement("div")).attachShadow({ mode: "open" });
      return getComputedStyle(root.appendChild(document.createElement("md-message"))).display;
    }), "block");
  });

  test("needs no Trusted Types policy at all", async () => {
    await show("<md-message>**bold**</md-message>", { csp: policy.replace("trusted-types addend", "trusted-types 'none'") });
    await rendered();
    assert.equal(await page.locator("md-message strong").innerText(), "bold");
  });

  test("is never blank: plain text with its paragraphs until the module is there, and for good where it is refused", async () => {
    await show("<md-message>one &lt;b&gt;\nmore\n\n```\n  code\n```\n\ntwo</md-message>", { csp: policy.replace(" 'wasm-unsafe-eval'", "") });
    await page.waitForFunction(() => document.querySelector("md-message").dataset.state === "plain");
    assert.equal(await page.locator("md-message").innerHTML(), '<p dir="auto">one &lt;b&gt;<br>more</p><pre dir="auto" tabindex="0">  code\n</pre><p dir="auto">two</p>');
    const code = await page.evaluate(() => new Promise((told) => {
      const message = document.createElement("md-message");
      message.addEventListener("addend-error", ({ detail }) => told(detail.error.code));
      message.text = "x";
      document.body.append(message);
    }));
    assert.equal(code, "csp");
    forgive(/Content Security Policy/); // that is what was asked for
  });

  test("draws in the same turn once the module is there", async () => {
    await show("<md-message>a</md-message>");
    await rendered();
    assert.deepEqual(await page.evaluate(() => {
      const message = document.createElement("md-message");
      message.text = "**at once**";
      document.body.append(message);
      const first = message.innerHTML;
      message.text = "*other*";
      return [first, message.innerHTML];
    }), ['<p dir="auto"><strong>at once</strong></p>\n', '<p dir="auto"><em>other</em></p>\n']);
  });

  test("options of its own and of all", async () => {
    await show('<md-message id="a" images="inline">![x](https://a.example/x.png)</md-message><md-message id="b">#tag ![x](https://a.example/x.png)</md-message>');
    await rendered("#a");
    assert.equal(await page.locator("#a img").getAttribute("src"), "https://a.example/x.png");
    assert.equal(await page.locator("#b img").count(), 0);
    await set("#b", { options: { images: "inline", hashtags: { url: "/tags/{tag}" } } });
    assert.equal(await page.locator("#b a").first().getAttribute("href"), "/tags/tag");
    assert.equal(await page.locator("#b img").count(), 1);
    await page.evaluate(async () => {
      const { load } = await import("/addend/index.js");
      window.elements.use(await load(), { images: "none" });
      await Promise.resolve();
      document.querySelector("#b").options = {};
    });
    await page.waitForFunction(() => !document.querySelector("#b img"));
    // An option that is refused leaves the text readable and says why.
    assert.equal(await page.locator("#b").evaluate((message) => new Promise((told) => {
      message.addEventListener("addend-error", ({ detail }) => told(detail.error.code), { once: true });
      message.options = { colour: "red" };
    })), "bad-option");
    assert.match(await page.locator("#b").innerText(), /#tag/);
  });

  test("what a server rendered stays until a text is set", async () => {
    await show('<md-message data-state="rendered"><p>from the <em>server</em></p></md-message><md-message id="b">x</md-message>');
    await rendered("#b");
    const first = page.locator("md-message").first();
    assert.equal(await first.innerHTML(), "<p>from the <em>server</em></p>");
    await first.evaluate((message) => { message.text = "~~new~~"; });
    assert.match(await first.innerHTML(), /^<p[^>]*><del>new<\/del>/);
  });

  test("takes the attribute text, and what was set before it was defined", async () => {
    await show('<md-message id="a" text="**a**"></md-message><md-message id="b"></md-message>', { elements: false });
    await page.evaluate(async () => {
      document.querySelector("#b").text = "**b**";
      document.querySelector("#b").options = { breaks: false };
      await import("/addend/element.js");
    });
    for (const id of ["a", "b"]) assert.equal(await page.locator(`#${id} strong`).innerText(), id);
  });

  test("takes undefined for what goes away", async () => {
    await show('<md-message profile="post">a</md-message>');
    await set("md-message", { profile: undefined, options: undefined, text: undefined });
    assert.deepEqual(await page.locator("md-message").evaluate((m) => [m.getAttribute("profile"), m.profile, m.options, m.text, m.textContent.trim()]), [null, "chat", {}, "", ""]);
  });

  test("says whether there is any formatting, and what happened", async () => {
    await show("<md-message>plain</md-message>");
    await rendered();
    assert.equal(await get("md-message", "formatted"), false);
    await set("md-message", { text: "- a list" });
    assert.equal(await get("md-message", "formatted"), true);
    const { error, state } = await page.locator("md-message").evaluate((message) => new Promise((told) => {
      message.addEventListener("addend-render", ({ detail }) => told({ error: detail.error.code, state: message.state }), { once: true });
      message.text = "a".repeat(2 ** 20 + 1);
    }));
    assert.deepEqual([error, state], ["too-long", "limited"]);
  });

  test("a closed module is loaded anew; a module in a worker will do", async () => {
    await show("<md-message>a</md-message>");
    await rendered();
    await page.evaluate(async () => (await (await import("/addend/index.js")).load()).close());
    await set("md-message", { text: "**again**" });
    await page.locator("md-message strong", { hasText: "again" }).waitFor();
    await page.evaluate(async () => window.elements.use(await (await import("/addend/worker.js")).load()));
    await set("md-message", { text: "*afar*" });
    await page.locator("md-message em", { hasText: "afar" }).waitFor();
  });
});
