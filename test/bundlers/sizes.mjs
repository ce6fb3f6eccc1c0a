// What the package weighs: each entry as a bundler would make it, minified, and each module; raw, gzip and brotli.
//   node test/bundlers/sizes.mjs [--write]
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompress, constants, gzip } from "node:zlib";
import { promisify } from "node:util";
import { build } from "esbuild";

const recorded = new URL("./sizes.json", import.meta.url);

// In bytes of brotli. What one entry needs before its module is 8 KiB; the modules may grow by what a feature is worth.
const glue = 8 * 1024;
const budget = { "addend": glue, "addend/worker": glue, "addend/thread": glue, "addend/element": glue, "addend/client": glue, "addend/media": glue, "addend/plain": 1024, "addend.wasm": 1_050_000, "media.wasm": 700_000 };

export async function measure(home) {
  const sizes = [];
  for (const entry of ["index", "worker", "thread", "element", "client", "media", "plain"]) {
    const { outputFiles } = await build({ entryPoints: [path.join(home, `${entry}.js`)], bundle: true, minify: true, format: "esm", write: false, outdir: home, splitting: true, legalComments: "none" });
    const main = outputFiles.find((f) => path.basename(f.path) === `${entry}.js`);
    // What a start fetches: the entry and what it imports outright, not what it may import later.
    const needed = new Set([main]);
    for (const file of needed) {
      for (const [, name] of file.text.matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)) needed.add(outputFiles.find((f) => path.basename(f.path) === name));
    }
    sizes.push(await weigh(entry === "index" ? "addend" : `addend/${entry}`, Buffer.concat([...needed].map((f) => Buffer.from(f.contents)))));
  }
  for (const name of ["addend.wasm", "media.wasm"]) sizes.push(await weigh(name, await readFile(path.join(home, name))));
  return sizes;
}

async function weigh(name, bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length, [constants.BROTLI_PARAM_LGWIN]: 24 };
  const [gz, br] = await Promise.all([promisify(gzip)(bytes, { level: 9 }), promisify(brotliCompress)(bytes, { params })]);
  return { name, raw: bytes.length, gzip: gz.length, brotli: br.length, budget: budget[name] };
}

// The table, with the change against what the last commit recorded.
export async function table(sizes) {
  const before = JSON.parse(await readFile(recorded, "utf8").catch(() => "{}"));
  const rows = sizes.map(({ name, raw, gzip, brotli, budget }) => {
    const change = before[name] === undefined ? "new" : `${brotli >= before[name] ? "+" : ""}${brotli - before[name]}`;
    return [name, raw, gzip, brotli, change, budget ?? ""].map((v, i) => (i ? String(v).padStart(10) : String(v).padEnd(16))).join("");
  });
  return [["size in bytes".padEnd(16), ...["raw", "gzip", "brotli", "change", "budget"].map((v) => v.padStart(10))].join(""), ...rows].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sizes = await measure(fileURLToPath(new URL("../../dist/npm", import.meta.url)));
  console.log(await table(sizes));
  if (process.argv.includes("--write")) await writeFile(recorded, JSON.stringify(Object.fromEntries(sizes.map((s) => [s.name, s.brotli])), null, 2) + "\n");
}
