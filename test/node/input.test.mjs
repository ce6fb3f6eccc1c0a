// Bad and hostile input: each gets a typed error with a hint, nothing is lost, and nothing takes long.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { packed } from "./packed.mjs";

describe("input", () => {
  let pack, a, AddendError, plain;
  before(async () => {
    pack = await packed();
    ({ AddendError, plain } = pack.addend);
    a = await pack.addend.load();
  });
  after(() => pack.remove());

  test("51 MB of Markdown come back escaped, with an error, faster than they could be parsed", () => {
    const line = "<b>*a*</b> & more\n";
    const text = line.repeat((51 * 1024 * 1024) / line.length);
    const { html, error } = a.render(text, { profile: "post" });
    assert.ok(error instanceof AddendError);
    assert.equal(error.code, "too-long");
    assert.match(error.message, /\d+ characters, the limit is 1048576/);
    assert.equal(html, plain(text));
    assert.ok(html.startsWith("&lt;b&gt;*a*&lt;/b&gt; &amp; more<br>\n"));
    assert.equal(a.markdown("*a*"), "<p><em>a</em></p>\n");
  });

  test("the limit is one of bytes: the module counts them where characters cannot tell", () => {
    const most = 1 << 20;
    assert.equal(a.render("a".repeat(most)).error, null);
    assert.equal(a.render("é".repeat(most / 2)).error, null);
    const { html, error } = a.render("é".repeat(most / 2) + "<");
    assert.equal(error.code, "too-long");
    assert.ok(html.endsWith("é&lt;"));
  });

  for (const [name, code, text] of [
    ["lists in lists", "too-deep", "- ".repeat(4000) + "x" + "\n".repeat(4000)],
    ["quotes in quotes", "too-deep", "> ".repeat(10000)],
    ["half-written pointy links", "too-complex", "[a](<b".repeat(4000) + ")"],
    ["a table of empty cells", "too-complex", "|a".repeat(2000) + "|\n" + "|-".repeat(2000) + "|\n" + "x\n".repeat(6000)],
    ["one long address, used often", "too-complex", "[a]: /" + "b".repeat(9000) + "\n\n" + "[a]".repeat(3500)],
  ]) {
    test(`${name}: escaped, whole, and ${code}`, () => {
      for (const profile of ["chat", "post"]) {
        const { html, error } = a.render(text, { profile });
        assert.equal(error?.code, code);
        assert.ok(error.hint.length > 10);
        assert.equal(html, plain(text));
      }
    });
  }

  for (const text of ["[".repeat(20000), "*a_ ".repeat(5000), "_a".repeat(10000) + "@b.c", "&".repeat(20000), '<a b="'.repeat(3000), "![[".repeat(6000), "\n".repeat(20000), "[a](b".repeat(4000), "![a](".repeat(4000), "[a](b".repeat(4000) + ")", "![a](".repeat(4000) + ")"]) {
    test(`${JSON.stringify(text.slice(0, 6))}… is rendered`, () => {
      for (const profile of ["chat", "post"]) assert.equal(a.render(text, { profile }).error, null);
    });
  }

  test("plain() and the module escape alike", () => {
    const text = `<a href="x">'&amp;'</a>\r\nb\rc\0d\n`;
    assert.equal(plain(text), "&lt;a href=&#34;x&#34;&gt;&#39;&amp;amp;&#39;&lt;/a&gt;<br>\nb<br>\nc\uFFFDd<br>\n");
    assert.equal(a.render(text + "> ".repeat(100)).html, plain(text + "> ".repeat(100)));
    assert.equal(pack.addend.onlyPlain("<"), "&lt;");
  });

  test("broken text is made whole", () => {
    assert.equal(a.markdown("a\ud800b"), "<p>a\ufffdb</p>\n");
    assert.equal(a.markdown("a\0b"), "<p>a\ufffdb</p>\n");
    assert.equal(a.markdown(""), "");
    assert.equal(a.markdown(" \n "), "");
  });

  test("text() gives readable text, cut between characters", () => {
    assert.equal(a.text("# Hi *there*\n\n- [x] a\n- b\n\n`c` <i>d</i> [e](https://f.example) ![g](h)"), "Hi there\n- [x] a\n- b\nc <i>d</i> e g");
    assert.equal(a.text("**abcdef**", { limit: 4 }), "abc…");
    assert.equal(a.text("👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", { limit: 2 }), "👩‍👩‍👧…");
    assert.equal(a.text("ab", { limit: 2 }), "ab");
    assert.equal(a.text("x".repeat(2 << 20), { limit: 5 }), "xxxx…");
    assert.throws(() => a.text("a", { limit: -1 }), { code: "bad-argument" });
  });

  for (const [what, call, code] of [
    ["no text", () => a.markdown(undefined), "bad-argument"],
    ["an unknown profile", () => a.markdown("a", { profile: "toString" }), "unknown-profile"],
    ["an empty file id", () => a.fileURL("", { base: "/files" }), "bad-file-id"],
    ["an address for a file id", () => a.fileURL("https://api.sg.amity.co/api/v3/files/x", { region: "sg" }), "bad-file-id"],
    ["a number for a file id", () => a.fileURL(7, { base: "/files" }), "bad-file-id"],
    ["no target", () => a.fileURL("x"), "bad-target"],
    ["an unknown code", () => a.explain(123456), "unknown-code"],
    ["no code", () => a.explain(new Error("it broke")), "bad-code"],
    ["no code at all", () => a.explain(), "bad-code"],
    ["a duration that is no number", () => a.formatDuration("7"), "bad-argument"],
  ]) {
    test(`${what}: ${code}`, () => {
      assert.throws(call, (e) => e instanceof AddendError && e.code === code && e.message.length > 5 && e.hint.length > 5);
    });
  }

  for (const value of [400311, "400311", { status: "error", code: 400311, message: "x" }, new Error("Amity SDK (400311): Rate limit"),
    new Error("sending failed", { cause: { code: 400311 } }), { error: { code: 400311 } }]) {
    test(`explain(${value instanceof Error ? value : JSON.stringify(value)})`, () => {
      const e = a.explain(value);
      assert.deepEqual(Object.keys(e), ["code", "name", "title", "cause", "remedy", "retry"]);
      assert.equal(e.code, 400311);
      assert.equal(e.retry, "later");
    });
  }
});
