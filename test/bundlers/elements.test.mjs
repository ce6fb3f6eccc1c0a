// The custom elements of the packed package, in Chromium under the strict policy, without a bundler.
import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import AxeBuilder from "@axe-core/playwright";
import { launch } from "../browser/chromium.mjs";
import { packed } from "../node/packed.mjs";
import { policy, serve } from "./project.mjs";

let pack, folder, browser, context, page, server, wrong;

before(async () => {
  [pack, browser, folder] = await Promise.all([packed(), launch(), mkdtemp(path.join(tmpdir(), "addend-elements-"))]);
  await mkdir(path.join(folder, "files"));
  await cp(pack.home, path.join(folder, "addend"), { recursive: true });
  await writeFile(path.join(folder, "four.wav"), wav(4));
  await writeFile(path.join(folder, "two.wav"), wav(2));
  await writeFile(path.join(folder, "broken.wav"), "no sound");
});
after(async () => {
  await browser?.close();
  await pack?.remove();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  context = await browser.newContext();
  await context.route("https://a.example/**", (route) => route.fulfill({ status: 200, contentType: "image/svg+xml", body: '<svg xmlns="http://www.w3.org/2000/svg"/>' }));
  page = await context.newPage();
  wrong = [];
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("console", (message) => message.type() === "error" && !/favicon|broken\.wav/.test(message.text() + message.location().url) && wrong.push(message.text()));
});
afterEach(async () => {
  await context.close();
  server?.close();
  server = undefined;
  assert.deepEqual(wrong, []);
});

// Opens a page with this in it; the elements come after it has been parsed, as in a page that a server rendered.
async function show(body, { csp = policy, elements = true } = {}) {
  await writeFile(path.join(folder, "elements.js"), 'import * as elements from "/addend/element.js"; window.elements = elements;');
  server = await serve(folder, body + (elements ? '<script type="module" src="/elements.js"></script>' : ""), { "content-security-policy": csp });
  await page.goto(server.url);
  if (elements) await page.waitForFunction(() => window.elements);
}

const rendered = (selector = "md-message") => page.locator(`${selector}[data-state="rendered"]`).first().waitFor();
const get = (selector, name) => page.locator(selector).evaluate((element, name) => element[name], name);
const set = (selector, values) => page.locator(selector).evaluate((element, values) => void Object.assign(element, values), values);

