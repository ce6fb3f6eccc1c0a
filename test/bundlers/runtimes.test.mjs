// The packed package, imported by its name, in the runtimes that it has a condition for: Node 20 and 22, Deno and Bun;
// browsers are in the other files here.
import assert from "node:assert/strict";
import { access, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { root, run } from "../node/packed.mjs";
import { project } from "./project.mjs";

const require = createRequire(import.meta.url);

const program = `
import { load, plain } from "addend";
import { load as loadWorker } from "addend/worker";
import { load as loadLean } from "addend/media";
import { connect } from "addend/client";
import { plain as onlyPlain } from "addend/plain";
import "addend/element";
const a = await load();
const w = await loadWorker();
const wav = Uint8Array.from(atob("UklGRiwAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQgAAACAgICAgICAgA=="), (c) => c.charCodeAt(0));
const told = {
  html: a.markdown("**b** <script>alert(1)</script>"),
  media: (await a.media(new Blob([wav]))).container,
  worker: await w.text("*x*", { deadline: 60000 }),
  file: (await w.media(new Blob([wav]), { deadline: 60000 })).container,
  past: await w.markdown("*a ".repeat(200000), { deadline: 1 }).then(() => "done", (e) => e.code),
  after: await w.text("*y*"),
  lean: (await loadLean()).formatDuration(7),
  plain: plain("<") + onlyPlain(">"),
  client: typeof connect({ base: "https://chat.example" }).get,
};
w.close();
a.close();
console.log(JSON.stringify(told));
`;

const expected = {
  html: "<p><strong>b</strong> &lt;script&gt;alert(1)&lt;/script&gt;</p>\n",
  media: "wav", worker: "x", file: "wav", past: "deadline", after: "y", lean: "0:07", plain: "&lt;&gt;", client: "function",
};

describe("runtimes", () => {
  let work, runtimes;
  before(async () => {
    work = await project();
    await work.write("program.mjs", program);
    const node22 = (await run("bash", ["worker/node22.sh"], { cwd: root })).stdout.trim();
    const binary = async (names, file) => {
      for (const name of names) {
        const found = path.join(path.dirname(require.resolve(`${name}/package.json`)), file);
        if (await access(found).then(() => true, () => false)) return found;
      }
    };
    runtimes = {
      "this Node": [process.execPath],
      "Node 22": [node22],
      Deno: [await binary([`@deno/${process.platform}-${process.arch}-glibc`, `@deno/${process.platform}-${process.arch}`].filter(installed), "deno"), "run", "--allow-read", "--no-prompt"],
      Bun: [await binary([`@oven/bun-${process.platform}-${process.arch}`].filter(installed), "bin/bun"), "run"],
    };
  });
  after(() => work.remove());

  for (const name of ["this Node", "Node 22", "Deno", "Bun"]) {
    test(`${name}: every entry, a worker, a deadline`, { timeout: 180_000 }, async () => {
      const [command, ...args] = runtimes[name];
      assert.ok(command, `${name} is not installed: npm install in test/bundlers`);
      const { stdout } = await run(command, [...args, "program.mjs"], { cwd: work.folder, env: { ...process.env, NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" } });
      assert.deepEqual(JSON.parse(stdout.trim().split("\n").at(-1)), expected);
    });
  }

  test("each condition names its types first, and files that are there", async () => {
    const { exports } = JSON.parse(await readFile(path.join(work.home, "package.json"), "utf8"));
    assert.deepEqual(Object.keys(exports["."]), ["workerd", "deno", "bun", "node", "browser", "types", "default"]);
    const targets = [];
    const walk = (value, where) => {
      if (typeof value === "string") return targets.push(value);
      const names = Object.keys(value);
      if (names.includes("types") && typeof value.types === "string") assert.ok(names.indexOf("types") < names.indexOf("default"), where);
      for (const name of names) walk(value[name], `${where} ${name}`);
    };
    for (const [entry, value] of Object.entries(exports)) walk(value, entry);
    for (const entry of [".", "./worker", "./element", "./client", "./media", "./plain"]) assert.ok(JSON.stringify(exports[entry]).includes(".d.ts"), entry);
    for (const target of targets) await access(path.join(work.home, target));
    for (const entry of ["./addend.wasm", "./integrity.json"]) assert.equal(exports[entry], entry);
  });
});

function installed(name) {
  try {
    return Boolean(require.resolve(`${name}/package.json`));
  } catch {
    return false;
  }
}
