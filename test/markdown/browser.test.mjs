// What a browser makes of hostile texts: nothing runs, nothing is asked for but plain images, the string and the
// mounted nodes are one document, and a second sanitiser has nothing to do.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { ownPayloads, publicPayloads } from "./corpora.mjs";
import { openPage, renderAll } from "./page.mjs";

// What DOMPurify changes in our output although nothing is wrong with it.
const known = [
  / (?:title|alt)="(?:\s[^"]*|[^"]*\s)"/, // it trims attributes; a title that an author wrote over several lines stays as it is
  /(?:title|alt)="[^"]*&lt;\/(?:style|title|textarea|xmp|noembed|noframes|iframe|noscript|script|template|select|option)/i, // it drops attributes that name the end of an element with raw text; there is none in our output that they could end
];

describe("hostile texts in Chromium", () => {
  let open;
  const payloads = [...ownPayloads(), ...publicPayloads()];
  before(async () => (open = await openPage()));
  after(() => open.close());

  for (const options of [
    { profile: "chat" },
    { profile: "post" },
    { profile: "post", html: "drop", idPrefix: "user-content-", links: { target: "_blank" }, images: "click", hashtags: { url: "/tags/{tag}" } },
  ]) {
    test(`as ${JSON.stringify(options)}`, async (t) => {
      const { page, asked } = open;
      asked.length = 0;
      const results = await renderAll(page, payloads.map((p) => p.input), options);
      t.diagnostic(`${results.length} texts`);
      const ids = (wrong) => results.flatMap((r, i) => (wrong(r, payloads[i]) ? [`${payloads[i].id}: ${r.html.slice(0, 200)}`] : []));
      assert.deepEqual(ids((r) => !r.same), [], "the string and the nodes differ");
      assert.deepEqual(ids((r) => r.parsed !== r.purified && !known.some((rx) => rx.test(r.html))), [], "DOMPurify changes the output");
      assert.deepEqual(ids((r) => r.direction !== "auto"), [], "a mounted message has no direction of its own");
      assert.deepEqual(await page.evaluate(() => window.ran), []);
      assert.deepEqual(asked.filter((r) => r.type !== "image"), []);
    });
  }

  test("a click shows an image where it stands", async () => {
    const shown = await open.page.evaluate(() => {
      const main = document.querySelector("main");
      window.addend.mount(main, '![a *b*](/x.png "c")', { images: "click" });
      const link = main.querySelector("a");
      const before = main.querySelector("img");
      link.click();
      const image = main.querySelector("img");
      return { before, left: main.querySelector("a"), alt: image.alt, title: image.title, src: image.getAttribute("src"), policy: image.referrerPolicy };
    });
    assert.deepEqual(shown, { before: null, left: null, alt: "a b", title: "c", src: "/x.png", policy: "no-referrer" });
  });

  test("an element in the page and one that is not, empty and full, show the same, and what was there goes at once", async () => {
    const text = "# a\n\nb **c**\n\n- d\n- e\n\n> f";
    const { want, seen, changes } = await open.page.evaluate(async (text) => {
      const want = String(window.addend.markdown(text, { profile: "post" }));
      const seen = [];
      let changes;
      for (const inPage of [false, true]) {
        for (const before of ["", "before"]) {
          const element = document.createElement("article");
          if (before) element.append(before, document.createElement("i"));
          if (inPage) document.querySelector("main").replaceChildren(element);
          const watch = new MutationObserver(() => {});
          watch.observe(element, { childList: true });
          window.addend.mount(element, text, { profile: "post" });
          if (inPage && before) changes = watch.takeRecords().length;
          seen.push(element.innerHTML);
        }
      }
      return { want, seen, changes };
    }, text);
    const loose = (html) => html.replaceAll(/>\s+</g, "><").trim();
    assert.deepEqual(seen.map(loose), Array(4).fill(loose(want)));
    assert.equal(changes, 1, "one change of what a reader sees");
  });

  test("mounting needs no Trusted Types policy, and keeps a direction that is there", async () => {
    const seen = await open.page.evaluate(() => {
      const element = document.createElement("p");
      element.dir = "rtl";
      element.append("before");
      const error = window.addend.mount(element, "> ".repeat(100) + "\ufeffa");
      return { dir: element.dir, text: element.textContent, code: error.code };
    });
    assert.deepEqual(seen, { dir: "rtl", text: "> ".repeat(100) + "\ufeffa", code: "too-deep" });
  });
});
