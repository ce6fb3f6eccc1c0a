import assert from "node:assert/strict";
import { test } from "node:test";
import { JSDOM } from "jsdom";
import { Marked } from "marked";
import { hostile, looksSafe, referenceOf, verify } from "./verify.mjs";

const { window } = new JSDOM("");
const marked = new Marked({ gfm: true });
const parsed = (html) => Object.assign(window.document.createElement("template"), { innerHTML: html }).content;
const read = (html) => ({ text: parsed(html).textContent, elements: parsed(html).querySelectorAll("*").length });
const texts = ["Hello **world**, how are you", "- one thing\n- another *thing*\n", "see [the manual](https://example.org) first"];
const reference = referenceOf((t) => marked.parse(t), texts, read);
const escape = (t) => t.replaceAll("<", "&lt;");

test("a contender that does not do the work gets no figure", () => {
  for (const [what, render, failure] of [
    ["renders", (t) => marked.parse(t), null],
    ["throws", () => { throw new Error("out of luck"); }, /out of luck/],
    ["gives nothing", () => "", /3 of 3 texts gave nothing/],
    ["gives one text nothing", (t) => (t === texts[1] ? " " : marked.parse(t)), /1 of 3 texts gave nothing/],
    ["shows the text unrendered", (t) => `<p>${escape(t)}</p>`, /elements where the reference has/],
    ["loses words", () => "<p><b>Hello</b> <i>thing</i> <u>manual</u></p><ul><li>x</li></ul>", /lost more than 30 %/],
  ]) {
    const found = verify(render, reference, texts, read);
    if (failure) assert.match(found.failure ?? "no failure", failure, what);
    else assert.equal(found.failure, null, what);
  }
});

test("what lets a hostile text through does not look safe", () => {
  for (const [html, safe] of [
    [marked.parse(hostile), false],
    [`<p>${escape(hostile)}</p>`, true],
    [`<a href=" JavaScript:alert(1)">x</a>`, false],
    [`<a href="https://example.org">x</a>`, true],
    [`<p onclick="x()">x</p>`, false],
    ["<iframe></iframe>", false],
  ]) {
    assert.equal(looksSafe(parsed(html)), safe, html);
  }
});
