import { setTimeout as sleep } from "node:timers/promises";

const late = Symbol("late");

// Asks everybody about every file, in an order that changes from file to file, and answers by file and contender.
// open() starts a place to work in: {names, ask(name, file, calls), close()}. A contender may freeze on a file for
// good, which no timer in its own thread would notice: then the place is closed and another one opened.
export async function drive(files, open, { calls, limitMs }) {
  let place = await open();
  const answers = {};
  try {
    for (const [turn, { file }] of files.entries()) {
      answers[file] = {};
      for (let i = 0; i < place.names.length; i++) {
        const name = place.names[(i + turn) % place.names.length];
        const timer = new AbortController();
        const answer = await Promise.race([place.ask(name, file, calls), sleep(limitMs, late, { signal: timer.signal })]);
        timer.abort();
        if (answer === late) {
          answers[file][name] = { seconds: null, bytes: 0, ms: limitMs, error: `no answer within ${limitMs / 1000} s` };
          await place.close();
          place = await open();
        } else {
          answers[file][name] = answer;
        }
      }
    }
  } finally {
    await place.close();
  }
  return answers;
}
