// The options of a rendering as they come from JavaScript: what they may be, and that what they may not be is refused
// with a code and a hint before anything is rendered.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { packed } from "./packed.mjs";

describe("options of a rendering", () => {
  let pack, a;
  before(async () => {
    pack = await packed();
    a = await pack.addend.load();
  });
  after(() => pack.remove());

  const bad = {
    "no object": "post",
    "a list": [],
    "an unknown option": { sanitize: false },
    images: { images: "big" },
    "images that are no string": { images: true },
    imageProxy: { imageProxy: "https://{url}/" },
    "links that are no object": { links: "_blank" },
    "a target": { links: { target: "_parent" } },
    "a rel": { links: { rel: "opener" } },
    "a scheme": { links: { allow: ["javascript"] } },
    "schemes that are no list": { links: { allow: "https" } },
    headingOffset: { headingOffset: 7 },
    "half a heading": { headingOffset: 0.5 },
    breaks: { breaks: "yes" },
    html: { html: "raw" },
    idPrefix: { idPrefix: "a" },
    "a NUL": { idPrefix: "a\0html\0raw\0-" },
    mentions: { mentions: { url: "javascript:{id}", ranges: [] } },
    "mentions without an address": { mentions: { ranges: [] } },
    "ranges that are no list": { mentions: { url: "/u/{id}", ranges: {} } },
    "a range without an id": { mentions: { url: "/u/{id}", ranges: [{ start: 0, length: 2 }] } },
    "a NUL in an id": { mentions: { url: "/u/{id}", ranges: [{ start: 0, length: 2, id: "a\0html\0raw" }] } },
    hashtags: { hashtags: { url: "data:{tag}" } },
  };
  for (const [name, options] of Object.entries(bad)) {
    test(`${name} is refused`, () => {
      for (const call of [() => a.markdown("a", options), () => a.links("a", options)]) {
        assert.throws(call, (e) => e instanceof pack.addend.AddendError && e.code === "bad-option" && e.hint.length > 5);
      }
    });
  }

  test("after a refusal the next rendering is as ever", () => {
    assert.throws(() => a.markdown("a", { headingOffset: 9 }));
    assert.equal(a.markdown("*a*", { headingOffset: 1 }), "<p><em>a</em></p>\n");
  });

  test("the same options with other mentions", () => {
    const at = (start, id) => a.markdown("@a @b", { mentions: { url: "/u/{id}", ranges: [{ start, length: 2, id }] } });
    assert.equal(at(0, "x"), '<p><a class="mention" dir="auto" href="/u/x">@a</a> @b</p>\n');
    assert.equal(at(3, "y"), '<p>@a <a class="mention" dir="auto" href="/u/y">@b</a></p>\n');
  });

  test("ranges that fit nothing are left alone: they are other people's", () => {
    const ranges = [{ start: -1, length: 2, id: "x" }, { start: 2 ** 40, length: 1, id: "x" }, { start: 0, length: 1, id: "x" }];
    assert.equal(a.markdown("@a", { mentions: { url: "/u/{id}", ranges } }), "<p>@a</p>\n");
  });

  test("more sets of options than are kept", () => {
    for (let i = 0; i < 50; i++) assert.match(a.markdown("a[^1]\n\n[^1]: b", { idPrefix: `m${i}-` }), new RegExp(`id="m${i}-fn-1"`));
  });

  test("the links of a message", () => {
    assert.deepEqual(a.links("[bank.com](https://evil.example) ![b](/c.png) <d@e.example>"), [
      { url: "https://evil.example", text: "bank.com", suspicious: true },
      { url: "/c.png", text: "b", suspicious: false },
      { url: "mailto:d@e.example", text: "d@e.example", suspicious: false },
    ]);
    assert.deepEqual(a.links("no link"), []);
    assert.throws(() => a.links("> ".repeat(100) + "[a](/b)"), { code: "too-deep" });
    assert.throws(() => a.links("a".repeat(2 ** 21)), { code: "too-long" });
  });

  test("there is nothing to mount into", () => {
    for (const element of [undefined, null, {}, "main"]) assert.throws(() => a.mount(element, "a"), { code: "bad-argument" });
  });
});
