import { counted } from "./counting.mjs";

// Asks one contender about one file so many times, each on a Blob of its own: {seconds, bytes, times, ms, error?},
// where ms is the median of the calls after the first.
export async function ask(contender, bytes, calls) {
  const times = [];
  let answer;
  for (let n = 0; n < calls; n++) {
    const { blob, counter } = counted(bytes);
    const before = performance.now();
    try {
      const seconds = await contender(blob);
      answer = { seconds: Number.isFinite(seconds) ? seconds : null, bytes: counter.bytes };
    } catch (e) {
      answer = { seconds: null, bytes: counter.bytes, error: String(e?.message ?? e).slice(0, 200) };
    }
    times.push(performance.now() - before);
  }
  const timed = times.slice(calls > 1 ? 1 : 0).sort((a, b) => a - b);
  return { ...answer, times, ms: timed[timed.length >> 1] };
}
