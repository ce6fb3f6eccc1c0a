import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

// How much memory each contender takes at most for one file, in bytes beyond what it has after a small one; each in a
// process of its own. Those of the browser and those that do not answer are left out.
export async function peakMemory(file, { npm, root }, names, { limitMs }) {
  const found = {};
  for (const name of names) {
    const program = join(import.meta.dirname, "memory-process.mjs");
    const warm = join(root, "wasm/media/testdata/own_mp4.mp4");
    const { stdout } = await run(process.execPath, ["--expose-gc", program, npm, warm, file, name], { timeout: 2 * limitMs }).catch(() => ({ stdout: "" }));
    if (stdout) found[name] = JSON.parse(stdout);
  }
  return found;
}
