// checkUpload(), messageMetadata() with a waveform, peaks(): the Go tests have the rules, this has the way to them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { packed, root } from "./packed.mjs";

const fixture = (name, as = name) => new File([readFileSync(path.join(root, "wasm/media/testdata", name))], as);
const codes = (problems) => problems.map((p) => p.code);

let pack, a;
before(async () => {
  pack = await packed();
  a = await pack.addend.load();
});
after(() => pack.remove());

describe("checkUpload()", () => {
  for (const [what, files, options, want] of [
    ["JPEG and PNG", [fixture("own_jpeg.jpg"), fixture("own_png.png")], { as: "image" }, []],
    ["a GIF that calls itself JPEG", [fixture("own_gif.gif", "photo.jpg")], { as: "image" }, ["gif"]],
    ["a GIF as a file", [fixture("own_gif.gif")], { as: "file" }, []],
    ["WebP and AVIF", [fixture("own_lossy.webp"), fixture("own_avif.avif")], { as: "image" }, ["image-format", "image-format"]],
    ["a film as an image", [fixture("own_mp4.mp4", "photo.png")], { as: "image" }, ["not-an-image"]],
    ["films", ["own_3gp.3gp", "own_avi.avi", "f4v.f4v", "own_flv.flv", "own_mov.mov", "own_mp4.mp4", "own_ogv.ogv", "own_wmv.wmv", "own_vob.vob", "own_webm.webm"].map((n) => fixture(n)), { as: "video" }, []],
    ["a transport stream", [fixture("own_ts.ts")], { as: "video" }, ["video-format"]],
    ["a voice message", [fixture("rec_chrome_opus.webm")], { as: "audio" }, []],
    ["a voice message as a video", [fixture("rec_chrome_opus.webm", "film.webm")], { as: "video" }, ["not-a-video"]],
    ["text that calls itself MP3", [fixture("text.mp3")], { as: "audio" }, ["unknown-format"]],
    ["a film that is cut off", [fixture("m4a_truncated_nomoov.m4a", "film.mp4")], { as: "video" }, ["broken"]],
    ["nothing in it", [new File([], "a.png")], { as: "file" }, ["empty"]],
    ["beside a poll", [fixture("own_png.png")], { as: "image", poll: true }, ["poll"]],
    ["one to ten", [fixture("own_png.png")], { as: "image", attached: 10 }, ["too-many"]],
    ["no files", [], { as: "image", poll: true }, []],
    ["a single Blob", new Blob(["x"]), { as: "file" }, []],
    ["a Set", new Set([fixture("own_png.png")]), { as: "image" }, []],
    ["something like a FileList", { length: 1, 0: fixture("own_gif.gif") }, { as: "image" }, ["gif"]],
  ]) {
    test(`${what}: ${want.join(", ") || "no problem"}`, async () => {
      const problems = await a.checkUpload(files, options);
      assert.deepEqual(codes(problems), want);
      for (const p of problems) {
        assert.ok(p.message.length > 5 && p.hint.length > 5, JSON.stringify(p));
        if (["poll", "too-many"].includes(p.code)) assert.deepEqual(Object.keys(p), ["code", "message", "hint"]);
        else assert.equal(Array.from(files)[p.index].name, p.file);
      }
    });
  }

  test("1 GB and a byte, of which nothing is read", async () => {
    const huge = new File([], "film.mp4");
    let read = 0;
    Object.defineProperties(huge, { size: { value: 2 ** 30 + 1 }, slice: { value: () => read++ } });
    assert.deepEqual(codes(await a.checkUpload([huge], { as: "file" })), ["too-large"]);
    assert.equal(read, 0);
  });

  test("a file that is gone is a problem of its own", async () => {
    const gone = fixture("own_png.png");
    gone.slice = () => ({ arrayBuffer: () => Promise.reject(new Error("moved")) });
    const problems = await a.checkUpload([fixture("own_jpeg.jpg"), gone], { as: "image" });
    assert.deepEqual(problems.map(({ code, index }) => [code, index]), [["unreadable", 1]]);
  });

  for (const [what, call] of [
    ["no files", () => a.checkUpload(undefined, { as: "image" })],
    ["a name", () => a.checkUpload("a.png", { as: "image" })],
    ["an object", () => a.checkUpload({}, { as: "image" })],
    ["names", () => a.checkUpload(["a.png"], { as: "image" })],
    ["no options", () => a.checkUpload([])],
    ["an unknown kind", () => a.checkUpload([], { as: "Image" })],
    ["half a file", () => a.checkUpload([], { as: "image", attached: 0.5 })],
    ["no signal", () => a.checkUpload([], { as: "image", signal: {} })],
  ]) {
    test(`${what}: bad-argument`, () => assert.rejects(call(), (e) => e.code === "bad-argument" && e.hint.length > 5));
  }

  test("a signal stops it between two files", async () => {
    const stop = new AbortController();
    const slow = fixture("own_png.png");
    slow.slice = (...range) => {
      stop.abort(new Error("enough"));
      return File.prototype.slice.apply(slow, range);
    };
    let after = 0;
    const next = fixture("own_jpeg.jpg");
    next.slice = () => after++;
    await assert.rejects(a.checkUpload([slow, next], { as: "image", signal: stop.signal }), (e) => e.code === "aborted" && e.cause.message === "enough");
    await new Promise((r) => setTimeout(r, 20));
    assert.equal(after, 0);
  });
});

