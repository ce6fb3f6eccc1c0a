// Recordings in Chromium: read through slices of Blobs, recorded here and now and held against the decoder, scans
// that are stopped half-way.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch } from "./chromium.mjs";
import { manifest, open, recordings, serve } from "./recordings.mjs";

const within = 0.02; // seconds

let browser, site, page;
before(async () => {
  [browser, site] = await Promise.all([launch(), serve()]);
  page = await open(browser, site.origin);
});
after(async () => {
  await browser?.close();
  await site?.close();
});

test("every fixture, as a Blob of which only slices are read", async () => {
  const answers = await page.evaluate(async (names) => {
    const out = [];
    for (const name of names) {
      const blob = counted(await fetched(name));
      const error = await a.media(blob).then((m) => out.push({ name, m, bytes: blob.bytes, size: blob.size }) && null, (e) => e);
      if (error) out.push({ name, code: error.code });
    }
    return out;
  }, manifest.map((row) => row.file));
  assert.equal(answers.length, manifest.length);
  for (const [i, { name, m, code, bytes, size }] of answers.entries()) {
    const row = manifest[i];
    if (row.error) {
      assert.equal(code, row.error, name);
      continue;
    }
    assert.ok(m, `${name}: ${code}`);
    assert.deepEqual([m.kind, m.container, m.codecs, m.exact], [row.kind, row.container, row.codecs, row.exact], name);
    assert.equal(m.bytesRead, bytes, name);
    assert.ok(bytes <= 2 * size + 65536, `${name}: ${bytes} of ${size}`);
    const near = (s) => Math.abs(m.duration - s) <= (row.tolerance ?? (name.startsWith("rec_chrome") ? 0.06 : within));
    assert.ok([row.seconds, ...(row.also ?? [])].some(near), `${name}: ${m.duration} s`);
  }
});

// decodeAudioData counts the frames of the sound only. A film's two tracks are stamped by the clock and do not end
// together, so that its length has the tolerance that the corpus gives it.
test("real recordings, as long as the decoder says", async () => {
  assert.ok(recordings.length >= 11, `${recordings.length} recordings`);
  const answers = await page.evaluate(async (names) => {
    const out = [];
    for (const name of names) {
      const blob = await fetched(name);
      const m = await a.media(blob);
      out.push({ name, kind: m.kind, duration: m.duration, heard: await decoded(blob) });
    }
    return out;
  }, recordings);
  for (const { name, kind, duration, heard } of answers) {
    assert.ok(Math.abs(duration - heard) <= (kind === "audio" ? within : 0.2), `${name}: ${duration} s, the decoder says ${heard}`);
  }
});

describe("recorded here and now", () => {
  const ways = ["audio/webm;codecs=opus", "audio/mp4;codecs=opus", "audio/mp4;codecs=mp4a.40.2", "audio/webm;codecs=pcm"].flatMap((type) =>
    [[0, false], [0, true], [200, false], [200, true]].map(([timeslice, paused]) => ({ type, timeslice, paused })));
  let made;
  before(async () => {
    made = await page.evaluate(async (all) => {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      const after = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
      const results = await Promise.all(all.map(async ({ type, timeslice, paused }) => {
        if (!MediaRecorder.isTypeSupported(type)) return { unsupported: true };
        const recorder = new MediaRecorder(stream, { mimeType: type });
        const parts = [];
        recorder.ondataavailable = ({ data }) => data.size && parts.push(data);
        const stopped = new Promise((resolve) => (recorder.onstop = resolve));
        recorder.start(...(timeslice ? [timeslice] : []));
        await after(900);
        if (paused) {
          recorder.pause();
          await after(700);
          recorder.resume();
          await after(800);
        }
        recorder.stop();
        await stopped;
        const blob = new Blob(parts, { type });
        const m = await a.media(blob);
        return { parts: parts.length, kind: m.kind, exact: m.exact, duration: m.duration, heard: await decoded(blob), stored: await a.messageMetadata(blob) };
      }));
      for (const track of stream.getTracks()) track.stop();
      return results;
    }, ways);
  });

  for (const [i, { type, timeslice, paused }] of ways.entries()) {
    test(`${type}${timeslice ? `, every ${timeslice} ms` : ""}${paused ? ", paused and resumed" : ""}`, (t) => {
      const m = made[i];
      if (m.unsupported) return t.skip("this Chromium does not record it");
      assert.equal(m.kind, "audio");
      assert.ok(m.parts > (timeslice ? 2 : 0), `${m.parts} parts`);
      assert.ok(Math.abs(m.duration - m.heard) <= within, `${m.duration} s, the decoder says ${m.heard}`);
      assert.ok(m.heard > (paused ? 0.9 : 0.4), `${m.heard} s were recorded`);
      assert.deepEqual(m.stored, { duration: Math.round(m.duration * 1000) / 1000, mimeType: type.includes("pcm") ? "audio/x-matroska" : type.split(";")[0] }); // so its own header says
    });
  }

  test("WebM and MP4 are among them", () => {
    for (const container of ["audio/webm", "audio/mp4"]) assert.ok(ways.some(({ type }, i) => type.startsWith(container) && !made[i].unsupported), container);
  });
});

