// How much of the specifications' own examples survives: what the parser makes of them before anything is sanitised,
// and what is left after, beside what other sanitisers leave of the same HTML. Trees are compared, not strings.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { gfmExamples } from "./corpora.mjs";
import { sanitisers } from "../../bench/harness/sanitisers.mjs";
import { openPage } from "./page.mjs";
import { root } from "../node/packed.mjs";

const named = JSON.parse(readFileSync(new URL("conformance.json", import.meta.url), "utf8"));
const { tests } = createRequire(import.meta.url)("commonmark-spec");
const tabs = (s) => s.replaceAll("→", "\t");
const suites = {
  CommonMark: tests.map((t) => ({ example: t.number, markdown: tabs(t.markdown), html: tabs(t.html) })),
  GFM: gfmExamples(),
};

describe("the examples of the specifications", () => {
  let open;
  before(async () => (open = await openPage()));
  after(() => open.close());

  for (const [name, examples] of Object.entries(suites)) {
    const skip = examples ? false : "the examples of GFM are not beside the project: CommonMark is held above";
    test(name, { skip }, async (t) => {
      const input = JSON.stringify(examples.map(({ example, markdown }) => ({ example, markdown })));
      const raw = JSON.parse(execFileSync("go", ["run", "./wasm/markdown/internal/conformance", "-gfm"], { cwd: root, input, maxBuffer: 1 << 26 }));
      const peers = (html) => Object.entries(sanitisers).map(([name, sanitised]) => [name, sanitised(html)]);
      const rows = await open.page.evaluate(compare, examples.map((e, i) => ({ ...e, raw: raw[i].html, peers: peers(raw[i].html) })));
      const list = (f) => rows.filter(f).map((r) => r.example);
      const safe = rows.filter((r) => r.safe);
      const ours = list((r) => r.safe && !r.ours);
      // How many survive: of all that are safe, and of those that show something.
      const survivors = (of) => Object.fromEntries(Object.keys(of[0].peers).map((who) => [who, of.filter((r) => r.peers[who]).length]).concat([["addend", of.filter((r) => r.ours).length], ["of", of.length]]));
      const survive = survivors(safe);
      const surviveShown = survivors(safe.filter((r) => r.shown));
      t.diagnostic(`${rows.length} examples; survive: ${JSON.stringify(survive)}; of those that show something: ${JSON.stringify(surviveShown)}`);
      const expected = named[name];
      assert.deepEqual(list((r) => !r.exact), expected.parser.flatMap((c) => c.examples).sort((a, b) => a - b), "before sanitising");
      assert.deepEqual(ours, expected.sanitised.flatMap((c) => c.examples).sort((a, b) => a - b), "after sanitising");
      // Some peers keep more: each example that they keep and that is not kept here is in the list above, with its reason.
      assert.deepEqual(survive, expected.survive, "how many survive");
      assert.deepEqual(surviveShown, expected.surviveShown, "how many survive of those that show something");
      for (const { reason } of [...expected.parser, ...expected.sanitised]) assert.ok(reason.length > 20, reason);
    });
  }
});

// Runs in the page.
function compare(examples) {
  const examplesOnly = (window.examplesOnly ??= trustedTypes.createPolicy("examples", { createHTML: (s) => s }));
  // The tree of HTML, in a document where nothing loads or runs.
  function inert(html) {
    const { body } = new DOMParser().parseFromString(examplesOnly.createHTML("<body>" + html.trim()), "text/html");
    return body;
  }
  const never = new Set("script style title textarea noscript template select option xmp iframe noembed noframes plaintext svg math form button object embed base meta link".split(" "));
  const schemes = /^(?:https?|mailto|tel):/i;

  // Safe is what the strict rules find nothing against: elements that HTML knows and that change nothing around them, no
  // handlers, styles, ids or classes of the author, and addresses that lead to pages, mail or telephones.
  function isSafe(root) {
    for (const e of root.querySelectorAll("*")) {
      if (e instanceof HTMLUnknownElement || e.localName.includes("-") || never.has(e.localName)) return false;
      for (const { name, value } of e.attributes) {
        if (name.startsWith("on") || ["style", "id", "name"].includes(name) || (name === "class" && !/^language-\S+$/.test(value))) return false;
        if ((name === "href" || name === "src") && !schemes.test(new URL(value, document.baseURI).href)) return false;
      }
    }
    return true;
  }

  // A browser shows something of it: text, an image, a line or a box. An unfinished tag swallows what is behind it, and
  // what shows nothing survives anything that leaves nothing.
  const isShown = (root) => root.textContent.trim() !== "" || root.querySelector("img, hr, input") !== null;

  // A tree in one way of writing it: without comments, processing instructions and white space between blocks, without
  // the attributes that we add to every link and image, with addresses as a browser resolves them.
  function canonical(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT | NodeFilter.SHOW_PROCESSING_INSTRUCTION);
    const comments = [];
    while (walker.nextNode()) comments.push(walker.currentNode);
    for (const c of comments) c.remove();
    for (const e of root.querySelectorAll("*")) {
      for (const name of ["rel", "dir", "loading", "decoding", "referrerpolicy"]) e.removeAttribute(name);
      if (e.getAttribute("alt") === "") e.removeAttribute("alt");
      for (const name of ["href", "src"]) {
        if (e.hasAttribute(name)) e.setAttribute(name, URL.canParse(e.getAttribute(name), document.baseURI) ? new URL(e.getAttribute(name), document.baseURI).href : "?");
      }
      const sorted = [...e.attributes].map((a) => [a.name, a.value]).sort((a, b) => (a[0] < b[0] ? -1 : 1));
      for (const [name] of sorted) e.removeAttribute(name);
      for (const [name, value] of sorted) if (/^[a-z_:][\w:.-]*$/i.test(name)) e.setAttribute(name, value);
    }
    root.normalize();
    return root.innerHTML.replace(/\s+/g, " ").replace(/ ?(<[^>]*>) ?/g, "$1").trim();
  }

  return examples.map(({ example, markdown, html, raw, peers }) => {
    const purified = document.createElement("div");
    purified.append(window.purify.sanitize(raw, { RETURN_DOM_FRAGMENT: true }));
    const want = canonical(inert(raw));
    return {
      example,
      exact: want === canonical(inert(html)),
      safe: isSafe(inert(raw)),
      shown: isShown(inert(raw)),
      ours: canonical(inert(String(window.addend.markdown(markdown, { profile: "post" })))) === want,
      peers: { DOMPurify: canonical(purified) === want, ...Object.fromEntries(peers.map(([name, left]) => [name, canonical(inert(left)) === want])) },
    };
  });
}
