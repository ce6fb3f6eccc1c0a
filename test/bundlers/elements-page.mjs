// A page with the custom elements of the packed package, in Chromium under the strict policy, without a bundler: for each
// test a new one, in which nothing may go wrong that the test does not forgive.
import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, afterEach, before, beforeEach } from "node:test";
import { launch } from "../browser/chromium.mjs";
import { packed } from "../node/packed.mjs";
import { policy, serve } from "./project.mjs";

export let folder, page;
let pack, browser, context, server, wrong;

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
export async function show(body, { csp = policy, elements = true } = {}) {
  await writeFile(path.join(folder, "elements.js"), 'import * as elements from "/addend/element.js"; window.elements = elements;');
  server = await serve(folder, body + (elements ? '<script type="module" src="/elements.js"></script>' : ""), { "content-security-policy": csp });
  await page.goto(server.url);
  if (elements) await page.waitForFunction(() => window.elements);
}

export const forgive = (pattern) => (wrong = wrong.filter((text) => !pattern.test(text)));
export const rendered = (selector = "md-message") => page.locator(`${selector}[data-state="rendered"]`).first().waitFor();
export const get = (selector, name) => page.locator(selector).evaluate((element, name) => element[name], name);
export const set = (selector, values) => page.locator(selector).evaluate((element, values) => void Object.assign(element, values), values);

// So many seconds of a quiet tone.
function wav(seconds) {
  const rate = 8000;
  const b = Buffer.alloc(44 + seconds * rate, 128);
  b.write("RIFF"), b.writeUInt32LE(b.length - 8, 4), b.write("WAVEfmt ", 8), b.writeUInt32LE(16, 16), b.writeUInt16LE(1, 20), b.writeUInt16LE(1, 22);
  b.writeUInt32LE(rate, 24), b.writeUInt32LE(rate, 28), b.writeUInt16LE(1, 32), b.writeUInt16LE(8, 34), b.write("data", 36), b.writeUInt32LE(seconds * rate, 40);
  for (let i = 44; i < b.length; i++) b[i] = 128 + 9 * Math.sin(i / 3);
  return b;
}
