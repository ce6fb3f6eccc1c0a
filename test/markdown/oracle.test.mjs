// A judge that shares no code with the project, where it lies beside it: a program that loads HTML in many contexts of
// a real browser, clicks and focuses everything, and reports what it did. Nothing may be found, by its strictest rules.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { oracle, ownPayloads, publicPayloads } from "./corpora.mjs";
import { openPage, renderAll } from "./page.mjs";
import { root } from "../node/packed.mjs";

const program = oracle();

describe("the oracle finds nothing", { skip: program ? false : "the oracle is not beside the project: browser.test.mjs holds the same texts to less" }, () => {
  let open, folder;
  const payloads = [...ownPayloads(), ...publicPayloads()];
  before(async () => {
    open = await openPage();
    folder = await mkdtemp(path.join(tmpdir(), "addend-oracle-"));
    // Its list knows names of languages in ASCII only; the specification has one that is not (language-föö).
    const allow = JSON.parse(await readFile(path.join(path.dirname(program), "allow.json"), "utf8"));
    allow.classes.push("^language-[^\\s\"'<>&]{1,40}$");
    await writeFile(path.join(folder, "allow.json"), JSON.stringify(allow));
  });
  after(() => Promise.all([open.close(), rm(folder, { recursive: true, force: true })]));

  for (const profile of ["chat", "post"]) {
    test(profile, async (t) => {
      const results = await renderAll(open.page, payloads.map((p) => p.input), { profile });
      const file = path.join(folder, `${profile}.jsonl`);
      const rows = results.flatMap(({ html, mounted }, i) => [{ id: `${payloads[i].id} as a string`, html }, { id: `${payloads[i].id} mounted`, html: mounted }]);
      await writeFile(file, rows.map((row) => JSON.stringify(row)).join("\n") + "\n");
      const { code, output } = await run(program, ["--html", file, "--profile", "strict", "--allow", path.join(folder, "allow.json")]);
      t.diagnostic(output.trim().split("\n").filter((l) => /^oracle|documents|passed/.test(l)).join("; "));
      assert.equal(code, 0, output);
    });
  }
});

function run(file, args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [file, ...args], { cwd: path.join(root, "test") });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (d) => (output += d));
    child.on("close", (code) => resolve({ code, output }));
  });
}
