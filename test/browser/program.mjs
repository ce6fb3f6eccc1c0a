// A program of ours as a child: what it says, and an end to it, whatever becomes of the test.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));
const patience = 90_000; // ms for workerd's first start on a busy machine
const farewell = 10_000; // ms to end in when asked to

// A test that is ended, by its runner or by somebody's Ctrl-C, takes its programs along.
const running = new Set();
process.on("exit", () => { for (const end of running) end("SIGKILL"); });
for (const [signal, code] of [["SIGTERM", 143], ["SIGINT", 130]]) process.once(signal, () => process.exit(code));

/** Starts `path` (from the project's folder); `group` says that it has children, which go with it. */
export function program(path, args, { settings = {}, cwd = root, group = false } = {}) {
  const child = spawn(new URL(path, `file://${root}`).pathname, args, { cwd, env: { ...process.env, ...settings }, stdio: ["ignore", "pipe", "pipe"], detached: group });
  const said = [];
  const waiting = new Set();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      said.push(line);
      for (const look of waiting) look();
    });
  }
  const gone = once(child, "exit").catch((error) => [error.message]);
  const end = (signal) => {
    if (!group) return child.kill(signal);
    try {
      process.kill(-child.pid, signal);
    } catch {} // all of them have ended
  };
  running.add(end);
  gone.then(() => running.delete(end));

  /** Resolves with what `look` finds, which is asked after each line and now and then; rejects when the program ends or takes too long. */
  const until = (what, look) => new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      clearInterval(again);
      waiting.delete(seek);
    };
    const fail = (why) => {
      stop();
      reject(new Error(`${path} ${why}; it said:\n${said.slice(-40).join("\n")}`));
    };
    const seek = async () => {
      const found = await look();
      if (!found) return;
      stop();
      resolve(found);
    };
    const timer = setTimeout(() => fail(`did not ${what} within ${patience / 1000} s`), patience);
    const again = setInterval(seek, 100);
    waiting.add(seek);
    gone.then(([code]) => fail(`ended with ${code}`));
    seek();
  });
  return {
    /** The first match of `pattern` in what the program prints. */
    line: (pattern) => until(`say ${pattern}`, () => said.map((line) => pattern.exec(line)?.[0]).find(Boolean)),
    /** Waits until `url` answers. */
    answers: (url) => until(`answer at ${url}`, () => fetch(url, { signal: AbortSignal.timeout(5000) }).then((response) => response.ok, () => false)),
    async stop() {
      end("SIGTERM");
      const hard = setTimeout(() => end("SIGKILL"), farewell);
      await gone;
      clearTimeout(hard);
      if (group) end("SIGKILL"); // who stayed behind
    },
  };
}
