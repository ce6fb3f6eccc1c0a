// Many texts in one call, and very many calls: the answers are those of markdown(), and the memory stays what it was.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { packed } from "./packed.mjs";

describe("markdownBatch", () => {
  let pack, a, AddendError, memory;
  before(async () => {
    pack = await packed();
    ({ AddendError } = pack.addend);
    // The package shows its memory to nobody; the test looks where the instance is made.
    const { Instance } = WebAssembly;
    WebAssembly.Instance = class extends Instance {
      constructor(...args) {
        super(...args);
        memory = this.exports.mem;
      }
    };
    a = await pack.addend.load();
    WebAssembly.Instance = Instance;
  });
  after(() => {
    a.close();
    return pack.remove();
  });

  const texts = ["**a**", "", "a\0b\0", "<script>alert(1)</script>", "\ud800 half a pair", "日本語 [b](https://c.example)", "> ".repeat(1000), "- d\n- e", "\0"];

  for (const options of [undefined, { profile: "chat" }, { profile: "post" }, { profile: "post", headingOffset: 2 }]) {
    test(`it answers what markdown() does, with ${JSON.stringify(options)}`, () => {
      assert.deepEqual(a.markdownBatch(texts, options), texts.map((t) => a.markdown(t, options)));
    });
  }

  test("no text, one text, and more than fit one call", () => {
    assert.deepEqual(a.markdownBatch([]), []);
    assert.deepEqual(a.markdownBatch(["*a*"]), ["<p><em>a</em></p>\n"]);
    const many = Array.from({ length: 3000 }, (_, i) => `message *${i}* ` + "x".repeat(i % 200));
    assert.deepEqual(a.markdownBatch(many), many.map((t) => a.markdown(t)));
  });

  test("a text past the limit comes back escaped, between texts that are rendered", () => {
    const long = "<".repeat((1 << 20) + 1);
    const [first, second, third] = a.markdownBatch(["*a*", long, "*b*"]);
    assert.equal(first, "<p><em>a</em></p>\n");
    assert.equal(second, "&lt;".repeat(long.length));
    assert.equal(third, "<p><em>b</em></p>\n");
  });

  for (const [name, call] of [
    ["no array", () => a.markdownBatch("a")],
    ["something that is no string", () => a.markdownBatch(["a", null])],
  ]) {
    test(`${name} is refused`, () => {
      assert.throws(call, (e) => e instanceof AddendError && e.code === "bad-argument" && e.hint !== "");
    });
  }

  test("100,000 renderings leave the memory where it was after 1,000", () => {
    const page = ["a message with *emphasis*, `code` and [a link](https://a.example/b)", "- a\n- b\n\n> c", "plain words, nothing else", "| a | b |\n|---|---|\n| c | d |", "HTML <b>as text</b> &amp; an entity"];
    const render = (times) => {
      for (let i = 0; i < times; i++) a.markdown(page[i % page.length], { profile: i % 2 ? "chat" : "post" });
    };
    render(1000);
    const before = memory.buffer.byteLength;
    render(99_000);
    // The collector's own tables still settle by a few pages; ten bytes lost by each call would be twice this.
    assert.ok(memory.buffer.byteLength <= before + 512 * 1024, `${before} bytes became ${memory.buffer.byteLength}`);
  });
});
