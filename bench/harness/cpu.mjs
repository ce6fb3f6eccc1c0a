import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

// CPU time of a thread in nanoseconds. The kernel brings it up to date when the thread stops running, so it is exact
// for one that waits.
function threadTime(pid, tid) {
  return Number(readFileSync(`/proc/${pid}/task/${tid}/schedstat`, "utf8").split(" ")[0]);
}

// A clock of the CPU time, in milliseconds, that a page's main thread has used: time that other programs take from
// this machine is not in it, nor is the work of the browser's other threads.
export async function mainThreadClock(page) {
  const session = await page.context().browser().newBrowserCDPSession();
  const pids = async () => (await session.send("SystemInfo.getProcessInfo")).processInfo.filter((p) => p.type === "renderer").map((p) => p.id);
  // The renderer of this page is the one that works when the page does; its main thread has the process's number.
  const before = new Map((await pids()).map((pid) => [pid, threadTime(pid, pid)]));
  await page.evaluate(() => {
    const end = performance.now() + 100;
    while (performance.now() < end);
  });
  await sleep(5);
  const used = [...before].map(([pid, t]) => [pid, threadTime(pid, pid) - t]).sort((a, b) => b[1] - a[1]);
  if (!used.length || used[0][1] < 20e6) throw new Error("the page's renderer process was not found: is /proc there, and Chromium on this machine?");
  const pid = used[0][0];
  return async () => {
    await sleep(2);
    return threadTime(pid, pid) / 1e6;
  };
}

// The same for this process's own main thread. It sleeps first, because only then is the time up to date.
const doze = new Int32Array(new SharedArrayBuffer(4));
export function ownClock() {
  Atomics.wait(doze, 0, 0, 1);
  return threadTime(process.pid, process.pid) / 1e6;
}
