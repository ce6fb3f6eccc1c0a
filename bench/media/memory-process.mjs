// Reads one file with one contender and prints {peak}: bytes of memory beyond what it had after a small file.
import { openAsBlob } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { contenders } from "./contenders.mjs";

const [npm, warm, file, name] = process.argv.slice(2);
const { load } = await import(pathToFileURL(join(npm, "index.js")));
const wasm = resolve(import.meta.dirname, "../node_modules/mediainfo.js/dist/MediaInfoModule.wasm");
const contender = (await contenders(await load(), wasm))[name];
if (contender) {
  for (let i = 0; i < 3; i++) await contender(await openAsBlob(warm)).catch(() => {});
  globalThis.gc();
  const before = process.memoryUsage.rss();
  const most = process.resourceUsage().maxRSS * 1024; // what start-up took may be more than the call
  await contender(await openAsBlob(file)).catch(() => {});
  const peak = process.resourceUsage().maxRSS * 1024;
  console.log(JSON.stringify({ peak: peak > most ? peak - before : Math.max(0, process.memoryUsage.rss() - before) }));
}