describe("peaks() and the waveform of a message", () => {
  for (const [what, pcm, n, want] of [
    ["the loudest of each part", [0, 0.5, -1, 0.25], 2, [512, 1024]],
    ["beyond full scale", [2, -3, NaN, -Infinity], 4, [1024, 1024, 0, 1024]],
    ["fewer samples than parts", [0.5], 3, [512, 512, 512]],
    ["no samples", [], 2, [0, 0]],
  ]) {
    test(what, () => {
      assert.deepEqual(a.peaks(new Float32Array(pcm), n), want);
      assert.deepEqual(a.peaks(pcm, n), want);
    });
  }

  test("64 parts, of long sound, of a part of a buffer", () => {
    const long = new Float32Array(1_000_003);
    for (let i = 0; i < 64; i++) long[Math.floor((long.length * i) / 64) + 9_999] = i / 64;
    const want = Array.from({ length: 64 }, (_, i) => 16 * i);
    assert.deepEqual(a.peaks(long), want);
    const offset = new Float32Array(long.length + 9).fill(1);
    offset.set(long, 4);
    assert.deepEqual(a.peaks(offset.subarray(4, 4 + long.length)), want);
  });

  for (const [what, call] of [
    ["no samples at all", () => a.peaks()],
    ["bytes", () => a.peaks(new Uint8Array(9))],
    ["an AudioBuffer", () => a.peaks({ getChannelData() {} })],
    ["no parts", () => a.peaks([], 0)],
    ["too many parts", () => a.peaks([], 4097)],
    ["half a part", () => a.peaks([], 1.5)],
  ]) {
    test(`${what}: bad-argument`, () => assert.throws(call, (e) => e.code === "bad-argument" && e.hint.length > 5));
  }

  test("the metadata has it when it is given, and only then", async () => {
    const voice = fixture("rec_chrome_opus.webm");
    const plain = await a.messageMetadata(voice);
    assert.deepEqual(Object.keys(plain), ["duration", "mimeType"]);
    assert.deepEqual(await a.messageMetadata(voice, { peaks: [0, 1024, 7] }), { ...plain, waveform: [0, 1024, 7] });
    const { waveform } = await a.messageMetadata(voice, { pcm: new Float32Array(640).fill(0.25) });
    assert.deepEqual(waveform, Array(64).fill(256));
    assert.deepEqual(JSON.parse(JSON.stringify(await a.messageMetadata(voice, { peaks: [3] }))).waveform, [3]);
    for (const peaks of [[], [1025], [-1], [0.5], ["1"], "64", null, new Array(5000).fill(0)]) {
      await assert.rejects(a.messageMetadata(voice, { peaks }), { code: "bad-argument" }, JSON.stringify(peaks));
    }
  });
});