describe("large files", () => {
  before(() => page.evaluate(() => {
    // 45 MB of MP3 frames of two bit rates without a table: only a full scan tells the length.
    window.mp3 = (() => {
      const frame = (rate, size) => Uint8Array.of(0xff, 0xfb, rate, 0xc4, ...new Array(size - 4).fill(0));
      const one = new Blob(Array.from({ length: 1000 }, (_, i) => (i % 2 ? frame(0x90, 417) : frame(0xa0, 522))));
      const repeats = Math.floor(45e6 / one.size);
      return { blob: () => counted(new Blob(Array(repeats).fill(one))), seconds: (repeats * 1000 * 1152) / 44100 };
    })();
  }));

  test("a gigabyte of MP4 with moov at the end: under 256 KiB read, no memory taken", async () => {
    const { m, want, bytes, size, grown } = await page.evaluate(async () => {
      const small = await fetched("own_mp4.mp4");
      const view = new DataView(await small.arrayBuffer());
      const boxes = {};
      for (let at = 0; at < view.byteLength; at += view.getUint32(at)) {
        boxes[String.fromCharCode(...new Uint8Array(view.buffer, at + 4, 4))] = small.slice(at, at + view.getUint32(at));
      }
      const zeros = new Blob([new Uint8Array(1 << 20)]);
      const mdat = new DataView(new ArrayBuffer(8));
      mdat.setUint32(0, 8 + 1023 * zeros.size);
      mdat.setUint32(4, 0x6d646174);
      const before = moduleBytes();
      const blob = counted(new Blob([boxes.ftyp, mdat, ...Array(1023).fill(zeros), boxes.moov]));
      const m = await a.media(blob);
      return { m, want: (await a.media(small)).duration, bytes: blob.bytes, size: blob.size, grown: moduleBytes() - before };
    });
    assert.ok(size > 1e9, `${size}`);
    assert.equal(m.duration, want);
    assert.equal(m.bytesRead, bytes);
    assert.ok(bytes < 256 << 10, `${bytes} bytes read`);
    assert.ok(grown < 4 << 20, `${grown} bytes of memory`);
  });

  test("a full scan tells its progress and takes no memory", async () => {
    const { m, want, told, size, grown } = await page.evaluate(async () => {
      const blob = mp3.blob();
      const told = [];
      const before = moduleBytes();
      const m = await a.media(blob, { onProgress: (read, of) => told.push([read, of]) });
      return { m, want: mp3.seconds, told, size: blob.size, grown: moduleBytes() - before };
    });
    assert.ok(Math.abs(m.duration - want) < within, `${m.duration} s, made were ${want}`);
    assert.equal(m.exact, true);
    assert.ok(told.length > 20, `told ${told.length} times`);
    assert.ok(told.every(([read, of], i) => of === size && read <= 1.1 * size && (i === 0 || read - told[i - 1][0] >= 256 << 10)));
    assert.ok(told.at(-1)[0] > 0.95 * size);
    assert.ok(grown < 4 << 20, `${grown} bytes of memory`);
  });

  for (const kind of ["bytes in memory", "a Blob"]) {
    test(`${kind}: scanned piece by piece, and other tasks go on in between`, async () => {
      const tasks = await page.evaluate(async (kind) => {
        const blob = mp3.blob();
        const source = kind === "a Blob" ? blob : await blob.slice().arrayBuffer();
        const { port1, port2 } = new MessageChannel();
        let tasks = 0;
        port1.onmessage = () => port2.postMessage(++tasks);
        port2.postMessage(0);
        await a.media(source);
        port1.close();
        return tasks;
      }, kind);
      assert.ok(tasks >= 10, `${tasks} tasks`);
    });
  }

  test("a scan that is aborted half-way reads no further and leaves no memory behind", async () => {
    const { rounds, sizes } = await page.evaluate(async () => {
      const rounds = [];
      const sizes = [];
      for (let i = 0; i < 24; i++) {
        const blob = mp3.blob();
        const stop = new AbortController();
        let at;
        const error = await failure(a.media(blob, {
          signal: stop.signal,
          onProgress: (read, size) => {
            if (at || read < size / 2) return;
            at = { reads: blob.reads, bytes: blob.bytes };
            stop.abort(new Error("enough"));
          },
        }));
        const atOnce = blob.reads - at.reads;
        await new Promise((resolve) => setTimeout(resolve, 30)); // time in which it could go on
        rounds.push({ error, half: at.bytes / blob.size, atOnce, later: blob.reads - at.reads });
        if (i % 6 === 5) sizes.push(moduleBytes());
      }
      return { rounds, sizes };
    });
    for (const { error, half, atOnce, later } of rounds) {
      assert.deepEqual([error.name, error.code, error.cause, atOnce, later], ["AddendError", "aborted", "enough", 0, 0]);
      assert.ok(half > 0.4 && half < 0.6, `${half}`);
    }
    // What a scan left behind would show every time; a single step is the collector's pacing.
    const steps = sizes.slice(1).map((size, i) => size - sizes[i]);
    assert.ok(steps.includes(0), `memory grew by ${steps}`);
  });

  test("a caller who throws while being told stops the scan", async () => {
    const { error, reads } = await page.evaluate(async () => {
      const blob = mp3.blob();
      const error = await failure(a.media(blob, { onProgress: () => { throw new Error("not mine"); } }));
      return { error, reads: blob.reads };
    });
    assert.equal(error.code, "aborted");
    assert.equal(error.cause, "not mine");
    assert.ok(reads < 5, `${reads} reads`);
  });
});

