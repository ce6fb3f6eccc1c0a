// Holds window.mjs to the sequences that worker/limit is held to.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Window } from "./window.mjs";

const sequences = JSON.parse(readFileSync(new URL("../limit/testdata/window.json", import.meta.url), "utf8"));

for (const { calls, span, steps } of sequences) {
  test(`${calls} calls in ${span} ms`, () => {
    const window = new Window(calls, span);
    assert.ok(steps.length > 100);
    for (const [now, ok, limit, remaining, reset] of steps) {
      assert.deepEqual(window.take(now), { ok: ok === 1, limit, remaining, reset }, `at ${now} ms`);
    }
  });
}

test("the platform's budget is the default", () => {
  const window = new Window();
  let accepted = 0;
  for (let i = 0; i < 500; i++) if (window.take(i * 4).ok) accepted++;
  assert.equal(accepted, 100);
});
