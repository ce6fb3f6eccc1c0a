// Runs in the benchmark's page: holds the contenders and the texts, and works when it is told to. The clock is
// outside (harness/cpu.mjs).
import { load } from "/addend/index.js";
import { addendContender } from "./addend.mjs";
import { contenders, prepare } from "./contenders.mjs";
import { baseline } from "./rows.mjs";
import { hostile, looksSafe, referenceOf, verify } from "./verify.mjs";
import { ways } from "./ways.mjs";

const jobs = new Map();
const inert = document.implementation.createHTMLDocument(); // where images do not load
let all, texts;

async function start() {
  const [addend, module] = await Promise.all([load(), WebAssembly.compileStreaming(fetch("/md4w-fast.wasm"))]);
  await prepare(module);
  all = [addendContender(addend), ...contenders(window)];
  texts = await (await fetch("/corpora.json")).json();
  for (const contender of all) {
    const safe = ["chat", "post"].every((profile) => looksSafe(parsed(contender[profile](hostile))));
    if (safe !== contender.safe) throw new Error(`${contender.name} is listed as ${contender.safe ? "safe" : "not safe"}, and it is the opposite`);
  }
  return { version: addend.version, contenders: all.map(({ name, safe }) => ({ name, safe })) };
}

function parsed(html) {
  const template = inert.createElement("template");
  template.innerHTML = html;
  return template.content;
}

function read(html) {
  const content = parsed(html);
  return { text: content.textContent, elements: content.querySelectorAll("*").length };
}

// Makes the jobs of a row on one corpus, and answers what verifying them found, by label, and what is not there.
function prepareRow({ texts: part, profile, way }, corpus) {
  jobs.clear();
  const list = texts[corpus][part];
  const reference = referenceOf(all.find((c) => c.name === baseline)[profile], list, read);
  const verified = {};
  const missing = [];
  for (const contender of all) {
    const made = ways[way](contender, profile, list);
    if (!made) missing.push(contender.name);
    if (made?.missing) missing.push(made.missing);
    for (const { label, answer, work } of made ?? []) {
      verified[label] = { safe: contender.safe, ...verify(answer, reference, list, read) };
      if (!verified[label].failure) jobs.set(label, work);
    }
  }
  return { texts: list.length, verified, missing };
}

// Does a job so many times, and answers how long the clock on the wall says it took, in milliseconds.
function run(label, passes) {
  const work = jobs.get(label);
  const before = performance.now();
  for (let n = 0; n < passes; n++) work();
  return performance.now() - before;
}

window.bench = { start, prepareRow, run };
