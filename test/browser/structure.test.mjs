// The rules of the page's house, read off its source.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

const web = new URL("../../web/", import.meta.url);
const sources = readdirSync(web, { recursive: true }).filter((path) => /\.(js|css|html)$/.test(path)).map((path) => ({ path, text: readFileSync(new URL(path, web), "utf8") }));
const scripts = sources.filter(({ path }) => path.endsWith(".js"));
const parts = scripts.filter(({ path }) => path.startsWith("parts/"));

test("a part fits on two screens", () => {
  assert.ok(parts.length > 10);
  for (const { path, text } of parts) assert.ok(text.split("\n").length <= 151, `${path} has ${text.split("\n").length} lines`);
});

test("no part imports another, or calls the server", () => {
  for (const { path, text } of parts) {
    for (const [, from] of text.matchAll(/^import .*from "(.+)"/gm)) assert.match(from, /^\.\.\/(view|audio)\//, `${path} imports ${from}`);
    assert.doesNotMatch(text, /\bfetch\(|XMLHttpRequest/, path);
  }
});

test("HTML is written nowhere", () => {
  const sinks = /innerHTML|outerHTML|insertAdjacentHTML|document\.write|setHTMLUnsafe|createContextualFragment|\beval\(|new Function/;
  assert.deepEqual(scripts.filter(({ text }) => sinks.test(text)).map(({ path }) => path), []);
});

/** What the browser fetches for a file: it and all that it imports, but not what it only fetches when asked. */
function reached(path, found = new Set()) {
  if (found.has(path)) return found;
  found.add(path);
  const { text } = scripts.find((one) => one.path === path);
  for (const [, from] of text.matchAll(/^(?:import|export) .*?"(\.{1,2}\/[^"]+)";$/gm)) reached(fileURLToPath(new URL(from, new URL(path, web))).slice(fileURLToPath(web).length), found);
  return found;
}

const sizes = new Map(scripts.map(({ path, text }) => [path, brotliCompressSync(text).length]));
const weigh = (paths) => [...paths].reduce((sum, path) => sum + sizes.get(path), 0);
const scenes = [...scripts.find(({ path }) => path === "routes.js").text.matchAll(/import\("\.\/(scenes\/[\w-]+\.js)"\)/g)].map(([, path]) => path);
function walk() {
  const files = reached("app.js");
  for (const name of ["home", "feed", "chat", "community", "post", "profile"]) reached(`scenes/${name}.js`, files);
  return files;
}

test("no view needs more than 60 KB of the page's JavaScript, as Brotli sends it", () => {
  assert.ok(scenes.length > 10);
  for (const scene of scenes) {
    const size = weigh(reached(scene, reached("app.js")));
    assert.ok(size > 20_000 && size <= 60_000, `${scene} with all it imports weighs ${size} bytes`);
  }
});

// What somebody loads who reads the feed, a chat, a community, a post and a
// profile; recorders, dialogs and forms come when they are opened first.
test("a signed-in person's walk through the views loads no more than 60 KB in all", () => {
  const size = weigh(walk());
  assert.ok(size > 30_000 && size <= 60_000, `${size} bytes`);
});

test("docs/demo.md says what it weighs", () => {
  const views = reached("app.js");
  for (const scene of scenes) reached(scene, views);
  const said = [...readFileSync(new URL("../docs/demo.md", web), "utf8").matchAll(/^\| .+ \| (\d+) \| (\d+) \|$/gm)].map(([, files, size]) => [Number(files), Number(size)]);
  const sets = [reached("app.js"), walk(), views, scripts.map(({ path }) => path)];
  assert.equal(said.length, sets.length);
  for (const [i, set] of sets.entries()) {
    const [files, size] = [[...set].length, weigh(set) / 1000];
    assert.ok(said[i][0] === files && Math.abs(said[i][1] - size) <= 1, `row ${i + 1} says ${said[i]}, counted are ${files} files, ${size} KB`);
  }
});

test("no inline script or style, and no address of another host", () => {
  const html = sources.find(({ path }) => path === "index.html").text;
  assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=|<script>/);
  assert.equal([...html.matchAll(/<script/g)].length, [...html.matchAll(/<script [^>]*src="\//g)].length);
  for (const { path, text } of sources) {
    for (const [address] of text.matchAll(/https?:\/\/[^\s"'`)]+/g)) assert.equal(address, "http://www.w3.org/2000/svg", `${path} names ${address}`);
  }
});
