import { setTimeout as sleep } from "node:timers/promises";
import { inPages } from "./browser.mjs";
import { right } from "./score.mjs";

const asked = ["addend", "mediainfo.js", "mediabunny computeDuration", "music-metadata duration:true"];

// The same files again and again, the contenders in turn, each time in a fresh page: {file: {name: {first, next}}},
// lists of milliseconds of the first call in a page and of the second. Who does not answer, or wrongly, is not asked
// again, and has a word for it instead.
export async function inRounds({ folder, files }, options, { rounds, limitMs }) {
  return inPages({ folder, files }, options, { chosen: true }, async (open) => {
    const times = Object.fromEntries(files.map(({ file }) => [file, Object.fromEntries(asked.map((name) => [name, { first: [], next: [] }]))]));
    let place = await open();
    for (let round = 0; round < rounds; round++) {
      for (const f of files) {
        const { file } = f;
        for (let turn = 0; turn < asked.length; turn++) {
          const name = asked[(turn + round) % asked.length];
          if (typeof times[file][name] === "string") continue;
          await place.again();
          const timer = new AbortController();
          const answer = await Promise.race([place.ask(name, file, 2), sleep(limitMs, null, { signal: timer.signal })]);
          timer.abort();
          if (answer?.seconds == null) times[file][name] = answer ? "none" : "no answer";
          else if (!right(f, answer.seconds)) times[file][name] = `wrong: ${answer.seconds.toFixed(1)} s`;
          else times[file][name].first.push(answer.times[0]) && times[file][name].next.push(answer.times[1]);
          if (answer) continue;
          await place.close();
          place = await open();
        }
      }
    }
    await place.close();
    return times;
  });
}
