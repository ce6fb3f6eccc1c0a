// addend/worker: the same names, off the main thread, with signals and deadlines. Here in a worker thread of Node; the
// browser suite has the same in a page.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { build, members, packed, run } from "./packed.mjs";

describe("addend/worker", () => {
  let pack, load, w, direct, AddendError;
  before(async () => {
    pack = await packed();
    ({ load, AddendError } = await import(pathToFileURL(path.join(pack.home, "worker.js"))));
    w = await load();
    direct = await pack.addend.load();
  });
  after(() => {
    w.close();
    direct.close();
    return pack.remove();
  });

  test("it has the names of the module, but for mount", () => {
    const names = members(direct).filter((n) => n !== "mount");
    assert.deepEqual(Object.keys(w).sort(), names.sort());
    assert.equal(w.version, direct.version);
  });

  test("load() called twice gives the same worker", async () => assert.equal(await load(), w));

  for (const [name, ...values] of [
    ["markdown", "**a** <script>", { profile: "post" }],
    ["text", "# a *b*", { limit: 3 }],
    ["links", "[a](https://b.example)"],
    ["fileURL", "x", { base: "/files", name: "ä.pdf" }],
    ["fileSrcset", "x", { region: "sg" }],
    ["formatDuration", 61],
    ["explain", 400311],
    ["peaks", new Float32Array(100).fill(0.5), 4],
  ]) {
    test(`${name}() answers as it does in place`, async () => assert.deepEqual(await w[name](...values), direct[name](...values)));
  }

  test("an error keeps its code on the way, there and back", async () => {
    await assert.rejects(w.fileURL("", { base: "/f" }), (e) => e instanceof AddendError && e.code === "bad-file-id" && e.hint.length > 5);
    await assert.rejects(w.markdown("a", { profile: "x" }), (e) => e instanceof AddendError && e.code === "unknown-profile");
    const { html, error } = await w.render("> ".repeat(10000));
    assert.ok(error instanceof AddendError && error.code === "too-deep" && html.startsWith("&gt;"));
    assert.equal((await w.explain(new Error("a", { cause: Object.assign(new Error("b"), { code: 400311 }) }))).name, "RateLimit");
    await assert.rejects(w.markdown("a", { profile: () => {} }), { code: "bad-argument" });
  });

  test("files are read there", async () => {
    const wav = await readFile(new URL("../../wasm/media/testdata/own_u8.wav", import.meta.url));
    const { duration } = await w.media(new Blob([wav]), { deadline: 10_000 });
    assert.equal(duration, 1.25);
    await assert.rejects(w.media(new Blob([])), { code: "empty" });
  });

  test("how far a file is read is told here; who throws meanwhile ends the reading", async () => {
    const frames = await readFile(new URL("../../wasm/media/testdata/aac.aac", import.meta.url)); // without a header: all of it is read
    const source = new Blob(Array(Math.ceil((4 << 20) / frames.length)).fill(frames));
    const told = [];
    await w.media(source, { onProgress: (read, size) => told.push([read, size]), deadline: 60_000 });
    assert.ok(told.length > 0 && told.every(([read, size]) => read <= size && size === source.size), JSON.stringify(told));
    const mine = new Error("mine");
    await assert.rejects(w.media(source, { onProgress: () => { throw mine; } }), (e) => e.code === "aborted" && e.cause === mine);
    assert.equal(await w.text("*on*"), "on");
  });

  test("a signal ends the waiting", async () => {
    const reason = new Error("enough");
    await assert.rejects(w.peaks([0, 1], 2, { signal: AbortSignal.abort(reason) }), { code: "aborted" });
    assert.deepEqual(await w.peaks([0, 1], 2, { deadline: 60_000 }), [0, 1024]);
    await assert.rejects(w.markdown("a", { signal: AbortSignal.abort(reason) }), (e) => e.code === "aborted" && e.cause === reason);
    const stop = new AbortController();
    const mine = w.markdown("a", { signal: stop.signal });
    const theirs = w.markdown("b");
    stop.abort();
    await assert.rejects(mine, { code: "aborted" });
    assert.equal(await theirs, "<p>b</p>\n");
  });

  test("a text that takes too long is ended, and what waits behind it is done", async () => {
    const costly = "*a* [b](c) `d` ![e](f)\n".repeat(40_000);
    const all = await Promise.allSettled([w.markdown(costly, { deadline: 1 }), w.markdown("**a**"), w.formatDuration(7), w.text("*b*", { deadline: 30_000 })]);
    assert.equal(all[0].reason?.code, "deadline");
    assert.deepEqual(all.slice(1).map((r) => r.value), ["<p><strong>a</strong></p>\n", "0:07", "b"]);
  });

  test("a deadline is a time", () => assert.rejects(w.markdown("a", { deadline: 0 }), { code: "bad-argument" }));

  test("close() ends what waits", async () => {
    const bytes = await readFile(path.join(pack.home, "addend.wasm"));
    const other = await load({ bytes });
    const waiting = other.markdown("a");
    other.close();
    await assert.rejects(waiting, { code: "closed" });
    await assert.rejects(other.markdown("a"), { code: "closed" });
    const again = await load({ bytes });
    assert.equal(await again.markdown("a"), "<p>a</p>\n");
    again.close();
  });

  test("a program that has nothing else to do ends by itself", async () => {
    const script = `const w = await (await import(${JSON.stringify(pathToFileURL(path.join(pack.home, "worker.js")).href)})).load(); console.log(await w.text("*a*"));`;
    assert.equal((await run(process.execPath, ["--input-type=module", "-e", script], { timeout: 60_000 })).stdout, "a\n");
  });

  test("a worker file that ends without a word is one, too; it may be named by a text", async () => {
    const file = path.join(pack.home, "silent.js");
    await writeFile(file, "process.exit(0);");
    const bytes = new Uint8Array(await readFile(path.join(pack.home, "addend.wasm")));
    const node = await import(pathToFileURL(path.join(pack.home, "worker-node.js")));
    await assert.rejects(node.load({ bytes, workerURL: pathToFileURL(file).href }), { code: "worker-failed" });
    const other = await node.load({ bytes: bytes.slice(), workerURL: pathToFileURL(path.join(pack.home, "thread.js")).href });
    assert.equal(await other.text("*a*"), "a");
    other.close();
  });

  test("a worker file that is not there is an error of its own", async () => {
    const bytes = new Uint8Array(await readFile(path.join(pack.home, "addend.wasm")));
    await assert.rejects(load({ bytes, workerURL: pathToFileURL("/nowhere/thread.js") }), (e) => e.code === "worker-failed" && /thread\.js/.test(e.hint));
  });
});

