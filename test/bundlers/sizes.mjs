// What the package weighs: each entry as a bundler would make it, minified, and each module; raw, gzip and brotli.
//   node test/bundlers/sizes.mjs [--write]
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompress, constants, gzip } from "node:zlib";
import { promisify } from "node:util";
import { build } from "esbuild";

const file = "test/bundlers/sizes.json"; // what each commit records of itself, in bytes of brotli
const root = fileURLToPath(new URL("../../", import.meta.url));
const git = (...args) => promisify(execFile)("git", args, { cwd: root }).then(({ stdout }) => stdout, () => null);

// In bytes of brotli. What one entry needs before its module is 8 KiB; the modules may grow by what a feature is worth.
const glue = 8 * 1024;
const budget = { "addend": glue, "addend/worker": glue, "addend/thread": glue, "addend/element": glue, "addend/client": glue, "addend/media": glue, "addend/plain": 1024, "addend.wasm": 1_050_000, "media.wasm": 700_000 };
const larger = { "addend.wasm": { raw: 8_000_000, gzip: 1_480_000 }, "media.wasm": { raw: 4_500_000, gzip: 870_000 } };

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
  return { name, raw: bytes.length, gzip: gz.length, brotli: br.length, budget: budget[name], over: over(name, { raw: bytes.length, gzip: gz.length, brotli: br.length }) };
}

// Which of its figures are past what it may have.
function over(name, figures) {
  const most = { ...larger[name], brotli: budget[name] };
  return Object.keys(most).filter((form) => !(figures[form] <= most[form])).map((form) => `${name}: ${figures[form]} ${form} > ${most[form]}`);
}

export const recorded = async () => JSON.parse(await readFile(path.join(root, file), "utf8"));

// What the last commit recorded: the one before this one where nothing has been changed since. A copy without a
// history has its own record only.
async function last() {
  const commit = (await git("status", "--porcelain", "--untracked-files=no")) === "" ? "HEAD^" : "HEAD";
  const text = await git("show", `${commit}:${file}`);
  if (text === null) return { name: "the record", sizes: await recorded() };
  return { name: (await git("rev-parse", "--short", commit)).trim(), sizes: JSON.parse(text) };
}

// The table, with the change against the last commit.
export async function table(sizes) {
  const before = await last();
  const rows = sizes.map(({ name, raw, gzip, brotli, budget }) => {
    const change = name in before.sizes ? brotli - before.sizes[name] : NaN;
    return [name, raw, gzip, brotli, Number.isNaN(change) ? "new" : change > 0 ? `+${change}` : change, budget ?? ""];
  });
  const lines = [["bytes", "raw", "gzip", "brotli", "change", "budget"], ...rows].map((row) => row.map((v, i) => (i ? String(v).padStart(10) : String(v).padEnd(16))).join(""));
  return [...lines, `change: of brotli, against ${before.name}`].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sizes = await measure(path.join(root, "dist/npm"));
  console.log(await table(sizes));
  if (process.argv.includes("--write")) await writeFile(path.join(root, file), JSON.stringify(Object.fromEntries(sizes.map((s) => [s.name, s.brotli])), null, 2) + "\n");
}
