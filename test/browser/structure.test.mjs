// The rules of the page's house, read off its source.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
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

test("HTML is written in one place only", () => {
  const sinks = /innerHTML|outerHTML|insertAdjacentHTML|document\.write|setHTMLUnsafe|createContextualFragment|\beval\(|new Function/;
  assert.deepEqual(scripts.filter(({ text }) => sinks.test(text)).map(({ path }) => path), ["parts/rich-text.js"]);
});

test("the page's JavaScript is at most 60 KB, as Brotli sends it", () => {
  const sizes = scripts.map(({ path, text }) => [brotliCompressSync(text).length, path]);
  const sum = sizes.reduce((total, [size]) => total + size, 0);
  assert.ok(sum > 10_000, "the page's scripts were not found");
  assert.ok(sum <= 60_000, `${sum} bytes; the largest: ${sizes.sort(([a], [b]) => b - a).slice(0, 5).join("; ")}`);
});

test("no inline script or style, and no address of another host", () => {
  const html = sources.find(({ path }) => path === "index.html").text;
  assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=|<script>/);
  assert.equal([...html.matchAll(/<script/g)].length, [...html.matchAll(/<script [^>]*src="\//g)].length);
  for (const { path, text } of sources) {
    for (const [address] of text.matchAll(/https?:\/\/[^\s"'`)]+/g)) assert.equal(address, "http://www.w3.org/2000/svg", `${path} names ${address}`);
  }
});
