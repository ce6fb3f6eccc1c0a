// What comes of calls that were not meant so: an AddendError that says what to pass, from every entry, and nothing else.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { packed, run } from "./packed.mjs";

const circle = {};
circle.of = circle;

describe("a call that was not meant so", () => {
  let pack, load, a, w, client, AddendError;
  const asked = [];
  before(async () => {
    pack = await packed();
    const entry = (name) => import(pathToFileURL(path.join(pack.home, name)));
    ({ load, AddendError } = pack.addend);
    [a, w] = await Promise.all([load(), entry("worker.js").then((worker) => worker.load())]);
    const { connect } = await entry("client.js");
    client = Object.assign(connect({ base: "http://127.0.0.1:9", fetch: async (url) => (asked.push(url), Response.json({ user: { userId: "marta" } })) }), { connect });
  });
  after(() => {
    a.close();
    w.close();
    return pack.remove();
  });

  const nothing = [null, 5, "x", ["y"]];
  for (const [what, call, code] of [
    ...nothing.map((options) => [`load(${JSON.stringify(options)})`, () => load(options), "bad-option"]),
    ["load() with another kind of module", () => load({ module: {} }), "bad-argument"],
    ["load() with an integrity for a compiled module", () => load({ module: new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])), integrity: "sha384-x" }), "bad-argument"],
    ["load() with the address of media.wasm", () => load({ wasmURL: pathToFileURL(path.join(pack.home, "media.wasm")) }), "build-mismatch"],
    ["markdown() with null as its mentions", () => a.markdown("a", { mentions: null }), "bad-option"],
    ["markdown() with a BigInt as its profile", () => a.markdown("a", { profile: 1n }), "unknown-profile"],
    ["fileURL() of a BigInt", () => a.fileURL(10n, { base: "/files" }), "bad-argument"],
    ["formatDuration() of a BigInt", () => a.formatDuration(10n), "bad-argument"],
    ["peaks() of BigInts", () => a.peaks([1n]), "bad-argument"],
    ["media() of bytes that were given away", () => { const { buffer } = new Uint8Array(8); structuredClone(buffer, { transfer: [buffer] }); return a.media(buffer); }, "bad-argument"],
    ["load() with bytes that are a text", () => load({ bytes: "abc" }), "not-wasm"],
    ["load() with a number as its signal", () => load({ signal: 5 }), "bad-argument"],
    ["load() with a number to tell progress", () => load({ onProgress: 5 }), "bad-argument"],
    ...nothing.flatMap((options) => [
      ["markdown", () => a.markdown("a", options)], ["render", () => a.render("a", options)], ["markdownBatch", () => a.markdownBatch(["a"], options)],
      ["links", () => a.links("a", options)], ["text", () => a.text("a", options)], ["media", () => a.media(new Blob(["a"]), options)],
      ["messageMetadata", () => a.messageMetadata(new Blob(["a"]), options)], ["checkUpload", () => a.checkUpload([new Blob(["a"])], options)],
      ["markdown in a worker", () => w.markdown("a", options)], ["media in a worker", () => w.media(new Blob(["a"]), options)],
      ["connect", () => client.connect(options)], ["get", () => client.get("/api/v3/users", options)], ["upload", () => client.upload(new Blob(["a"]), options)],
      ["pages", () => client.pages("/api/v3/users", options).next()],
    ].map(([name, call]) => [`${name} with the options ${JSON.stringify(options)}`, call, "bad-option"])),
    ["media() with a text to tell progress", () => a.media(new Blob(["a"]), { onProgress: "x" }), "bad-argument"],
    ["a worker's call with a number as its signal", () => w.markdown("a", { signal: 4 }), "bad-argument"],
    ["a worker's call with a text as its deadline", () => w.markdown("a", { deadline: "x" }), "bad-argument"],
    ...[undefined, "", "api", "https://evil.example/", "//evil.example/", "/\\evil.example/"].map((path) => [`get(${JSON.stringify(path)})`, () => client.get(path), "bad-argument"]),
    ["get() without what its path names", () => client.get("/api/v3/users/{id}", { params: null }), "bad-argument"],
    ["get() with a number as its signal", () => client.get("/api/v3/users", { signal: 5 }), "bad-argument"],
    ...[circle, 1n, () => {}].map((body) => [`post() of ${typeof body === "object" ? "a circle" : `a ${typeof body}`}`, () => client.post("/api/v3/posts", { body }), "bad-argument"]),
    ["connect() to nowhere", () => client.connect(), "bad-argument"],
    ["get() with a circle as its query", () => client.get("/api/v3/users", { query: circle }), "bad-argument"],
    ["get() with a text as its query", () => client.get("/api/v3/users", { query: "a=1" }), "bad-option"],
    ["signIn() with null", () => client.session.signIn("marta", null), "bad-option"],
    ["upload() as nothing", () => client.upload(new Blob(["a"])), "bad-argument"],
    ["upload() of nothing", () => client.upload(), "bad-argument"],
    ["upload() of a text", () => client.upload("a", { as: "file" }), "bad-argument"],
  ]) {
    test(`${what}: ${code}`, async () => {
      const error = await (async () => call())().then(() => assert.fail("it went through"), (e) => e);
      assert.ok(error instanceof AddendError, error.stack);
      assert.equal(error.code, code, error.message);
      assert.ok(error.message.length > 5 && error.hint.length > 5 && !/undefined|\n/.test(error.message), error.message);
      assert.deepEqual(asked, [], "nothing was asked for");
    });
  }

  test("a signal that was aborted before begins nothing", async () => {
    let asked = 0;
    const server = createServer((_, response) => (asked++, response.end()));
    await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
    await assert.rejects(load({ wasmURL: `http://127.0.0.1:${server.address().port}/`, signal: AbortSignal.abort() }), { code: "aborted" });
    await new Promise((later) => setTimeout(later, 50));
    server.close();
    assert.equal(asked, 0);
  });

  test("who throws while being told of progress ends the waiting of its own only", async () => {
    const bytes = await readFile(path.join(pack.home, "addend.wasm"));
    const server = createServer((_, response) => response.writeHead(200, { "content-type": "application/wasm" }).end(bytes));
    await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
    const wasmURL = `http://127.0.0.1:${server.address().port}/`;
    const mine = new Error("mine");
    let told = 0;
    const [broken, whole] = await Promise.allSettled([load({ wasmURL, onProgress: () => { throw mine; } }), load({ wasmURL, onProgress: () => told++ })]);
    server.closeAllConnections();
    server.close();
    assert.deepEqual([broken.reason.code, broken.reason.cause, whole.status, told > 0], ["aborted", mine, "fulfilled", true]);
    whole.value.close();
  });

  test("who throws while being told of a call changes nothing of it", async () => {
    const program = `process.on("uncaughtException", (error) => console.log("reported", error.message));
const { connect } = await import(${JSON.stringify(pathToFileURL(path.join(pack.home, "client.js")))});
const client = connect({ base: "http://127.0.0.1:9", fetch: async () => Response.json({ user: { userId: "marta" } }), onCall() { throw new Error("mine"); } });
console.log((await client.session.current()).user.userId);`;
    const { stdout } = await run(process.execPath, ["--input-type=module", "-e", program]);
    assert.deepEqual(stdout.trim().split("\n").sort(), ["marta", "reported mine"]);
  });
});
