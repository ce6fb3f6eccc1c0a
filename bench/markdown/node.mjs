// The row in Node, where there is no DOM: the module against DOMPurify over jsdom, and against those that need none.
// A process of its own: jsdom and a browser's page side by side would share one garbage collector with this program.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import createDOMPurify from "dompurify";
import { JSDOM } from "jsdom";
import { Marked } from "marked";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import sanitizeHtml from "sanitize-html";
import { ownClock } from "../harness/cpu.mjs";
import { interleave } from "../harness/interleave.mjs";
import { addendContender } from "./addend.mjs";
import { baseline, nodeRows } from "./rows.mjs";
import { referenceOf, verify } from "./verify.mjs";

const [npm, corporaFile, mode] = process.argv.slice(2);
const { load } = await import(pathToFileURL(`${npm}/index.js`));
const corpora = JSON.parse(readFileSync(corporaFile, "utf8"));

const { window } = new JSDOM("");
const purifier = createDOMPurify(window);
const marked = { chat: new Marked({ gfm: true, breaks: true }), post: new Marked({ gfm: true }) };
const both = (f) => ({ chat: f("chat"), post: f("post") });
const tags = { allowedTags: [...sanitizeHtml.defaults.allowedTags, "img", "del", "input", "details", "summary"] };
const contenders = [
  addendContender(await load()),
  { name: baseline, ...both((p) => (t) => purifier.sanitize(marked[p].parse(t))) },
  { name: "marked + sanitize-html", ...both((p) => (t) => sanitizeHtml(marked[p].parse(t), tags)) },
  { name: "micromark (drops HTML)", ...both(() => (t) => micromark(t, { extensions: [gfm()], htmlExtensions: [gfmHtml()] })) },
];

const template = window.document.createElement("template");
function read(html) {
  template.innerHTML = html;
  return { text: template.content.textContent, elements: template.content.querySelectorAll("*").length };
}

let sink; // what keeps an answer from being optimised away
const results = [];
for (const row of nodeRows) {
  for (const [corpus, parts] of Object.entries(corpora)) {
    const texts = parts[row.texts];
    const reference = referenceOf(contenders.find((c) => c.name === baseline)[row.profile], texts, read);
    const verified = {};
    for (const c of contenders) verified[c.name] = { safe: true, ...verify(c.checked?.[row.profile] ?? c[row.profile], reference, texts, read) };
    const labels = Object.keys(verified).filter((label) => !verified[label].failure);
    const run = (label, passes) => {
      const render = contenders.find((c) => c.name === label)[row.profile];
      globalThis.gc();
      const before = { cpu: ownClock(), wall: performance.now() };
      for (let n = 0; n < passes; n++) for (const text of texts) sink = render(text);
      const wall = performance.now() - before.wall;
      return { cpu: ownClock() - before.cpu, wall };
    };
    const limits = mode === "quick" ? { rounds: 3, sampleMs: 40 } : { rounds: 5, sampleMs: 100 };
    results.push({ row: row.name, corpus, texts: texts.length, verified, missing: [], contenders: await interleave(labels, baseline, run, limits) });
  }
}
process.stdout.write(JSON.stringify(results));
process.exit(0);