describe("<md-message>", () => {
  test("takes its Markdown from its text, less the page's indentation", async () => {
    await show("<md-message>\n        # One\n\n        two **three**\n            &lt;b>\n      </md-message>");
    await rendered();
    assert.match(await page.locator("md-message").innerHTML(), /^<h3[^>]*>One<\/h3>\n?<p[^>]*>two <strong>three<\/strong>/);
    assert.equal(await get("md-message", "text"), "# One\n\ntwo **three**\n    <b>");
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
    wrong = wrong.filter((text) => !/Content Security Policy/.test(text)); // that is what was asked for
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

describe("<voice-note>", () => {
  const note = '<voice-note src="/four.wav" duration="4" levels="0 50 100"></voice-note>';
  const at = () => page.locator("voice-note audio").first().evaluate((audio) => audio.currentTime);

  test("plays, pauses, and only one at a time", async () => {
    await show(`${note}<voice-note id="b" src="/two.wav" duration="2"></voice-note><video id="v" src="/four.wav" controls></video>`);
    await page.locator("voice-note").first().getByRole("button", { name: "Play the voice note" }).click();
    await page.waitForFunction(() => document.querySelector("voice-note").currentTime > 0.1);
    assert.equal(await page.locator("voice-note").first().getAttribute("data-state"), "playing");
    await page.locator("#b").getByRole("button", { name: "Play the voice note" }).click();
    await page.waitForFunction(() => document.querySelector("#b").dataset.state === "playing");
    assert.equal(await page.locator("voice-note").first().evaluate((n) => n.paused), true);
    await page.locator("#v").evaluate((video) => video.play());
    await page.waitForFunction(() => document.querySelector("#b").dataset.state === "paused");
    await page.locator("#b").evaluate((n) => n.play());
    await page.locator("#b").evaluate((n) => n.remove());
    await page.locator("voice-note").first().evaluate((n) => n.pause());
  });

  test("is sought by pointer, keys and script; the clock follows", async () => {
    await show(note);
    await page.getByRole("slider", { name: "Position" }).fill("2");
    assert.ok(Math.abs((await at()) - 2) < 0.1);
    assert.equal(await page.getByRole("slider").getAttribute("aria-valuetext"), "0:02 of 0:04");
    for (const [key, expected] of [["ArrowRight", 3], ["ArrowRight", 4], ["ArrowRight", 4], ["ArrowLeft", 3], ["ArrowDown", 2]]) {
      await page.getByRole("slider").press(key);
      assert.ok(Math.abs((await at()) - expected) < 0.1, `${key}: ${await at()}`);
    }
    await set("voice-note", { currentTime: 1 });
    assert.equal(await page.locator("voice-note .clock").innerText(), "0:01 / 0:04");
  });

  test("has three speeds, and keeps one for another recording", async () => {
    await show(note);
    const button = page.locator("voice-note").getByRole("button", { name: /Speed/ });
    for (const speed of ["1.5", "2", "1", "1.5"]) {
      await button.click();
      assert.equal(await page.locator("voice-note").getByRole("button", { name: `Speed ${speed}`, exact: true }).count(), 1);
    }
    await set("voice-note", { src: "/two.wav" });
    await page.locator("voice-note").evaluate((n) => n.play());
    assert.equal(await page.locator("voice-note audio").evaluate((audio) => audio.playbackRate), 1.5);
  });

  test("a length that is not given is asked for, measured when it is seen, or when it is played", async () => {
    await show('<div id="place"></div>');
    const asked = await page.evaluate(() => {
      const asked = [];
      document.addEventListener("duration-needed", ({ detail }) => asked.push(detail.src));
      for (const [id, src] of [["a", "/four.wav"], ["b", "/two.wav"]]) {
        const note = document.createElement("voice-note");
        note.id = id;
        note.src = src;
        if (id === "a") note.toggleAttribute("measure");
        document.querySelector("#place").append(note);
      }
      return asked;
    });
    assert.deepEqual(asked, ["/four.wav", "/two.wav"]);
    await page.waitForFunction(() => document.querySelector("#a").duration === 4);
    assert.equal(await page.locator("#a .clock").innerText(), "0:04");
    assert.equal(await page.locator("#b .clock").innerText(), "–:––");
    await page.locator("#b").getByRole("button", { name: "Play the voice note" }).click();
    await page.waitForFunction(() => document.querySelector("#b").duration === 2);
    await set("#b", { src: "/four.wav" });
    assert.equal(await get("#b", "duration"), 0, "the length of another recording");
  });

  test("takes what was stored with the message", async () => {
    await show(note);
    await set("voice-note", { metadata: { duration: 7.25, waveform: [0, 1024] } });
    assert.deepEqual([await get("voice-note", "duration"), await get("voice-note", "levels")], [7.25, [0, 100]]);
    await set("voice-note", { note: { src: "/two.wav", levels: Array.from({ length: 500 }, (_, i) => i / 5) } });
    assert.equal(await get("voice-note", "duration"), 0);
    const path = await page.locator("voice-note .all path").getAttribute("d");
    assert.equal(path.match(/M/g).length, 64);
    assert.match(path, /v27\.\d$/, "the last bar is the loudest");
  });

  test("what cannot be played says so and can be tried again", async () => {
    await show('<voice-note src="/broken.wav" duration="3"></voice-note>');
    await page.evaluate(() => { window.told = []; document.addEventListener("addend-error", ({ detail }) => window.told.push(detail.error.code)); });
    await page.getByRole("button", { name: "Play the voice note" }).click();
    await page.getByText("This recording cannot be played").waitFor();
    assert.deepEqual([await page.evaluate(() => window.told), await page.locator("voice-note").getAttribute("data-state")], [[4], "failed"]);
    await set("voice-note", { src: "/two.wav" });
    await page.getByRole("button", { name: "Play the voice note" }).click();
    await page.waitForFunction(() => document.querySelector("voice-note").currentTime > 0);
  });

  test("takes the address over from what is shown without scripts", async () => {
    await show('<voice-note duration="4"><audio controls preload="none" src="/four.wav"></audio></voice-note>');
    assert.equal(await get("voice-note", "src"), "/four.wav");
    assert.equal(await page.locator("voice-note > audio").isVisible(), false);
  });
});

describe("<file-card>", () => {
  test("name, kind, size and the download under its own name", async () => {
    await show('<file-card src="/files/f1" name="Plan für 2026.pdf" size="12345"></file-card>');
    const link = page.getByRole("link", { name: "Download Plan für 2026.pdf" });
    assert.equal(new URL(await link.evaluate((a) => a.href)).search, "?name=Plan+f%C3%BCr+2026.pdf&download=1");
    assert.equal(await link.getAttribute("download"), "Plan für 2026.pdf");
    assert.deepEqual(await page.locator("file-card").evaluate((card) => [".kind", ".size"].map((part) => card.shadowRoot.querySelector(part).textContent)), ["pdf", "12 kB"]);
  });

  for (const src of ["javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:alert(1)", "http://[", ""]) {
    test(`no link from ${src || "nothing"}`, async () => {
      await show("<file-card></file-card>");
      await set("file-card", { file: { src, name: "a.txt" } });
      assert.equal(await page.locator("file-card a").getAttribute("href"), null);
      assert.equal(await page.getByRole("link").count(), 0);
    });
  }

  test("of another origin nothing is added to the address", async () => {
    await show('<file-card src="https://store.example/files/f1?signature=x" name="a.txt"></file-card>');
    assert.equal(await page.getByRole("link").evaluate((a) => a.href), "https://store.example/files/f1?signature=x");
  });

  test("shows progress, cancels, tells a failure and tries again; the focus stays", async () => {
    await show('<file-card name="film.mp4" progress="0.25"></file-card>');
    await page.evaluate(() => { window.told = []; for (const name of ["addend-cancel", "addend-retry"]) document.addEventListener(name, (e) => window.told.push(`${name} ${e.target.localName}`)); });
    const cancel = page.getByRole("button", { name: "Cancel film.mp4" });
    await cancel.focus();
    await set("file-card", { progress: 0.5 });
    assert.equal(await page.getByRole("progressbar", { name: "Sending film.mp4" }).evaluate((bar) => bar.value), 0.5);
    await page.keyboard.press("Enter");
    await set("file-card", { error: "The network went away" });
    assert.equal(await page.getByRole("status").innerText(), "The network went away");
    await page.getByRole("button", { name: "Try film.mp4 again" }).click();
    assert.deepEqual(await page.evaluate(() => window.told), ["addend-cancel file-card", "addend-retry file-card"]);
    await set("file-card", { error: "", progress: NaN, src: "/files/f1" });
    assert.deepEqual([await page.getByRole("link").count(), await page.getByRole("button").count(), await page.getByRole("progressbar").count()], [1, 0, 0]);
  });

  test("takes address and name over from what is shown without scripts", async () => {
    await show('<file-card size="1200000"><a href="/files/f1" download="a.pdf">Report</a></file-card>');
    assert.deepEqual([await get("file-card", "src"), await get("file-card", "name")], ["/files/f1", "a.pdf"]);
    assert.equal(await page.getByRole("link").count(), 1);
  });
});

describe("all of them", () => {
  const all = `<h1>Elements</h1><h2>Messages</h2><md-message>**bold**, a [link](https://a.example)

| a | b |
|---|---|
| 1 | 2 |

- [x] done
- [ ] not yet</md-message><md-message profile="post"># Title

\`\`\`
code
\`\`\`</md-message><voice-note src="/four.wav" duration="4" levels="10 90 40"></voice-note><voice-note src="/two.wav"></voice-note>
<file-card src="/files/f1" name="a.pdf" size="5300000"></file-card><file-card name="b.mp4" progress="0.4" size="9"></file-card><file-card name="c.doc" error="It is too large"></file-card>`;

  for (const scheme of ["light", "dark"]) {
    for (const dir of ["ltr", "rtl"]) {
      test(`axe finds nothing: ${scheme}, ${dir}`, async () => {
        await page.emulateMedia({ colorScheme: scheme });
        await writeFile(path.join(folder, "scheme.css"), ":root { background: Canvas; color: CanvasText; color-scheme: light dark; }");
        await show(`<link rel="stylesheet" href="/scheme.css"><div dir="${dir}">${all}</div>`);
        await rendered('md-message[profile="post"]');
        const { violations, passes } = await new AxeBuilder({ page }).disableRules(["region"]).analyze();
        assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 140)).join(" | ")}`), []);
        assert.ok(passes.some(({ nodes }) => nodes.some((node) => /part="play"/.test(node.html))), "it looked into the elements");
        if (process.env.ADDEND_SHOTS) await page.screenshot({ path: path.join(process.env.ADDEND_SHOTS, `elements-${scheme}-${dir}.png`) });
      });
    }
  }

  test("speak another language, also when they are there already", async () => {
    await show('<voice-note src="/four.wav"></voice-note><file-card src="/files/f1" name="a.pdf" lang="de" size="3100000"></file-card>');
    await page.evaluate(() => window.elements.words({ play: "Abspielen", download: "{name} herunterladen", nonsense: "x" }));
    await page.getByRole("button", { name: "Abspielen" }).waitFor();
    await page.getByRole("link", { name: "a.pdf herunterladen" }).waitFor();
    assert.equal(await page.locator("file-card .size").innerText(), "3,1 MB");
  });

  test("parts and custom properties reach the page's style sheet", async () => {
    await writeFile(path.join(folder, "own.css"), ":root { --addend-accent: rgb(1, 2, 3); --addend-line: rgb(4, 5, 6); } voice-note::part(clock) { color: rgb(7, 8, 9); } file-card::part(card) { padding: 33px; }");
    await show(`<link rel="stylesheet" href="/own.css">${all}`);
    const style = (selector, name) => page.locator(selector).first().evaluate((element, name) => getComputedStyle(element)[name], name);
    assert.equal(await style("voice-note .play", "backgroundColor"), "rgb(1, 2, 3)");
    assert.equal(await style("file-card .card", "borderTopColor"), "rgb(4, 5, 6)");
    assert.equal(await style("voice-note .clock", "color"), "rgb(7, 8, 9)");
    assert.equal(await style("file-card .card", "paddingTop"), "33px");
  });
});

// So many seconds of a quiet tone.
function wav(seconds) {
  const rate = 8000;
  const b = Buffer.alloc(44 + seconds * rate, 128);
  b.write("RIFF"), b.writeUInt32LE(b.length - 8, 4), b.write("WAVEfmt ", 8), b.writeUInt32LE(16, 16), b.writeUInt16LE(1, 20), b.writeUInt16LE(1, 22);
  b.writeUInt32LE(rate, 24), b.writeUInt32LE(rate, 28), b.writeUInt16LE(1, 32), b.writeUInt16LE(8, 34), b.write("data", 36), b.writeUInt32LE(seconds * rate, 40);
  for (let i = 44; i < b.length; i++) b[i] = 128 + 9 * Math.sin(i / 3);
  return b;
}
