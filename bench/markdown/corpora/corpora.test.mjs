import assert from "node:assert/strict";
import { test } from "node:test";
import { facts } from "./index.mjs";
import { asMessages, asOne, asPosts, hasRawHTML, readmes } from "./real.mjs";
import { long, messages, posts } from "./synthetic.mjs";

const size = (t) => Buffer.byteLength(t);

test("synthetic texts are the same each time and of the lengths that the rows say", () => {
  assert.equal(facts(messages(50)).digest, facts(messages(50)).digest);
  assert.notEqual(facts(messages(50, 1)).digest, facts(messages(50, 2)).digest);
  for (const t of messages(200)) assert.ok(size(t) >= 40 && size(t) <= 400, t);
  for (const t of posts(40)) assert.ok(size(t) > 1_500 && size(t) <= 8_001, `${size(t)} bytes`);
  const share = facts(posts(100)).withRawHTML / 100;
  assert.ok(share > 0.1 && share < 0.4, `${share} of the posts hold HTML`);
  for (const html of [true, false]) {
    const text = long(100_000, { html });
    assert.equal(hasRawHTML(text), html);
    assert.ok(size(text) > 99_000 && size(text) <= 100_001, `${size(text)} bytes`);
  }
});

test("raw HTML is what is not code, an autolink or an escape", () => {
  for (const [text, html] of [
    ["a <b>c</b>", true],
    ["<!-- x -->", true],
    ["`<b>`", false],
    ["```\n<b>\n```", false],
    ["<https://example.org>", false],
    ["a < b and c > d", false],
    ["\\<b>", false],
  ]) {
    assert.equal(hasRawHTML(text), html, text);
  }
});

test("real texts: messages that show something, posts that the platform takes, one long text of either kind", () => {
  const all = readmes();
  for (const t of asMessages(all, 300)) {
    assert.ok(size(t) >= 40 && size(t) <= 400, t);
    assert.doesNotMatch(t, /^\[[^\]\n]+\]: /, "a definition shows nothing");
  }
  for (const t of asPosts(all, 50)) assert.ok(t.length <= 50_000);
  for (const html of [true, false]) {
    const text = asOne(all, 300_000, { html });
    assert.ok(size(text) > 150_000 && size(text) <= 300_000, `${size(text)} bytes`);
  }
});