// A module that hangs for good, as none of the package's does.
describe("a call that never ends", () => {
  let pack, w;
  before(async () => {
    pack = await packed();
    const folder = path.join(pack.home, "..", "hanging");
    await build(folder, "addend_crash");
    // The crash function, reachable through a name of the surface.
    const thread = path.join(folder, "thread.js");
    await writeFile(thread, (await readFile(thread, "utf8")).replace("formatDuration(seconds) {", 'formatDuration(seconds) {\nif (typeof seconds === "string") return this.#host.instance.call("crash", seconds);'));
    w = await (await import(pathToFileURL(path.join(folder, "worker.js")))).load();
  });
  after(() => {
    w.close();
    return pack.remove();
  });

  test("is ended at its deadline, again and again, and others are done", async () => {
    for (let round = 0; round < 3; round++) {
      const hung = w.formatDuration("hang", { deadline: 100 });
      const behind = [w.markdown("*a*"), w.media(wav()), w.markdown("b", { deadline: 60_000 })];
      await assert.rejects(hung, { code: "deadline" });
      assert.deepEqual([await behind[0], (await behind[1]).duration, await behind[2]], ["<p><em>a</em></p>\n", 1, "<p>b</p>\n"]);
    }
  });

  test("several that never end, one after the other, do not end what comes after them", async () => {
    const hung = [100, 101, 102, 150, 400].map((deadline) => w.formatDuration("hang", { deadline }));
    const behind = [w.text("*x*"), w.media(wav())];
    assert.deepEqual((await Promise.allSettled(hung)).map(({ reason }) => reason.code), Array(5).fill("deadline"));
    assert.deepEqual([await behind[0], (await behind[1]).duration], ["x", 1]);
  });

  test("is ended also when its caller has gone before the deadline", async () => {
    const stop = new AbortController();
    const hung = w.formatDuration("hang", { deadline: 200, signal: stop.signal });
    const behind = w.markdown("a");
    stop.abort();
    await assert.rejects(hung, { code: "aborted" });
    assert.equal(await behind, "<p>a</p>\n");
  });

  test("a deadline that passes in the queue ends its own call only", async () => {
    const hung = w.formatDuration("hang", { deadline: 400 });
    await assert.rejects(w.markdown("a", { deadline: 50 }), { code: "deadline" });
    await assert.rejects(hung, { code: "deadline" });
    assert.equal(await w.markdown("c"), "<p>c</p>\n");
  });

  test("a crash in the thread is a typed error, and the next call works", async () => {
    for (const how of ["exit", "overflow", "panic"]) {
      await assert.rejects(w.formatDuration(how), (e) => e.code === (how === "panic" ? "panic" : "crashed"));
      assert.equal(await w.markdown("a"), "<p>a</p>\n");
    }
  });
});

function wav() {
  const b = new DataView(new ArrayBuffer(44 + 8000));
  const text = (at, s) => [...s].forEach((c, i) => b.setUint8(at + i, c.charCodeAt(0)));
  text(0, "RIFF"), b.setUint32(4, 8036, true), text(8, "WAVEfmt "), b.setUint32(16, 16, true);
  b.setUint16(20, 1, true), b.setUint16(22, 1, true), b.setUint32(24, 8000, true), b.setUint32(28, 8000, true);
  b.setUint16(32, 1, true), b.setUint16(34, 8, true), text(36, "data"), b.setUint32(40, 8000, true);
  return new Uint8Array(b.buffer);
}
