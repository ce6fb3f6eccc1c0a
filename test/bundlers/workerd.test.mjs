// The packed package in a user's own Worker: bundled by wrangler, run by workerd, which has no eval and compiles no
// module at run time. Its entries come through the package's "workerd" condition.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { after, before, describe, test } from "node:test";
import { build, opened, root, run } from "../node/packed.mjs";
import { project } from "./project.mjs";

const wrangler = path.join(root, "worker/node_modules/wrangler/bin/wrangler.js");
const env = { ...process.env, WRANGLER_SEND_METRICS: "false", CI: "true", CLOUDFLARE_CF_FETCH_ENABLED: "false" };

const program = `
import { load, plain, AddendError } from "addend";
import { load as loadLean } from "addend/media";
import { connect, ClientError } from "addend/client";
import { load as loadFragile } from "addend-that-crashes";

const wav = Uint8Array.from(atob("UklGRiwAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQgAAACAgICAgICAgA=="), (c) => c.charCodeAt(0));
const gif = new File([Uint8Array.from(atob("R0lGODlhAQABAAAAACw="), (c) => c.charCodeAt(0))], "a.gif", { type: "image/png" });

const routes = {
  async "/render"() {
    const a = await load();
    return { html: a.markdown("**b** <script>alert(1)</script>"), batch: a.markdownBatch(["*x*", "y"]), text: a.text("# t"), plain: plain("<"), same: a === (await load()) };
  },
  async "/files"() {
    const [a, lean] = await Promise.all([load(), loadLean()]);
    const told = [];
    for (const one of [a, lean]) {
      const { container, duration } = await one.media(new Blob([wav]));
      const problems = await one.checkUpload([gif, new File(["no picture"], "b.jpg")], { as: "image" });
      told.push({ container, duration, label: one.formatDuration(185), problems: problems.map((p) => p.code), title: one.explain(400311).title });
    }
    const bad = await lean.media(new Blob(["no recording"])).catch((e) => e);
    return { told, bad: [bad instanceof AddendError, bad.code, "markdown" in lean] };
  },
  async "/client"(request) {
    const client = connect({ base: new URL(request.url).origin, fetch: async (url) => Response.json(String(url).endsWith("/session") ? { user: { userId: "marta" }, signIn: [] } : { status: "error", code: 400311, message: "too many" }, { status: String(url).endsWith("/session") ? 200 : 403 }) });
    await client.session.current();
    const error = await client.post("/api/v3/posts", { body: {} }).catch((e) => e);
    return { user: client.session.user.userId, error: [error instanceof ClientError, error.platformCode, Boolean(error.title && error.remedy)] };
  },
  async "/heal"(request, how) {
    const a = await loadFragile();
    const { Host } = await import("addend-that-crashes/inside.js");
    const host = new Host((await import("addend-that-crashes/addend.wasm")).default);
    const first = host.instance;
    let code = "none";
    try { first.call("crash", how); } catch (e) { code = e.code; }
    const { output } = host.instance.pass("addend_markdown", "*after*", 0);
    return { code, output, anew: host.instance !== first, other: a.markdown("*a*") };
  },
};

export default {
  async fetch(request) {
    const { pathname, search } = new URL(request.url);
    try {
      return Response.json(await routes[pathname](request, search.slice(1)));
    } catch (e) {
      return Response.json({ failed: e.message, code: e.code, stack: e.stack }, { status: 500 });
    }
  },
};
`;

describe("a Worker of a user", { timeout: 240_000 }, () => {
  let work, child, node, url;
  const said = [];
  before(async () => {
    work = await project();
    node = (await run("bash", ["worker/node22.sh"], { cwd: root })).stdout.trim();
    // The same package with a function that fails on purpose, under another name and open to this test.
    const fragile = path.join(work.folder, "node_modules/addend-that-crashes");
    await build(fragile, "addend_crash");
    await opened(fragile);
    const { exports } = JSON.parse(await readFile(path.join(fragile, "package.json"), "utf8"));
    await work.write("node_modules/addend-that-crashes/package.json", JSON.stringify({ name: "addend-that-crashes", type: "module", exports: { ".": exports["."], "./inside.js": "./inside.js", "./addend.wasm": "./addend.wasm" } }));
    await work.write("worker.mjs", program);
    await work.write("wrangler.json", JSON.stringify({ name: "user", main: "worker.mjs", compatibility_date: "2026-07-01" }));
    child = spawn(node, [wrangler, "dev", "--port", "0", "--ip", "127.0.0.1"], { cwd: work.folder, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
    url = await new Promise((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        createInterface({ input: stream }).on("line", (line) => {
          said.push(line);
          const found = /Ready on (http:\/\/[\d.:]+)/.exec(line);
          if (found) resolve(found[1]);
        });
      }
      child.on("exit", (code) => reject(new Error(`wrangler ended with ${code}:\n${said.join("\n")}`)));
    });
  });
  after(async () => {
    if (child && child.exitCode === null) {
      process.kill(-child.pid, "SIGTERM"); // workerd with it
      await once(child, "exit");
    }
    await work.remove();
  });
  const ask = async (route) => {
    const response = await fetch(url + route);
    const answer = await response.json();
    assert.equal(response.status, 200, JSON.stringify(answer) + said.join("\n"));
    return answer;
  };

  test("renders Markdown", async () => {
    assert.deepEqual(await ask("/render"), {
      html: "<p><strong>b</strong> &lt;script&gt;alert(1)&lt;/script&gt;</p>\n", batch: ["<p><em>x</em></p>\n", "<p>y</p>\n"], text: "t", plain: "&lt;", same: true,
    });
  });

  test("tells a duration and what is wrong with files, with the whole module and the lean one", async () => {
    const one = { container: "wav", duration: 0.001, label: "3:05", problems: ["gif", "unknown-format"], title: (await ask("/files")).told[0].title };
    assert.ok(one.title);
    assert.deepEqual(await ask("/files"), { told: [one, one], bad: [true, "unknown-container", false] });
  });

  test("the client signs in and explains an error", async () => {
    assert.deepEqual(await ask("/client"), { user: "marta", error: [true, 400311, true] });
  });

  for (const [how, code, anew] of [["panic", "panic", false], ["exit", "crashed", true], ["overflow", "crashed", true]]) {
    test(`goes on after ${how === "panic" ? "a" : "an"} ${how}`, async () => {
      assert.deepEqual(await ask(`/heal?${how}`), { code, output: "<p><em>after</em></p>\n", anew, other: "<p><em>a</em></p>\n" });
    });
  }

  test("deploys: the modules are uploaded as modules, and nothing of them is in the script", async () => {
    await run(node, [wrangler, "deploy", "--dry-run", "--outdir", "out"], { cwd: work.folder, env });
    const files = await readdir(path.join(work.folder, "out"));
    assert.deepEqual(files.filter((f) => f.endsWith(".wasm")).map((f) => f.replace(/^\w+-/, "")).sort(), ["addend.wasm", "addend.wasm", "media.wasm"]);
    const script = await readFile(path.join(work.folder, "out/worker.js"), "utf8");
    assert.ok(script.length < 300_000 && !/\beval\(|new Function\(/.test(script), `${script.length} characters`);
  });
});
