import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { marked } from "marked";

// The READMEs of the npm packages that this folder's and the tests' lock files install: Markdown that nobody here
// wrote, the same wherever the same packages are installed.
export function readmes() {
  const room = resolve(import.meta.dirname, "../..");
  const texts = new Set();
  for (const root of [join(room, "node_modules"), join(room, "../test/node_modules")]) {
    if (!existsSync(root)) continue;
    for (const folder of packages(root)) {
      const name = readdirSync(folder).find((n) => /^readme(\.md|\.markdown)?$/i.test(n));
      if (name) texts.add(readFileSync(join(folder, name), "utf8"));
    }
  }
  if (texts.size < 50) throw new Error(`only ${texts.size} READMEs found: run npm ci in bench/`);
  return shuffled([...texts]);
}

function* packages(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name.startsWith(".")) continue;
    const path = join(folder, entry.name);
    if (entry.name.startsWith("@")) {
      yield* packages(path);
      continue;
    }
    yield path;
    if (existsSync(join(path, "node_modules"))) yield* packages(join(path, "node_modules"));
  }
}

// Whole READMEs of the length of a post: the platform takes 50,000 characters.
export const asPosts = (texts, count) => texts.filter((t) => t.length >= 500 && t.length <= 50_000).slice(0, count);

// Paragraphs of 40 to 400 bytes, each as a message. A fenced block is not cut, and what only defines link targets for
// the rest of its README is left out: alone it is an empty message.
export function asMessages(texts, count) {
  const fits = (p) => Buffer.byteLength(p) >= 40 && Buffer.byteLength(p) <= 400 && !/^ {0,3}\[[^\]\n]+\]:/.test(p);
  const paragraphs = new Set(texts.flatMap(paragraphsOf).filter(fits));
  return shuffled([...paragraphs]).slice(0, count);
}

function paragraphsOf(text) {
  const out = [];
  let lines = [];
  let fence = "";
  for (const line of text.split(/\r?\n/)) {
    const mark = /^ {0,3}(```+|~~~+)/.exec(line)?.[1];
    if (mark && (!fence || (mark.startsWith(fence) && line.trim() === mark))) fence = fence ? "" : mark;
    if (line.trim() || fence) {
      lines.push(line);
    } else if (lines.length) {
      out.push(lines.join("\n"));
      lines = [];
    }
  }
  if (lines.length && !fence) out.push(lines.join("\n"));
  return out;
}

// One text of about so many bytes: READMEs one after the other, those with raw HTML or those without, from the start
// again when there are not enough.
export function asOne(texts, bytes, { html }) {
  const fitting = texts.filter((t) => hasRawHTML(t) === html);
  const parts = [];
  for (let length = 0, i = 0; ; i++) {
    const text = fitting[i % fitting.length];
    length += Buffer.byteLength(text) + 2;
    if (length > bytes) {
      if (parts.length) return parts.join("\n\n");
      continue;
    }
    parts.push(text);
  }
}

// Whether a parser finds a tag or a comment in it, code aside.
export function hasRawHTML(text) {
  let found = false;
  marked.walkTokens(marked.lexer(text), (token) => (found ||= token.type === "html"));
  return found;
}

// An order that depends on the texts alone, so that a sample of them is not a sample of the alphabet.
function shuffled(texts) {
  const key = new Map(texts.map((t) => [t, createHash("sha256").update(t).digest("hex")]));
  return texts.sort((a, b) => (key.get(a) < key.get(b) ? -1 : 1));
}
