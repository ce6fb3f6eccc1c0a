// Where the module comes from: files and addresses, progress, integrity, builds that do not fit each other.
import assert from "node:assert/strict";
import { cp, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { packed, run } from "./packed.mjs";

describe("the source of the module", () => {
  let pack, load, bytes, sums;
  before(async () => {
    pack = await packed();
    ({ load } = pack.addend);
    bytes = await readFile(path.join(pack.home, "addend.wasm"));
    sums = JSON.parse(await readFile(path.join(pack.home, "integrity.json"), "utf8"));
  });
  after(() => pack.remove());

  // Serves the module with these headers; load(address, …) gives what f makes of it.
  async function served(headers, body, f) {
    const server = createServer((_, response) => response.writeHead(200, headers).end(body));
    await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
    try {
      return await f(`http://127.0.0.1:${server.address().port}/addend.wasm`);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  for (const entry of ["index.js", "media.js", "worker.js", "node.js", "media-node.js", "worker-node.js"]) {
    test(`${entry} imported by its path loads the file beside it`, async () => {
      const { load } = await import(pathToFileURL(path.join(pack.home, entry)));
      const a = await load();
      assert.equal(await a.formatDuration(7.2), "0:07");
      a.close();
    });
  }

  test("a file that is not there is named", async () => {
    const wasmURL = pathToFileURL(path.join(pack.home, "no.wasm"));
    await assert.rejects(load({ wasmURL }), (e) => e.code === "not-found" && e.message.includes("no.wasm") && /beside the scripts/.test(e.hint));
  });

  test("the right integrity loads, streamed or not", async () => {
    await served({ "content-type": "application/wasm" }, bytes, async (wasmURL) => {
      (await load({ wasmURL, integrity: sums["addend.wasm"] })).close();
      (await load({ wasmURL, integrity: `sha256-wrong ${sums["addend.wasm"]}` })).close(); // the strongest kind counts
    });
    (await load({ bytes, integrity: sums["addend.wasm"] })).close();
  });

  test("another integrity is refused, also when the module is loaded already", async () => {
    const wrong = sums["media.wasm"];
    await load({ bytes });
    await assert.rejects(load({ bytes, integrity: wrong }), (e) => e.code === "integrity" && e.message.includes(sums["addend.wasm"].slice(7)));
    await served({ "content-type": "application/wasm" }, bytes, async (wasmURL) => {
      await assert.rejects(load({ wasmURL, integrity: wrong }), { code: "integrity" });
      await assert.rejects(load({ wasmURL, integrity: "md5-x" }), (e) => e.code === "integrity" && /sha384/.test(e.hint));
      await assert.rejects(load({ wasmURL, integrity: `sha256-x ${wrong}` }), { code: "integrity" });
    });
    await assert.rejects(load({ module: await WebAssembly.compile(bytes), integrity: wrong }), { code: "bad-argument" });
  });

  test("integrity.json has the sum of every script and module", async () => {
    const scripts = pack.files.filter((f) => /\.(js|wasm)$/.test(f)).sort();
    assert.deepEqual(Object.keys(sums), scripts);
    for (const file of scripts) {
      const sum = new Uint8Array(await crypto.subtle.digest("SHA-384", await readFile(path.join(pack.home, file))));
      assert.equal(sums[file], "sha384-" + Buffer.from(sum).toString("base64"), file);
    }
  });

  for (const [name, headers, body, known] of [
    ["streamed", { "content-type": "application/wasm" }, (b) => b, true],
    ["as bytes", { "content-type": "application/octet-stream" }, (b) => b, true],
    ["compressed", { "content-type": "application/wasm", "content-encoding": "gzip" }, gzipSync, false],
  ]) {
    test(`progress is told to all who wait: ${name}`, async (t) => {
      t.mock.method(console, "warn", () => {});
      const sent = body(bytes);
      await served({ ...headers, "content-length": sent.length }, sent, async (wasmURL) => {
        const told = [[], []];
        const [a, b] = await Promise.all(told.map((list) => load({ wasmURL, onProgress: (...figures) => list.push(figures) })));
        assert.equal(a, b);
        a.close();
        for (const list of told) {
          assert.ok(list.length > 1);
          assert.deepEqual(list.at(-1), [bytes.length, known ? bytes.length : 0]);
          assert.ok(list.every(([loaded], i) => i === 0 || loaded > list[i - 1][0]));
        }
      });
    });
  }

  test("the wrong type is said once, and works", async (t) => {
    const warn = t.mock.method(console, "warn", () => {});
    await served({ "content-type": "text/plain" }, bytes, async (wasmURL) => (await load({ wasmURL })).close());
    assert.equal(warn.mock.callCount(), 1);
    assert.match(warn.mock.calls[0].arguments[0], /came as text\/plain/);
  });

  test("glue and module of different builds are told apart", async () => {
    const other = path.join(pack.home, "..", "other");
    await cp(pack.home, other, { recursive: true });
    const entry = path.join(other, "index.js");
    await writeFile(entry, (await readFile(entry, "utf8")).replace(/build = "\w+"/, 'build = "0123456789abcdef"'));
    const { load } = await import(pathToFileURL(entry));
    await assert.rejects(load(), (e) => e.code === "build-mismatch" && /0123456789abcdef/.test(e.message) && /one copy/.test(e.hint));
  });

  test("without WebAssembly it says so, and plain() is there", async () => {
    const script = `delete globalThis.WebAssembly;
      const { load, plain } = await import(${JSON.stringify(pathToFileURL(path.join(pack.home, "index.js")).href)});
      const e = await load().catch((e) => e);
      console.log(e.code, plain("<"));`;
    const { stdout } = await run(process.execPath, ["--input-type=module", "-e", script]);
    assert.equal(stdout, "no-webassembly &lt;\n");
  });

  test("every entry can be imported where there is neither page nor network, and does nothing", async () => {
    const { exports } = JSON.parse(await readFile(path.join(pack.home, "package.json"), "utf8"));
    for (const entry of Object.keys(exports).filter((e) => !/\.(wasm|json)$|thread/.test(e))) {
      const script = `globalThis.fetch = () => { throw new Error("fetched") }; const before = Object.getOwnPropertyNames(globalThis).length;
        const m = await import(${JSON.stringify(entry.replace(".", "addend"))}); console.log(Object.keys(m).length > 0, Object.getOwnPropertyNames(globalThis).length - before)`;
      const { stdout } = await run(process.execPath, ["--input-type=module", "-e", script], { cwd: path.join(pack.home, "../..") });
      assert.equal(stdout, "true 0\n", entry);
    }
  });
});
