import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

// Runs the row of Node in a process of its own and answers its results.
export async function inNode(corpora, { npm, out, quick }, say) {
  say("in Node, against jsdom");
  const file = join(out, "corpora.json");
  const few = ({ chat, post }) => ({ chat: chat.slice(0, 200), post: post.slice(0, 12) });
  await writeFile(file, JSON.stringify(Object.fromEntries(Object.entries(corpora).map(([k, v]) => [k, few(v)]))));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--expose-gc", join(import.meta.dirname, "node.mjs"), npm, file, quick ? "quick" : "full"],
    { maxBuffer: 1 << 26 },
  );
  return JSON.parse(stdout);
}
