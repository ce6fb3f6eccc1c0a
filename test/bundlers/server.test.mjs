// The packed package in a server's own script: bundled by esbuild into another folder, in both forms of modules, and seen
// by the tracer that hosts pack functions with.
import assert from "node:assert/strict";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { nodeFileTrace } from "@vercel/nft";
import { build } from "esbuild";
import { run } from "../node/packed.mjs";
import { project } from "./project.mjs";

const program = `
import { load } from "addend";
import { load as loadWorker } from "addend/worker";
import { load as loadLean } from "addend/media";
(async () => {
  const [a, w, lean] = await Promise.all([load(), loadWorker(), loadLean()]);
  console.log(a.text("*here*"), await w.text("*there*"), lean.formatDuration(7));
  w.close();
})().catch((error) => console.log(error.code, error.hint));
`;
const files = ["addend.wasm", "media.wasm", "thread.js"];

describe("a server", () => {
  let work;
  before(async () => {
    work = await project();
    await work.write("server.mjs", program);
  });
  after(() => work.remove());

  for (const [format, name] of [["esm", "server.mjs"], ["cjs", "server.cjs"]]) {
    test(`esbuild, ${format}: the files are found in node_modules, from the script or from the program's folder`, { timeout: 60_000 }, async () => {
      const out = path.join(work.folder, `out-${format}/chunks`);
      const { warnings } = await build({ absWorkingDir: work.folder, entryPoints: ["server.mjs"], bundle: true, platform: "node", format, outfile: path.join(out, name), logLevel: "silent", logOverride: { "empty-import-meta": "silent" } });
      assert.deepEqual(warnings, []);
      const { stdout } = await run(process.execPath, [path.join(out, name)], { cwd: work.folder });
      assert.equal(stdout, "here there 0:07\n");
      const elsewhere = await run(process.execPath, [path.join(out, name)], { cwd: tmpdir() });
      // A script in the older form has no address, so its folder is all there is to begin with.
      assert.match(elsewhere.stdout, format === "esm" ? /^here there 0:07\n/ : /^not-found keep addend\.wasm beside/);
    });
  }

  test("the files beside the script are taken first", { timeout: 60_000 }, async () => {
    const away = await mkdtemp(path.join(tmpdir(), "addend-away-"));
    try {
      await build({ absWorkingDir: work.folder, entryPoints: ["server.mjs"], bundle: true, platform: "node", format: "esm", outfile: path.join(away, "server.mjs"), logLevel: "silent" });
      const before = await run(process.execPath, ["server.mjs"], { cwd: away });
      assert.match(before.stdout, /^not-found keep addend\.wasm beside/);
      for (const name of files) await cp(path.join(work.home, name), path.join(away, name));
      assert.equal((await run(process.execPath, ["server.mjs"], { cwd: away })).stdout, "here there 0:07\n");
    } finally {
      await rm(away, { recursive: true });
    }
  });

  // Each entry by itself: what one of them names is found for the others, too.
  for (const [entry, needed] of [["addend", ["addend.wasm"]], ["addend/media", ["media.wasm"]], ["addend/worker", ["addend.wasm", "thread.js"]]]) {
    test(`a tracer finds what ${entry} reads`, { timeout: 60_000 }, async () => {
      await work.write("one.mjs", `import { load } from "${entry}"; const a = await load(); console.log(await a.formatDuration(7)); a.close();`);
      const { fileList } = await nodeFileTrace([path.join(work.folder, "one.mjs")], { base: work.folder });
      assert.deepEqual(needed.filter((name) => !fileList.has(`node_modules/addend/${name}`)), []);
      const away = await mkdtemp(path.join(tmpdir(), "addend-away-"));
      try {
        for (const name of fileList) await cp(path.join(work.folder, name), path.join(away, name), { recursive: true });
        assert.equal((await run(process.execPath, ["one.mjs"], { cwd: away })).stdout, "0:07\n");
      } finally {
        await rm(away, { recursive: true });
      }
    });
  }
});
