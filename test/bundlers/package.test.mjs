// The tarball as tools see it: publint, attw, a strict compiler; and its size against the budget.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { here, project } from "./project.mjs";
import { measure, recorded, table } from "./sizes.mjs";

const run = promisify(execFile);

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

  test("the size is within the budget", async () => {
    const sizes = await measure(work.home);
    console.log(await table(sizes));
    assert.ok(sizes.every((s) => s.budget > 0), "something has no budget");
    assert.deepEqual(sizes.flatMap((s) => s.over), []);
    // A record that is not kept would make the table of the next commit untrue. Toolchains differ by a little, and so do
    // two builds by the names that hold their sums.
    const record = await recorded();
    const off = sizes.filter((s) => !(Math.abs(s.brotli - record[s.name]) <= Math.max(48, s.brotli / 400)));
    assert.deepEqual(off.map((s) => `${s.name}: ${s.brotli}, recorded ${record[s.name]}`), [], "make sizes records them; commit that");
  });
});
