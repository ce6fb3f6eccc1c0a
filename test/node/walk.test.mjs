// Blobs as the module reads them: slices, and one stream where large reads follow each other.
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { packed } from "./packed.mjs";

// A Blob that notes how it is read; its stream comes in pieces of odd sizes, and fails where it is told to.
class Noted extends Blob {
  slices = [];
  streams = 0;
  cancelled = 0;
  failsAt = Infinity;

  slice(from, to = this.size) {
    const part = super.slice(from, to);
    return {
      arrayBuffer: () => {
        this.slices.push([from, to]);
        return part.arrayBuffer();
      },
      stream: () => {
        this.streams++;
        let at = 0;
        return new ReadableStream({
          pull: async (controller) => {
            if (from + at >= this.failsAt) return controller.error(new Error("the disk is gone"));
            const piece = new Uint8Array(await part.slice(at, (at += 77_777)).arrayBuffer());
            if (piece.length) controller.enqueue(piece);
            else controller.close();
          },
          cancel: () => void this.cancelled++,
        });
      },
    };
  }
}

describe("reading a Blob", () => {
  let pack, a, sourceOf;
  const bytes = Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * 31) ^ (i >> 8));
  before(async () => {
    pack = await packed();
    a = await pack.addend.load();
    ({ sourceOf } = await import("../../wasm/npm/source.js"));
  });
  after(() => {
    a.close();
    return pack.remove();
  });
  const read = async (source, from, to) => new Uint8Array(await source.slice(from, to).arrayBuffer());

  test("large reads in a row come from one stream; a jump ends it", async () => {
    const blob = new Noted([bytes]);
    const source = await sourceOf(blob);
    const step = 524_288;
    for (const [from, to] of [[0, step], [step, 2 * step], [2 * step, 3 * step], [3 * step, 3 * step + 10], [100, 200], [200, 200 + step], [200 + step, 200 + 2 * step]]) {
      assert.deepEqual(await read(source, from, to), bytes.subarray(from, to), `${from}–${to}`);
    }
    assert.deepEqual(blob.slices, [[0, step], [100, 200]]);
    assert.deepEqual([blob.streams, blob.cancelled], [2, 1]);
    source.close();
    source.close();
    assert.equal(blob.cancelled, 2);
    assert.deepEqual(await read(source, 7, 9), bytes.subarray(7, 9));
  });

  test("small reads in a row are slices", async () => {
    const blob = new Noted([bytes]);
    const source = await sourceOf(blob);
    for (let at = 0; at < 500_000; at += 65_536) assert.deepEqual(await read(source, at, at + 65_536), bytes.subarray(at, at + 65_536));
    assert.equal(blob.streams, 0);
  });

  test("a stream that ends early gives what there was", async () => {
    const source = await sourceOf(Object.assign(new Noted([bytes]), { slice: (from, to) => new Noted([bytes.subarray(0, 1_000_000)]).slice(from, Math.min(to ?? 1e6, 1e6)) }));
    await read(source, 0, 524_288);
    assert.equal((await read(source, 524_288, 1_048_576)).length, 1_000_000 - 524_288);
  });

  // MPEG audio without a table: only a walk through everything tells how long it is.
  const frames = (n) => {
    const one = new Uint8Array(417);
    one.set([0xff, 0xfb, 0x90, 0xc4]);
    return new Array(n).fill(one);
  };

  test("a walk is one stream, which is closed at its end, when it is aborted and when it fails", async () => {
    const whole = new Noted(frames(10_000));
    assert.ok(Math.abs((await a.media(whole)).duration - (10_000 * 1152) / 44_100) < 1e-6);
    assert.deepEqual([whole.streams, whole.slices.length < 4], [1, true]);

    const stopped = new Noted(frames(10_000));
    const stop = new AbortController();
    await assert.rejects(a.media(stopped, { signal: stop.signal, onProgress: (at) => at > 1_500_000 && stop.abort() }), { code: "aborted" });
    await new Promise((soon) => setTimeout(soon, 20));
    assert.deepEqual([stopped.streams, stopped.cancelled], [1, 1]);

    const broken = Object.assign(new Noted(frames(10_000)), { failsAt: 2_000_000 });
    await assert.rejects(a.media(broken), (e) => e.code === "read" && /disk is gone/.test(e.cause.message));
  });
});
