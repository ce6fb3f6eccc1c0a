// What a page meets when something fails, in Chromium under the strict policy: the module and the worker go on. The
// package is built with a function that fails on purpose, which the published one lacks.
import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { launch } from "../browser/chromium.mjs";
import { build, opened, packed } from "../node/packed.mjs";
import { serve } from "./project.mjs";

let pack, folder, browser, server, page;
let wrong;

before(async () => {
  [pack, browser, folder] = await Promise.all([packed(), launch(), mkdtemp(path.join(tmpdir(), "addend-healing-"))]);
  await cp(pack.home, path.join(folder, "addend"), { recursive: true });
  const fragile = path.join(folder, "fragile");
  await build(fragile, "addend_crash");
  await opened(fragile);
  // In the thread the function is reached through a name that is there: formatDuration of a text.
  const thread = path.join(fragile, "thread.js");
  const before = await readFile(thread, "utf8");
  const after = before.replace("formatDuration(seconds) {", '$&\nif (typeof seconds === "string") return this.#host.instance.call("crash", seconds);');
  assert.notEqual(after, before);
  await writeFile(thread, after);
  server = await serve(folder, "");
});
after(async () => {
  await browser?.close();
  await pack?.remove();
  server?.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  page = await browser.newPage();
  wrong = [];
  await page.addInitScript(() => document.addEventListener("securitypolicyviolation", (e) => console.error(`violation: ${e.violatedDirective} ${e.blockedURI}`)));
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("console", (message) => /favicon/.test(message.location().url) || wrong.push(message.text()));
  await page.goto(server.url);
});
afterEach(async () => {
  await page.close();
  assert.deepEqual(wrong, []);
});

describe("load() in a page", () => {
  test("twice and at once gives one object; after a failure the next try works", async () => {
    await page.route("**/addend/addend.wasm", (route) => route.fulfill({ status: 503 }), { times: 1 });
    assert.deepEqual(await page.evaluate(async () => {
      const { load } = await import("/addend/index.js");
      const failed = await Promise.allSettled([load(), load()]);
      const [a, b] = await Promise.all([load(), load()]);
      return [...failed.map(({ reason }) => reason.code), a === b, a === (await load()), a.text("*x*")];
    }), ["not-found", "not-found", true, true, "x"]);
    assert.match(wrong.splice(0).join(), /^Failed to load resource: .* 503 /); // Chromium says so of every answer like it
  });

  for (const [how, code, anew] of [["panic", "panic", false], ["overflow", "crashed", true], ["exit", "crashed", true], ["fatal", "crashed", true]]) {
    test(`after ${how} the next call works, three times over`, async () => {
      assert.deepEqual(await page.evaluate(async (how) => {
        const { Addend, Host } = await import("/fragile/inside.js");
        const host = new Host(await WebAssembly.compileStreaming(fetch("/fragile/addend.wasm")));
        const a = new Addend(host);
        const told = [];
        for (let round = 0; round < 3; round++) {
          const { instance } = host;
          try { instance.call("crash", how); } catch (error) { told.push(error.code); }
          told.push(host.instance !== instance, String(a.markdown("*b*")));
        }
        return told;
      }, how), Array(3).fill([code, anew, "<p><em>b</em></p>\n"]).flat());
      // What Go itself says of its end is one message, once a time.
      const said = wrong.splice(0);
      assert.deepEqual(said.map((text) => /^fatal error: .*\n[^]*goroutine /.test(text)), how === "fatal" ? [true, true, true] : [], said.join("\n"));
    });
  }

  test("10,000 calls leave the memory as it was", async () => {
    const sizes = await page.evaluate(async () => {
      const { Addend, Host } = await import("/fragile/inside.js");
      const host = new Host(await WebAssembly.compileStreaming(fetch("/fragile/addend.wasm")));
      const a = new Addend(host);
      const { instance } = host;
      const element = document.createElement("div");
      const sizes = [];
      for (let round = 0; round < 4; round++) {
        for (let i = 0; i < 10_000; i++) {
          if (i % 10) a.markdown(`**${i}** [a](https://a.example/${i})`, { profile: i % 2 ? "chat" : "post" });
          else a.mount(element, `- ${i}\n- \`b\``);
        }
        sizes.push(instance.call("crash", "memory"));
      }
      return host.instance === instance ? sizes : "it was started anew";
    });
    // By the end of the first round the collector has found its pace.
    assert.ok(Array.isArray(sizes) && sizes[0] > 0, `${sizes}`);
    assert.deepEqual(sizes.slice(1).filter((size) => size > sizes[0]), [], `the memory grew: ${sizes}`);
  });
});

describe("addend/worker in a page", () => {
  const costly = "*a* [b](c) `d` ![e](f)\n".repeat(40_000);

  test("what is past its deadline is ended; what waited is done, and the page was not kept waiting", async () => {
    const { settled, longest } = await page.evaluate(async (costly) => {
      const { load } = await import("/addend/worker.js");
      const w = await load();
      let longest = 0;
      let last = performance.now();
      const timer = setInterval(() => { longest = Math.max(longest, performance.now() - last); last = performance.now(); }, 10);
      const all = await Promise.allSettled([w.markdown(costly, { deadline: 1 }), w.text("**a**"), w.formatDuration(7), w.text("*b*", { deadline: 30_000 })]);
      clearInterval(timer);
      w.close();
      return { longest, settled: all.map(({ value, reason }) => reason?.code ?? value) };
    }, costly);
    assert.deepEqual(settled, ["deadline", "a", "0:07", "b"]);
    assert.ok(longest < 5000, `${longest} ms`); // on a machine that does other things, too
  });

  test("what never ends is ended at its deadline, and a failure of the module is an error", async () => {
    assert.deepEqual(await page.evaluate(async () => {
      const { load } = await import("/fragile/worker.js");
      const w = await load();
      const told = [];
      for (let round = 0; round < 2; round++) {
        const hung = w.formatDuration("hang", { deadline: 200 });
        const behind = w.text("*x*");
        told.push(await hung.catch((e) => e.code), await behind);
      }
      for (const how of ["panic", "overflow", "exit"]) told.push(await w.formatDuration(how).catch((e) => e.code), await w.formatDuration(61));
      w.close();
      return [...told, await w.text("a").catch((e) => e.code)];
    }), ["deadline", "x", "deadline", "x", "panic", "1:01", "crashed", "1:01", "crashed", "1:01", "closed"]);
  });
});
