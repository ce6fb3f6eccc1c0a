// The CommonMark specification's own examples: the parser gives each of them exactly, and what the package makes of
// them differs only where the file beside this test says so and why.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { packed, root } from "./packed.mjs";

const { tests } = createRequire(import.meta.url)("commonmark-spec");
const expected = JSON.parse(readFileSync(new URL("commonmark-changes.json", import.meta.url), "utf8"));
const tabs = (s) => s.replaceAll("→", "\t");
const examples = tests.map((t) => ({ example: t.number, markdown: tabs(t.markdown), html: tabs(t.html) }));

// Two ways of writing the same document are the same: how void elements end, which quotes are escaped, the rel that
// every link has, and the direction of links and code.
export const written = (html) =>
  html
    .replace(/<(br|hr|img)\b([^>]*?)\s*\/>/g, "<$1$2>")
    .replaceAll('rel="nofollow ugc noopener noreferrer"', "")
    .replaceAll('dir="auto"', "")
    .replaceAll('loading="lazy" decoding="async" referrerpolicy="no-referrer"', "")
    .replace(/\s+>/g, ">")
    .replace(/(<\w+)\s+/g, "$1 ")
    .replace(/"\s+(?=\w+=)/g, '" ')
    .replaceAll("&quot;", '"')
    .replaceAll("&#34;", '"')
    .replaceAll("&#39;", "'")
    .trim();

describe("CommonMark 0.31.2", () => {
  let pack, a;
  before(async () => {
    pack = await packed();
    a = await pack.addend.load();
  });
  after(() => pack.remove());

  test("the specification has the examples that are counted on", () => {
    assert.equal(examples.length, expected.counts.examples);
  });

  test("every example is exact before sanitising", () => {
    const input = JSON.stringify(examples.map(({ example, markdown }) => ({ example, markdown })));
    const out = JSON.parse(execFileSync("go", ["run", "./wasm/markdown/internal/conformance"], { cwd: root, input, maxBuffer: 1 << 26 }));
    const wrong = out.filter((o, i) => o.html !== examples[i].html).map((o) => o.example);
    assert.deepEqual(wrong, []);
    assert.equal(out.length, expected.counts.exactBeforeSanitising);
  });

  test("sanitising changes the listed examples and no others", () => {
    const changed = examples.filter((e) => written(a.markdown(e.markdown, { profile: "post" })) !== written(e.html)).map((e) => e.example);
    const listed = expected.changes.flatMap((c) => c.examples).sort((x, y) => x - y);
    assert.deepEqual(changed, listed);
    assert.equal(examples.length - changed.length, expected.counts.unchangedAfterSanitising);
  });

  test("every reason says something, and no example has two", () => {
    const all = expected.changes.flatMap((c) => c.examples);
    assert.equal(new Set(all).size, all.length);
    for (const { reason, examples: list } of expected.changes) {
      assert.ok(reason.length > 20 && list.length > 0, reason);
    }
  });

  test("no example leaves its container or brings anything that runs", () => {
    for (const { example, markdown } of examples) {
      for (const profile of ["chat", "post"]) {
        const html = a.markdown(markdown, { profile });
        assert.doesNotMatch(html, /<(?:script|style|iframe|svg|math|object|textarea|title)\b|<[^>]*\son\w+=/i, `example ${example}`);
      }
    }
  });
});
