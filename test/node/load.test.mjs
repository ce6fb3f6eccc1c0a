// Loading: twice, at the same time, after a failure, after the module has ended; and what it leaves behind.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, test } from "node:test";
import { build, opened, packed, run } from "./packed.mjs";

describe("load()", () => {
  let pack, load, AddendError, bytes;
  before(async () => {
    pack = await packed();
    ({ load, AddendError } = pack.addend);
    bytes = await readFile(path.join(pack.home, "addend.wasm"));
  });
  after(() => pack.remove());

  test("the tarball holds what a page needs and nothing else", () => {
    assert.deepEqual(
      pack.files.filter((f) => !/\.(js|d\.ts)$/.test(f)).sort(),
      ["LICENSE", "LICENSE-go", "README.md", "addend.wasm", "integrity.json", "media.wasm", "package.json"],
    );
    const scripts = ["client", "codes", "element", "errors", "file", "index", "media", "media-node", "media-workerd", "node", "optimised", "plain", "progress", "reading", "remote", "thread", "trusted", "verify", "worker", "worker-node", "workerd"];
    assert.deepEqual(pack.files.filter((f) => f.endsWith(".js")).sort(), scripts.map((name) => `${name}.js`).sort());
  });

  test("the version is the package's", async () => {
    const { version } = JSON.parse(await readFile(path.join(pack.home, "package.json"), "utf8"));
    assert.equal((await load()).version, version);
  });

  test("importing and loading leave no globals", async () => {
    await load();
    for (const name of ["Go", "fs", "path", "__addend_host"]) assert.ok(!(name in globalThis), name);
    assert.equal(globalThis.process, process);
  });

  test("called twice, and at the same time, it gives the same object", async () => {
    const [a, b] = await Promise.all([load(), load()]);
    assert.equal(a, b);
    assert.equal(await load(), a);
  });

  test("bytes and a compiled module load too", async () => {
    const fromBytes = await load({ bytes });
    const fromModule = await load({ module: await WebAssembly.compile(bytes) });
    for (const a of [fromBytes, fromModule]) {
      assert.equal(a.markdown("*a*"), "<p><em>a</em></p>\n");
      a.close();
    }
  });

  test("after close() the old object says so and load() gives a new one", async () => {
    const old = await load();
    old.close();
    assert.throws(() => old.markdown("a"), { code: "closed" });
    await assert.rejects(old.media(new Blob(["a"])), { code: "closed" });
    const fresh = await load();
    assert.notEqual(fresh, old);
    assert.equal(fresh.markdown("a"), "<p>a</p>\n");
  });

  test("close() frees the module's memory, whoever still holds what was loaded", async () => {
    await opened(pack.home);
    const program = `const { load, Addend, Host } = await import(${JSON.stringify(pathToFileURL(path.join(pack.home, "inside.js")))});
const { readFile } = await import("node:fs/promises");
const host = new Host(await WebAssembly.compile(await readFile(${JSON.stringify(path.join(pack.home, "addend.wasm"))})));
const a = new Addend(host, () => {});
a.markdown("*a*");
const held = new WeakRef(host.instance);
const freed = async () => { for (let i = 0; i < 5; i++) { await new Promise((later) => setTimeout(later, 20)); gc(); } return held.deref() === undefined; };
const before = await freed();
a.close();
a.close();
console.log(before, await freed(), typeof a.markdown);`;
    const { stdout } = await run(process.execPath, ["--expose-gc", "--input-type=module", "-e", program]);
    assert.equal(stdout, "false true function\n");
  });

  test("a failure is explained and not kept", async () => {
    const answers = [
      [404, "text/plain", "no"],
      [200, "text/html", "<!doctype html>"],
      [200, "application/wasm", bytes.subarray(0, 5000)],
      [200, "text/plain", bytes], // the wrong type is only slower
      [200, "application/wasm", bytes],
    ];
    const server = createServer((_, response) => {
      const [status, type, body] = answers.shift();
      response.writeHead(status, { "content-type": type }).end(body);
    });
    await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
    try {
      const wasmURL = `http://127.0.0.1:${server.address().port}/addend.wasm`;
      for (const code of ["not-found", "not-wasm", "compile-failed"]) {
        const error = await load({ wasmURL }).then(() => assert.fail("it loaded"), (e) => e);
        assert.ok(error instanceof AddendError);
        assert.equal(error.code, code);
        assert.ok(error.hint.length > 20, error.hint);
      }
      const a = await load({ wasmURL });
      assert.equal(a.markdown("a"), "<p>a</p>\n");
      a.close();
      (await load({ wasmURL })).close();
      assert.equal(answers.length, 0);
    } finally {
      server.closeAllConnections();
      server.close();
    }
    await assert.rejects(load({ wasmURL: "http://127.0.0.1:9/addend.wasm" }), { code: "fetch-failed" });
  });

  test("a signal stops the waiting of its caller only", async () => {
    (await load()).close();
    const stop = new AbortController();
    const mine = load({ signal: stop.signal });
    const theirs = load();
    stop.abort(new Error("enough"));
    const error = await mine.then(() => assert.fail("it loaded"), (e) => e);
    assert.equal(error.code, "aborted");
    assert.equal(error.cause.message, "enough");
    assert.equal((await theirs).markdown("a"), "<p>a</p>\n");
    await assert.rejects(load({ signal: AbortSignal.abort() }), { code: "aborted" });
  });
});

