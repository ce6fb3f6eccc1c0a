// Files behind an address: read by ranges, never whole unless they are small, and never two versions of one.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { packed, root } from "./packed.mjs";

const fixture = (name) => readFileSync(path.join(root, "wasm/media/testdata", name));
const webm = fixture("rec_chrome_vp8_opus.webm");

// An MP4 of a gigabyte with moov at the end: head and moov of a real file, and nothing between them.
const movie = (() => {
  const small = fixture("own_mp4.mp4");
  const boxes = [];
  for (let at = 0; at < small.length; at += small.readUInt32BE(at)) boxes.push({ at, size: small.readUInt32BE(at), kind: small.toString("latin1", at + 4, at + 8) });
  const box = (kind) => {
    const { at, size } = boxes.find((b) => b.kind === kind);
    return small.subarray(at, at + size);
  };
  const size = 1 << 30;
  const [ftyp, moov] = [box("ftyp"), box("moov")];
  const mdat = Buffer.alloc(8);
  mdat.writeUInt32BE(size - ftyp.length - moov.length, 0);
  mdat.write("mdat", 4);
  return { size, parts: [[0, Buffer.concat([ftyp, mdat])], [size - moov.length, moov]] };
})();

function bytesOf(file, from, to) {
  if (Buffer.isBuffer(file)) return file.subarray(from, to);
  const out = Buffer.alloc(to - from);
  for (const [at, data] of file.parts) {
    const [a, b] = [Math.max(from, at), Math.min(to, at + data.length)];
    if (a < b) data.copy(out, a - from, a - at, b - at);
  }
  return out;
}

const sizeOf = (file) => (Buffer.isBuffer(file) ? file.length : file.size);

// Answers as a good server does; `bad` may change an answer before it is sent.
function answer(file, request, bad = () => {}) {
  const size = sizeOf(file);
  const asked = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
  const reply = { status: 200, headers: { "content-length": size, etag: '"one"', "accept-ranges": "bytes" }, body: request.method === "HEAD" ? null : [0, size] };
  if (asked) {
    const [from, to] = [Number(asked[1]), Math.min(Number(asked[2]) + 1, size)];
    if (from >= size) Object.assign(reply, { status: 416, headers: { "content-range": `bytes */${size}` }, body: null });
    else Object.assign(reply, { status: 206, body: [from, to], headers: { ...reply.headers, "content-length": to - from, "content-range": `bytes ${from}-${to - 1}/${size}` } });
  }
  bad(reply, asked && Number(asked[1]), request);
  return reply;
}

