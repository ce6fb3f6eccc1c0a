import { ownClock } from "../harness/cpu.mjs";
import { median } from "../harness/statistics.mjs";

// CPU time of this thread, in milliseconds, for one rendering: the median of so many, of as many renderings each as it
// takes to be measured.
export function timeOf(render, text, profile, samples = 5) {
  const once = (times) => {
    const before = ownClock();
    for (let i = 0; i < times; i++) render(text, { profile });
    return (ownClock() - before) / times;
  };
  const first = once(1);
  const times = Math.max(1, Math.min(20, Math.ceil(4 / Math.max(first, 0.05))));
  return median(Array.from({ length: samples }, () => once(times)));
}
