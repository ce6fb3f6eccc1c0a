import assert from "node:assert/strict";
import { test } from "node:test";
import { interleave } from "./interleave.mjs";
import { median, spread } from "./statistics.mjs";

test("median", () => {
  for (const [values, expected] of [[[3], 3], [[3, 1], 2], [[10, 1, 2], 2], [[4, 1, 3, 2], 2.5]]) {
    assert.equal(median(values), expected, `of ${values}`);
  }
  assert.ok(Number.isNaN(median([])));
});

test("spread is half the distance between the quartiles, of few values half the range, as a share of the median", () => {
  for (const [values, expected] of [[[5], 0], [[8, 12], 0.2], [[1, 8, 9, 10, 10, 11, 12, 100], 0.1]]) {
    assert.ok(Math.abs(spread(values) - expected) < 1e-9, `of ${values}: ${spread(values)}`);
  }
});

test("ratios are taken within a round, so that a machine that gets slower does not change them", async () => {
  let slowness = 1;
  const order = [];
  const run = async (name, passes) => {
    order.push(name);
    slowness *= 1.01;
    const cpu = { base: 10, quick: 2, slow: 40 }[name] * passes * slowness;
    return { cpu, wall: cpu };
  };
  const found = await interleave(["quick", "base", "slow"], "base", run, { rounds: 5, sampleMs: 20 });
  assert.equal(found.base.times, 1);
  assert.ok(Math.abs(found.quick.times - 5) < 0.25, `${found.quick.times}`);
  assert.ok(Math.abs(found.slow.times - 0.25) < 0.02, `${found.slow.times}`);
  assert.ok(found.quick.passesInASample > found.slow.passesInASample);
  assert.deepEqual(order.slice(-3).toSorted(), ["base", "quick", "slow"]);
  assert.notDeepEqual(order.slice(-3), order.slice(-6, -3), "each round starts with another one");
});
