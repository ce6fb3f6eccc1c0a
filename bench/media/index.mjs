import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { availableParallelism, loadavg } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { bundle } from "../harness/bundle.mjs";
import { inBrowser } from "./browser.mjs";
import { corpus } from "./corpus.mjs";
import { inNode } from "./in-node.mjs";
import { largeFiles } from "./large.mjs";
import { peakMemory } from "./memory.mjs";
import { indexed, walks } from "./promises.mjs";
import { report } from "./report.mjs";
import { inRounds } from "./rounds.mjs";

// Asks everybody about the same files, prints the tables and writes dist/bench/media.json.
export async function media(options) {
  const files = corpus(options);
  const limits = { calls: options.quick ? 1 : 4, limitMs: options.quick ? 5_000 : 20_000 };
  console.error(`media: ${files.files.length} files in Chromium`);
  const browser = await inBrowser(files, options, limits);
  console.error("media: the same in Node");
  const node = await inNode(files, options, limits);
  const large = await aboutLarge(options, limits);
  const result = { date: new Date().toISOString(), quick: options.quick, files: files.files, browser, node, large, sizes: await sizes(options) };
  await mkdir(options.out, { recursive: true });
  await writeFile(join(options.out, "media.json"), JSON.stringify(result, null, 2) + "\n");
  console.log(report(result));
}

// Recordings of two hours, and a film of a gigabyte: only where ffmpeg can make them, and not in quick mode.
async function aboutLarge(options, limits) {
  if (options.quick) return { files: [], why: "quick mode: no large files" };
  console.error("media: making large files, once");
  const large = await largeFiles(join(options.out, "large"), options.root);
  if (!large.files.length) return large;
  console.error(`media: ${large.files.length} large files in Chromium`);
  const { answers } = await inBrowser(large, options, { ...limits, calls: 2 }, { chosen: true });
  console.error("media: peak memory in Node");
  const names = Object.keys(Object.values(answers)[0]);
  const memory = await peakMemory(join(large.folder, "gigabyte.mp4"), options, names, limits);
  console.error("media: again and again");
  const repeated = { folder: large.folder, files: large.files.filter(({ file }) => [...walks, ...indexed].includes(file)) };
  const before = loadavg()[0];
  const rounds = await inRounds(repeated, options, { rounds: 10, limitMs: 10_000 });
  return { ...large, answers, memory, rounds, load: `${before.toFixed(1)} to ${loadavg()[0].toFixed(1)} on ${availableParallelism()} cores` };
}

// What a page downloads, with gzip -9, peers bundled and minified.
async function sizes({ npm, out }) {
  const packages = resolve(import.meta.dirname, "../node_modules");
  const bundled = async (name, source) => readFile(await bundle({ source }, join(out, "size"), { name }));
  const parts = {
    "addend": [await readFile(join(npm, "addend.wasm")), await readFile(join(npm, "index.js")), await readFile(join(npm, "reading.js"))],
    "mediainfo.js": [
      await bundled("mediainfo", `export { default } from "mediainfo.js";`),
      await readFile(join(packages, "mediainfo.js/dist/MediaInfoModule.wasm")),
    ],
    "mediabunny computeDuration": [await bundled("mediabunny", `export { ALL_FORMATS, BlobSource, Input } from "mediabunny";`)],
    "music-metadata": [await bundled("music-metadata", `export { parseBlob } from "music-metadata";`)],
  };
  if (existsSync(join(npm, "media.wasm"))) parts.lean = [await readFile(join(npm, "media.wasm")), await readFile(join(npm, "media.js")), await readFile(join(npm, "reading.js"))];
  parts["music-metadata duration:true"] = parts["music-metadata"];
  const gz = async (b) => (await promisify(gzip)(b, { level: 9 })).length;
  const entries = Object.entries(parts).map(async ([name, list]) => [name, (await Promise.all(list.map(gz))).reduce((a, b) => a + b, 0)]);
  return Object.fromEntries(await Promise.all(entries));
}
