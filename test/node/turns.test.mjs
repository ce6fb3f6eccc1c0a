// Work of many elements at once: all of it is done, in order, and a turn that has lasted a frame ends.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inTurn } from "../../wasm/npm/element-turns.js";

test("work is done in order, a frame's time at once, also what comes meanwhile", async (t) => {
  let now = 0;
  t.mock.method(performance, "now", () => now);
  const done = [];
  const work = (name) => () => { done.push(name); now += 10; };
  for (const name of [1, 2, 3, 4, 5]) inTurn(work(name));
  assert.deepEqual(done, [1], "the first begins at once, the others wait for their turn");
  await new Promise((go) => setTimeout(go));
  assert.deepEqual(done, [1, 2, 3], "two of ten milliseconds fill a frame of sixteen");
  inTurn(work(6));
  while (done.length < 6) await new Promise((go) => setTimeout(go));
  assert.deepEqual(done, [1, 2, 3, 4, 5, 6]);
});