describe("media() of an address", () => {
  let pack, a, server, origin, sent, routes;

  before(async () => {
    pack = await packed();
    a = await pack.addend.load();
    server = createServer((request, response) => {
      const { pathname } = new URL(request.url, origin);
      sent.requests.push(request.headers.range ?? request.method);
      const reply = routes[pathname](request, response);
      if (!reply) return;
      const body = reply.body ? bytesOf(reply.file, ...reply.body) : undefined;
      sent.bytes += body?.length ?? 0;
      response.writeHead(reply.status, reply.headers).end(body);
    });
    await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
    origin = `http://127.0.0.1:${server.address().port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
    return pack.remove();
  });

  // Serves a file and reads it.
  function read(file, bad, options) {
    sent = { bytes: 0, requests: [] };
    routes = { "/files/1": (request) => ({ file, ...answer(file, request, bad) }) };
    return a.media(`${origin}/files/1?token=hush-hush#t=3`, options);
  }

  // The error of a call, which has to say something and nothing of the token.
  async function refusal(promise) {
    const error = await promise.then((m) => assert.fail(`it answered ${JSON.stringify(m)}`), (e) => e);
    assert.ok(error instanceof pack.addend.AddendError && error.hint.length > 10, `${error}`);
    assert.doesNotMatch(`${error} ${error.hint}`, /hush-hush/);
    return error;
  }

  test("it says what the same file says as a Blob", async () => {
    for (const name of ["rec_chrome_vp8_opus.webm", "own_mp4.mp4", "mp3_vbr_noxing.mp3", "own_vob.vob", "own_png.png"]) {
      assert.deepEqual(await read(fixture(name)), await a.media(new Blob([fixture(name)])), name);
    }
    sent = { bytes: 0, requests: [] };
    assert.equal((await a.messageMetadata(new URL(`${origin}/files/1`))).mimeType, "image/png");
  });

  test("of a gigabyte with moov at the end, less than 256 KiB cross the wire", async () => {
    const m = await read(movie);
    assert.equal(m.duration, (await a.media(new Blob([fixture("own_mp4.mp4")]))).duration);
    assert.ok(m.bytesRead < 256 << 10 && sent.bytes <= m.bytesRead + (64 << 10), `${sent.bytes} sent, ${m.bytesRead} read`);
    assert.ok(sent.requests.every((r) => /^bytes=\d+-\d+$/.test(r)), sent.requests.join());
  });

  test("where the length may not be seen, HEAD tells it", async () => {
    const hidden = (reply) => delete reply.headers["content-range"];
    assert.ok((await read(movie, hidden)).duration > 0);
    assert.deepEqual(sent.requests.filter((r) => r === "HEAD").length, 1);
    const noLength = (reply, _, request) => {
      hidden(reply);
      if (request.method === "HEAD") delete reply.headers["content-length"];
    };
    assert.equal((await refusal(read(movie, noLength))).code, "no-ranges");
  });

  const whole = (reply) => Object.assign(reply, { status: 200, body: [0, Math.min(sizeOf(movie), 8 << 20)] });

  test("a server without ranges: a small file is read whole, a large one is not", async () => {
    const noRanges = (reply) => Object.assign(reply, { status: 200, body: [0, webm.length], headers: { "content-length": webm.length } });
    assert.deepEqual(await read(webm, noRanges), await a.media(new Blob([webm])));
    const large = await refusal(read(movie, (reply) => { whole(reply).headers = { "content-length": 8 << 20 }; }));
    assert.equal(large.code, "no-ranges");
    const untold = await refusal(read(movie, (reply) => { whole(reply).headers = {}; }));
    assert.equal(untold.code, "no-ranges");
    assert.match(untold.hint, /206/);
  });

  for (const [what, bad] of [
    ["another ETag", (reply, from) => { if (from) reply.headers.etag = '"two"'; }],
    ["another length", (reply, from) => { if (from) reply.headers["content-range"] = reply.headers["content-range"].replace(/\d+$/, String(sizeOf(movie) + 1)); }],
    ["another day", (reply, from) => { reply.headers["last-modified"] = from ? "Tue, 02 Jan 2024 00:00:00 GMT" : "Mon, 01 Jan 2024 00:00:00 GMT"; }],
    ["the whole file of a sudden", (reply, from) => { if (from) { Object.assign(reply, { status: 200, body: [0, 10] }); reply.headers["content-length"] = 10; } }],
  ]) {
    test(`${what}: changed`, async () => {
      const error = await refusal(read(movie, bad));
      assert.equal(error.code, "changed");
    });
  }

  for (const [status, code] of [[404, "not-found"], [410, "not-found"], [401, "not-allowed"], [403, "not-allowed"], [500, "bad-status"], [429, "bad-status"]]) {
    test(`status ${status}: ${code}`, async () => {
      const error = await refusal(read(movie, (reply) => Object.assign(reply, { status, body: null, headers: {} })));
      assert.equal(error.code, code);
      assert.match(error.message, new RegExp(`/files/1 .*${status}`));
    });
  }

  test("a status in the middle is told, too", async () => {
    const error = await refusal(read(movie, (reply, from) => from && Object.assign(reply, { status: 404, body: null, headers: {} })));
    assert.equal(error.code, "not-found");
  });

  test("an empty file is an empty file", async () => {
    assert.equal((await refusal(read(Buffer.alloc(0)))).code, "empty");
  });

  test("fewer bytes than were asked for: no-ranges", async () => {
    const short = (reply) => { reply.body[1] -= 5; reply.headers["content-length"] -= 5; };
    assert.equal((await refusal(read(movie, short))).code, "no-ranges");
  });

  test("nobody there: fetch-failed, with the cause", async () => {
    const error = await refusal(a.media("http://127.0.0.1:9/x.webm?token=hush-hush"));
    assert.equal(error.code, "fetch-failed");
    assert.ok(error.cause instanceof Error);
  });

  for (const address of ["/files/1", "a.mp3", "file:///etc/hostname", "ftp://127.0.0.1/a", "data:audio/wav,RIFF", "https://me:hush-hush@chat.example/a", "http://"]) {
    test(`${address} is refused before anything is fetched`, async (t) => {
      const fetch = t.mock.method(globalThis, "fetch");
      assert.equal((await refusal(a.media(address))).code, "bad-argument");
      assert.equal(fetch.mock.callCount(), 0);
    });
  }

  test("an AbortSignal ends a request that hangs", async () => {
    sent = { bytes: 0, requests: [] };
    let hangs, gone;
    const hanging = new Promise((resolve) => (hangs = resolve));
    const closed = new Promise((resolve) => (gone = resolve));
    routes = { "/files/1": (request, response) => {
      const reply = { file: movie, ...answer(movie, request) };
      if (reply.body[0] === 0) return reply;
      response.on("close", gone);
      hangs();
    } };
    const stop = new AbortController();
    const reading = a.media(`${origin}/files/1`, { signal: stop.signal });
    await hanging;
    stop.abort(new Error("enough"));
    const error = await refusal(reading);
    assert.equal(error.code, "aborted");
    assert.equal(error.cause.message, "enough");
    await closed; // the request itself was ended, not only the waiting
  });
});
