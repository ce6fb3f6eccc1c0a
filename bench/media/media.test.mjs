import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { test } from "node:test";
import { counted } from "./counting.mjs";
import { drive } from "./drive.mjs";
import { right } from "./score.mjs";

test("right, within the tolerance or strictly", () => {
  const file = { seconds: 3, tolerance: 0.1, also_accept: [3.5] };
  for (const [answer, loosely, strictly] of [[3, true, true], [3.019, true, true], [3.05, true, false], [3.55, true, false], [3.2, false, false], [null, false, false]]) {
    assert.equal(right(file, answer), loosely, `${answer}`);
    assert.equal(right(file, answer, true), strictly, `${answer}, strictly`);
  }
  for (const [answer, expected] of [[null, true], [0, true], [0.01, false]]) {
    assert.equal(right({ seconds: null, tolerance: null }, answer), expected, `${answer} where nothing can be known`);
  }
});

test("every byte read of a blob is counted once, however it is read", async () => {
  const bytes = new Uint8Array(1000).map((_, i) => i % 251);
  for (const [how, read, expected] of [
    ["whole", (b) => b.arrayBuffer(), 1000],
    ["a slice", (b) => b.slice(100, 150).arrayBuffer(), 50],
    ["a slice of a slice", (b) => b.slice(100, 200).slice(0, 10).text(), 10],
    ["twice", async (b) => [await b.arrayBuffer(), await b.slice(0, 5).arrayBuffer()], 1005],
    ["a stream", async (b) => { for await (const _ of b.stream()); }, 1000],
    ["nothing", (b) => b.slice(5, 10), 0],
  ]) {
    const { blob, counter } = counted(bytes);
    await read(blob);
    assert.equal(counter.bytes, expected, how);
  }
  const file = new Blob([bytes]);
  const chosen = counted(file);
  await chosen.blob.slice(0, 7).arrayBuffer();
  await file.arrayBuffer(); // the Blob itself counts for nobody
  assert.equal(chosen.counter.bytes, 7);
  const { blob } = counted(bytes);
  assert.deepEqual(new Uint8Array(await blob.slice(10, 20).arrayBuffer()), bytes.slice(10, 20));
});

test("a contender that freezes is stopped, counts as no answer, and the others go on in a new place", async () => {
  const events = [];
  const open = async () => {
    events.push("open");
    return {
      names: ["a", "frozen"],
      ask: (name, file) => (name === "frozen" && file === "bad" ? sleep(10_000, null, { ref: false }) : Promise.resolve({ seconds: 1, bytes: 2, ms: 3 })),
      close: async () => events.push("close"),
    };
  };
  const answers = await drive([{ file: "bad" }, { file: "good" }], open, { calls: 1, limitMs: 50 });
  assert.equal(answers.bad.frozen.seconds, null);
  assert.match(answers.bad.frozen.error, /no answer within/);
  assert.deepEqual([answers.bad.a.seconds, answers.good.a.seconds, answers.good.frozen.seconds], [1, 1, 1]);
  assert.deepEqual(events, ["open", "close", "open", "close"]);
});
