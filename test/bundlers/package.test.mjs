// The tarball as tools see it: publint, attw, a strict compiler; and its size against the budget.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { transform } from "esbuild";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { here, project } from "./project.mjs";
import { measure, table } from "./sizes.mjs";

const run = promisify(execFile);
const root = path.join(here, "../..");

describe("the tarball", () => {
  let work;
  before(async () => { work = await project(); });
  after(() => work.remove());

  test("publint has nothing to say", async () => {
    const { messages, pkg } = await publint({ pkgDir: work.home, strict: true });
    assert.deepEqual(messages.map((m) => formatMessage(m, pkg)), []);
  });

  test("attw: the types are found and true from every entry", { timeout: 120_000 }, async () => {
    const { stdout } = await run("npm", ["pack", work.home, "--json", "--ignore-scripts", "--pack-destination", work.folder]);
    const [{ filename }] = JSON.parse(stdout);
    const attw = path.join(here, "node_modules/@arethetypeswrong/cli/dist/index.js");
    // An ESM-only package cannot be required, and files that are no scripts have no types.
    const args = [attw, path.join(work.folder, filename), "--profile", "esm-only", "--exclude-entrypoints", "addend.wasm", "media.wasm", "integrity.json", "thread.js", "--format", "ascii", "--no-emoji"];
    await run(process.execPath, args).catch((e) => assert.fail(e.stdout + e.stderr));
  });

  test("taking comments off has not changed what a script means", async () => {
    const { stdout } = await run("go", ["env", "GOROOT"]);
    const meaning = async (text) => (await transform(text, { minify: true, legalComments: "none" })).code;
    const names = (await readdir(path.join(root, "wasm/npm"))).filter((f) => f.endsWith(".js"));
    assert.ok(names.length > 20);
    for (const name of names) {
      const source = (await readFile(path.join(root, "wasm/npm", name), "utf8")).replace('build = "development"', /build = "\w+"/.exec(await readFile(path.join(work.home, "version.js"), "utf8"))[0]);
      const loose = (code) => code.replaceAll(/\\n\s*/g, "\\n").replaceAll(/\n\s*/g, "\n"); // style sheets lose their indentation
      assert.equal(loose(await meaning(await readFile(path.join(work.home, name), "utf8"))), loose(await meaning(source)), name);
    }
    const original = await readFile(path.join(stdout.trim(), "lib/wasm/wasm_exec.js"), "utf8");
    const cut = (text, from, to) => text.slice(0, text.indexOf(from)) + text.slice(text.indexOf(to));
    const kept = cut(cut(cut(original, "\tconst enosys", "\tconst encoder"), "\t\t\tconst testCallExport", "\t\t\tconst timeOrigin"), "\t\t\t\t_gotest", "\t\t\t\tgojs");
    const wrapped = `export function define(globalThis) {\n${kept.slice(kept.indexOf("(() =>"))}}`;
    assert.equal(await meaning(await readFile(path.join(work.home, "wasm_exec.js"), "utf8")), await meaning(wrapped));
  });

  test("the size is within the budget", async () => {
    const sizes = await measure(work.home);
    console.log(await table(sizes));
    assert.deepEqual(sizes.filter((s) => s.budget && s.brotli > s.budget).map((s) => `${s.name}: ${s.brotli} > ${s.budget}`), []);
  });
});
