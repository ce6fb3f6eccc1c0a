// load() step by step: what it tells while it loads, what it checks, and what it says where it cannot go on.
import assert from "node:assert/strict";
import { cp, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { after, afterEach, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { packed } from "./packed.mjs";

describe("load()", () => {
  let pack, bytes, sums, server, wasmURL, answer, load;
  let asked = 0;
  before(async () => {
    pack = await packed();
    bytes = await readFile(path.join(pack.home, "addend.wasm"));
    sums = JSON.parse(await readFile(path.join(pack.home, "integrity.json"), "utf8"));
    server = createServer((request, response) => { asked++; answer(response); });
    await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
    wasmURL = `http://127.0.0.1:${server.address().port}/addend.wasm`;
    ({ load } = pack.addend);
  });
  after(async () => {
    server.closeAllConnections();
    server.close();
    await pack.remove();
  });
  afterEach(() => { asked = 0; });
  const whole = (type = "application/wasm", headers = {}) => (answer = (response) => response.writeHead(200, { "content-type": type, "content-length": bytes.length, ...headers }).end(bytes));


  test("calls at the same time, with several listeners, fetch once; each hears how far it is", async () => {
    whole();
    const [heard, other] = [[], []];
    const [a, b] = await Promise.all([load({ wasmURL, onProgress: (...figures) => heard.push(figures) }), load({ wasmURL, onProgress: (...figures) => other.push(figures) })]);
    assert.equal(a, b);
    assert.equal(asked, 1);
    assert.deepEqual(heard.at(-1), [bytes.length, bytes.length]);
    assert.ok(heard.every(([loaded], i) => loaded > (heard[i - 1]?.[0] ?? 0)), "it only grows");
    assert.deepEqual(other.at(-1), heard.at(-1));
    a.close();
  });

  test("of a compressed answer nobody knows the total", async () => {
    answer = (response) => response.writeHead(200, { "content-type": "application/wasm", "content-encoding": "identity", "content-length": bytes.length }).end(bytes);
    const totals = new Set();
    (await load({ wasmURL, onProgress: (_, total) => totals.add(total) })).close();
    assert.deepEqual([...totals], [0]);
  });

  test("the integrity of the package's own list lets the module in, also as bytes", async () => {
    whole();
    const integrity = sums["addend.wasm"];
    (await load({ wasmURL, integrity })).close();
    (await load({ bytes, integrity })).close();
    // The strongest kind counts, as in the attribute of a script.
    (await load({ bytes: new Uint8Array(bytes), integrity: `sha256-AAAA ${integrity}` })).close();
  });

  test("another integrity keeps it out, says what it is, and is not kept", async () => {
    whole();
    const wrong = sums["index.js"];
    const error = await load({ wasmURL, integrity: wrong }).then(() => assert.fail("it loaded"), (e) => e);
    assert.equal(error.code, "integrity");
    assert.ok(error.message.includes(sums["addend.wasm"].slice("sha384-".length)), error.message);
    await assert.rejects(load({ wasmURL, integrity: "md5-x" }), { code: "integrity", message: /no known kind/ });
    await assert.rejects(load({ wasmURL, integrity: sums["addend.wasm"].slice(0, -4) }), { code: "integrity" });
    (await load({ wasmURL, integrity: sums["addend.wasm"] })).close();
    await assert.rejects(load({ module: await WebAssembly.compile(bytes), integrity: wrong }), { code: "bad-argument" });
  });

  test("a wrong Content-Type is only slower, and is said once", async (t) => {
    whole("application/octet-stream");
    const warned = t.mock.method(console, "warn", () => {});
    (await load({ wasmURL })).close();
    assert.equal(warned.mock.callCount(), 1);
    assert.match(warned.mock.calls[0].arguments[0], /came as application\/octet-stream, application\/wasm would be faster/);
  });

  test("a page in place of the module is recognised by what it is", async () => {
    answer = (response) => response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end("<!doctype html><title>app</title>");
    await assert.rejects(load({ wasmURL }), { code: "not-wasm", message: /it came as text\/html/, hint: /copy addend\.wasm beside index\.js, or pass wasmURL/ });
  });

  test("404 names the address and what to do", async () => {
    answer = (response) => response.writeHead(404).end();
    await assert.rejects(load({ wasmURL }), { code: "not-found", message: `${wasmURL} was answered with status 404`, hint: /pass its address as load\(\{ wasmURL \}\)/ });
    await assert.rejects(load({ wasmURL: pathToFileURL("/no/such/addend.wasm") }), { code: "not-found", hint: /load\(\{ bytes \}\)/ });
  });

  test("a module of another build does not run under this JavaScript", async () => {
    const folder = path.join(pack.home, "..", "other-build");
    await cp(pack.home, folder, { recursive: true });
    const name = path.join(folder, "index.js");
    await writeFile(name, (await readFile(name, "utf8")).replace(/build = "\w+"/, 'build = "0123456789abcdef"'));
    const other = await import(pathToFileURL(name));
    await assert.rejects(other.load(), { code: "build-mismatch", message: /of build \w{16}, the JavaScript around it of build 0123456789abcdef/, hint: /one copy of the package/ });
  });

  test("without WebAssembly it says so, and plain() goes on", async () => {
    const { WebAssembly } = globalThis;
    whole();
    delete globalThis.WebAssembly;
    try {
      for (const options of [{}, { bytes }, { wasmURL }]) await assert.rejects(load(options), { code: "no-webassembly", hint: /show plain\(text\)/ });
      assert.equal(pack.addend.plain("<b>"), "&lt;b&gt;");
    } finally {
      globalThis.WebAssembly = WebAssembly;
    }
    (await load({ wasmURL })).close();
  });

  // WebKit compiles under every policy, and refuses to start.
  test("a policy that lets WebAssembly be compiled and not be started is told as one", async () => {
    const { Instance } = WebAssembly;
    WebAssembly.Instance = function () {
      throw new WebAssembly.CompileError("Refused to create a WebAssembly object because 'unsafe-eval' or 'wasm-unsafe-eval' is not an allowed source of script in the following Content Security Policy directive");
    };
    try {
      await assert.rejects(load({ bytes: bytes.slice() }), { code: "csp", hint: /script-src 'self' 'wasm-unsafe-eval'/ });
    } finally {
      WebAssembly.Instance = Instance;
    }
  });

  test("the lean module has what needs no Markdown, and nothing that does", async () => {
    const { load } = await import(pathToFileURL(path.join(pack.home, "media.js")));
    const a = await load();
    assert.equal(a.formatDuration(7), "0:07");
    assert.equal(a.explain(400311).name, "RateLimit");
    assert.match(a.fileURL("f1", { base: "/files" }), /^\/files\/f1/);
    await assert.rejects(a.media(new Blob([])), { code: "empty" });
    assert.deepEqual(["markdown", "markdownBatch", "render", "text", "links", "mount"].filter((name) => name in a), []);
    a.close();
    assert.throws(() => a.explain(400311), { code: "closed" });
    const small = (await readFile(path.join(pack.home, "media.wasm"))).length;
    assert.ok(small < bytes.length * 0.75, `${small} of ${bytes.length} bytes`);
  });
});