// The module of the package cannot be made to fail on purpose, so this one is built with a function that does.
describe("after the module has failed", () => {
  let pack, a, crash;
  before(async () => {
    pack = await packed();
    const folder = path.join(pack.home, "..", "crashing");
    await build(folder, "addend_crash");
    const { Addend, Host } = await opened(folder);
    const host = new Host(await WebAssembly.compile(await readFile(path.join(folder, "addend.wasm"))));
    a = new Addend(host, () => {});
    crash = (how) => host.instance.call("crash", how);
  });
  after(() => pack.remove());

  test("a panic is a typed error and the module goes on", () => {
    assert.throws(() => crash("panic"), (e) => e.code === "panic" && e.name === "AddendError" && /on purpose/.test(e.message));
    assert.equal(a.explain(400311).name, "RateLimit");
  });

  for (const how of ["exit", "overflow", "fatal"]) {
    test(`${how} ends the call with a typed error, and the next call works`, async (t) => {
      t.mock.method(console, "error", () => {}); // Go says what happened there
      for (let round = 0; round < 3; round++) {
        assert.throws(() => crash(how), { code: "crashed" });
        assert.equal(a.markdown("**b**"), "<p><strong>b</strong></p>\n");
        assert.equal((await a.media(wav(8000))).duration, 1);
      }
    });
  }

  test("a promise that the module took with it is rejected", async (t) => {
    t.mock.method(console, "error", () => {});
    const slow = new Blob([wav(8000)]);
    let reading;
    const begun = new Promise((resolve) => (reading = resolve));
    slow.slice = () => ({ arrayBuffer: () => new Promise(reading) }); // never comes
    const waiting = a.media(slow);
    waiting.catch(() => {});
    await Promise.race([begun, new Promise((r) => setTimeout(r, 2000))]);
    assert.throws(() => crash("exit"), { code: "crashed" });
    await assert.rejects(waiting, { code: "crashed" });
  });

  test("memory does not grow with the number of calls", async () => {
    const calls = async (n) => {
      for (let i = 0; i < n; i++) {
        a.markdown(`message **${i}** with [a link](https://a.example/${i}) and \`code\``);
        if (i % 20 === 0) await a.media(new Blob([wav(800)]));
      }
      return crash("memory");
    };
    await calls(20000); // by then the collector has found its pace
    const rounds = [];
    for (let i = 0; i < 6; i++) rounds.push(await calls(5000));
    // A single late step is the collector's pacing; a leak of 20 bytes a call would be a step in every round.
    const steps = rounds.filter((size, i) => i > 0 && size > rounds[i - 1]).length;
    assert.ok(steps <= 1, `the memory grew ${steps} times: ${rounds}`);
  });
});

// One second of silence for each 8000 samples.
function wav(samples) {
  const b = new DataView(new ArrayBuffer(44 + samples));
  const text = (at, s) => [...s].forEach((c, i) => b.setUint8(at + i, c.charCodeAt(0)));
  text(0, "RIFF"), b.setUint32(4, 36 + samples, true), text(8, "WAVEfmt "), b.setUint32(16, 16, true);
  b.setUint16(20, 1, true), b.setUint16(22, 1, true), b.setUint32(24, 8000, true), b.setUint32(28, 8000, true);
  b.setUint16(32, 1, true), b.setUint16(34, 8, true), text(36, "data"), b.setUint32(40, samples, true);
  return new Uint8Array(b.buffer);
}
