// Hostile texts in doubling sizes: the module's time grows with their length and no faster. CPU time of the thread, so
// that what else the machine does is not in it.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { timeOf } from "../../bench/pathological/clock.mjs";
import { texts } from "../../bench/pathological/texts.mjs";
import { packed } from "../node/packed.mjs";

const [short, long] = [12_500, 100_000];
// Eight times is what a linear time grows by between the two, 64 times a quadratic one.
const most = 20;
const floor = 1; // ms: below it a start of something is measured, not the text

describe("hostile texts", () => {
  let pack, a;
  before(async () => {
    pack = await packed();
    a = await pack.addend.load();
    for (let i = 0; i < 300; i++) for (const profile of ["chat", "post"]) a.markdown("# a\n\n*b* `c` [d](e)\n\n- f\n\n|a|\n|-|\n|b|\n", { profile });
  });
  after(() => {
    a.close();
    return pack.remove();
  });
  const render = (text, options) => a.render(text, options);

  const growth = (f, of, profile, samples) => {
    const times = [short, long].map((n) => Math.max(floor, timeOf(f, of(n), profile, samples)));
    return { times, factor: times[1] / times[0] };
  };

  for (const { name, of } of texts()) {
    for (const profile of ["chat", "post"]) {
      test(`${name}, ${profile}`, () => {
        let found = growth(render, of, profile, 1);
        for (let again = 0; found.factor > most && again < 6; again++) found = growth(render, of, profile, 5);
        assert.ok(found.factor <= most, `${found.times.map((t) => t.toFixed(1)).join(" and ")} ms for ${short} and ${long} characters`);
      });
    }
  }

  test("what grows with the square of its length is noticed", () => {
    const squares = (text) => { for (let i = 0, n = (text.length / 10) ** 2; i < n; i++) Math.sqrt(i); };
    assert.ok(growth(squares, (n) => "x".repeat(n), "chat", 3).factor > most);
  });
});
