// Work of many elements that could begin at the same moment, done a frame's time at once, so that a page of messages
// stays at hand while all of them take their form.
const slice = 16; // ms
const waiting = [];
let running = false;

export function inTurn(work) {
  waiting.push(work);
  if (!running) run();
}

async function run() {
  running = true;
  while (waiting.length) {
    const end = performance.now() + slice;
    const now = waiting.splice(0);
    let done = 0;
    while (done < now.length && performance.now() < end) now[done++]();
    waiting.unshift(...now.slice(done));
    await new Promise((go) => setTimeout(go)); // always: what else comes in this turn of the page joins the queue
  }
  running = false;
}
