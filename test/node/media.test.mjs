// Every fixture of the media parsers through the package: as a Blob, of which only parts are read, and as bytes.
import assert from "node:assert/strict";
import { openAsBlob, readFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { packed, root } from "./packed.mjs";

const fixture = (name) => path.join(root, "wasm/media/testdata", name);
const manifest = JSON.parse(readFileSync(fixture("manifest.json"), "utf8"));

describe("media()", () => {
  let pack, a, AddendError;
  before(async () => {
    pack = await packed();
    ({ AddendError } = pack.addend);
    a = await pack.addend.load();
  });
  after(() => pack.remove());

  test("there are fixtures to speak of", () => assert.ok(manifest.length > 100, `${manifest.length}`));

  for (const row of manifest) {
    test(`${row.file}: ${row.error ?? `${row.seconds} s`}`, async () => {
      const blob = await openAsBlob(fixture(row.file));
      const bytes = new Uint8Array(readFileSync(fixture(row.file)));
      if (row.error) {
        for (const source of [blob, bytes]) {
          await assert.rejects(a.media(source), (e) => e instanceof AddendError && e.code === row.error && e.hint.length > 5);
        }
        return;
      }
      const m = await a.media(blob);
      assert.deepEqual(await a.media(bytes), m);
      assert.deepEqual(await a.media(bytes.buffer), m);
      assert.equal(m.kind, row.kind);
      assert.equal(m.container, row.container);
      assert.deepEqual(m.codecs, row.codecs);
      assert.equal(m.exact, row.exact);
      assert.equal(m.width, row.width);
      assert.equal(m.sampleRate, row.rate);
      assert.ok(m.bytesRead > 0 && m.bytesRead <= 2 * blob.size + 65536, `${m.bytesRead} of ${blob.size}`);
      const near = (s) => Math.abs(m.duration - s) <= (row.tolerance ?? (row.file.startsWith("rec_chrome") ? 0.06 : 0.02));
      assert.ok([row.seconds, ...(row.also ?? [])].some(near), `${m.duration} s`);
      if (row.kind === "audio") {
        const stored = await a.messageMetadata(blob);
        assert.equal(stored.duration, Math.round(m.duration * 1000) / 1000);
        assert.match(stored.mimeType, { mov: /^video\/quicktime$/, "mpeg-ts": /^video\/mp2t$/ }[row.container] ?? /^audio\//); // these have one type only
        assert.match(a.formatDuration(stored.duration), /^\d+:\d\d$/);
      }
    });
  }

  test("a recording without a byte is explained", async () => {
    for (const nothing of [new Blob([]), new Uint8Array(0), new ArrayBuffer(0)]) {
      await assert.rejects(a.media(nothing), (e) => e.code === "empty" && /record again/.test(e.hint));
      await assert.rejects(a.messageMetadata(nothing), { code: "empty" });
    }
  });

  test("what cannot be read is refused", async () => {
    for (const nothing of [undefined, null, "a.mp3", 7, {}]) await assert.rejects(a.media(nothing), { code: "bad-argument" });
  });

  test("a view of a part of a buffer is that part", async () => {
    const whole = readFileSync(fixture("own_u8.wav"));
    const padded = new Uint8Array(whole.length + 200);
    padded.set(whole, 100);
    assert.equal((await a.media(padded.subarray(100, 100 + whole.length))).duration, 1.25);
    assert.equal((await a.media(new DataView(padded.buffer, 100, whole.length))).duration, 1.25);
  });

  test("a signal stops the reading", async () => {
    const reason = new Error("enough");
    await assert.rejects(a.media(new Blob(["x"]), { signal: AbortSignal.abort(reason) }), (e) => e.code === "aborted" && e.cause === reason);
    const stop = new AbortController();
    const slow = new SlowBlob([readFileSync(fixture("aac.aac"))]);
    const reading = a.media(slow, { signal: stop.signal });
    await slow.started;
    stop.abort();
    await assert.rejects(reading, { code: "aborted" });
    const reads = slow.reads;
    slow.goOn();
    await new Promise((r) => setTimeout(r, 50));
    assert.equal(slow.reads, reads, "it read on after it was stopped");
  });

  test("a blob that fails to be read is an error of its own", async () => {
    const broken = new Blob(["RIFF....WAVEfmt "]);
    broken.slice = () => ({ arrayBuffer: () => Promise.reject(new Error("the disk is gone")) });
    await assert.rejects(a.media(broken), (e) => e.code === "read" && e.hint.length > 5 && /disk is gone/.test(e.cause.message));
  });

  test("many files at the same time do not get in each other's way", async () => {
    const rows = manifest.filter((r) => r.seconds > 0).slice(0, 40);
    const all = await Promise.all(rows.map(async (r) => a.media(await openAsBlob(fixture(r.file)))));
    for (const [i, m] of all.entries()) assert.equal(m.container, rows[i].container);
  });
});

// A Blob whose reads wait until they are told to go on.
class SlowBlob extends Blob {
  reads = 0;
  #begin;
  started = new Promise((begin) => (this.#begin = begin));
  #gate = new Promise((open) => (this.goOn = open));

  slice(...range) {
    const part = super.slice(...range);
    return {
      arrayBuffer: async () => {
        this.reads++;
        this.#begin();
        await this.#gate;
        return part.arrayBuffer();
      },
    };
  }
}