describe("behind an address", () => {
  const name = "rec_chrome_vp8_opus.webm";

  test("of the page's own origin", async () => {
    const [there, here] = await page.evaluate(async (n) => [await a.media(`/media/${n}`), await a.media(await fetched(n))], name);
    assert.deepEqual(there, here);
  });

  for (const [what, headers, code] of [
    ["that says nothing", {}, "fetch-failed"],
    ["that allows it, its headers hidden", { "Access-Control-Allow-Origin": "*" }, undefined],
    ["that shows its headers", { "Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Content-Range, ETag" }, undefined],
  ]) {
    test(`of another origin ${what}: ${code ?? "read"}`, async () => {
      const other = await serve(headers);
      try {
        const { m, error, here } = await page.evaluate(async ([url, n]) => {
          const here = await a.media(await fetched(n));
          return a.media(url).then((m) => ({ m, here }), ({ code, hint }) => ({ error: { code, hint } }));
        }, [`${other.origin}/media/${name}`, name]);
        if (code) {
          assert.equal(error?.code, code);
          assert.match(error.hint, /Access-Control-Allow-Origin/);
        } else assert.deepEqual(m, here, JSON.stringify(error));
      } finally {
        await other.close();
      }
    });
  }
});

test("files of an <input> are held against the rules, and leave what they are called", async () => {
  await page.setContent("<input type=file multiple>");
  const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==", "base64");
  await page.locator("input").setInputFiles([
    { name: "one.png", mimeType: "image/png", buffer: png },
    { name: "two.png", mimeType: "image/png", buffer: Buffer.from("GIF89a\x01\x00\x01\x00\x00\x00\x00;", "latin1") },
  ]);
  const problems = await page.evaluate(() => a.checkUpload(document.querySelector("input").files, { as: "image" }));
  assert.deepEqual(problems.map(({ code, file, index }) => [code, file, index]), [["gif", "two.png", 1]]);
});
