import { median, spread } from "./statistics.mjs";

// Runs contenders in turn, round by round, each round from another starting place, so that whatever else the machine
// does meets all of them alike. run(name, passes) answers {cpu, wall} in milliseconds of that many passes.
//
// Of each contender it answers the median time of one pass and the median over the rounds of its ratio to the
// baseline in the same round: ratios of neighbours in time are steadier than ratios of medians.
export async function interleave(names, baseline, run, { rounds, sampleMs, slowRounds = rounds }) {
  const passes = {};
  for (const name of names) passes[name] = await warmUp(name, run, sampleMs);

  const samples = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < names.length; i++) {
      const name = names[(i + round) % names.length];
      const first = samples[name][0];
      if (first && first.cpu > 4 * sampleMs && round >= slowRounds) continue;
      const { cpu, wall } = await run(name, passes[name]);
      samples[name][round] = { cpu: cpu / passes[name], wall: wall / passes[name] };
    }
  }
  return Object.fromEntries(names.map((name) => [name, summary(samples[name], samples[baseline], passes[name])]));
}

// Runs until the code is optimised, and answers how many passes make a sample.
async function warmUp(name, run, sampleMs) {
  let total = 0;
  let last;
  for (let passes = 1, n = 0; total < 3 * sampleMs && n < 12; n++, passes = Math.min(2 * passes, 64)) {
    const { cpu } = await run(name, passes);
    total += cpu;
    last = cpu / passes;
  }
  return Math.max(1, Math.round(sampleMs / Math.max(last, 0.01)));
}

function summary(mine, baseline, passes) {
  const ratios = mine.flatMap((s, round) => (baseline?.[round] ? [baseline[round].cpu / s.cpu] : []));
  const walls = mine.flatMap((s, round) => (baseline?.[round] ? [baseline[round].wall / s.wall] : []));
  return {
    cpuMs: median(mine.map((s) => s.cpu)),
    wallMs: median(mine.map((s) => s.wall)),
    times: median(ratios),
    spread: spread(ratios),
    timesByWallClock: median(walls),
    passesInASample: passes,
    samples: mine.length,
  };
}
