import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";

const root = resolve(import.meta.dirname, "../..");

export const usage = `usage: node run.mjs [markdown] [media] [--quick] [--row TEXT] [--npm DIR] [--media DIR] [--out DIR]
  markdown, media  what to measure; both when neither is named
  --quick          fewer rounds and smaller corpora: for development, not for quoting
  --row TEXT       only the Markdown rows whose name contains TEXT
  --npm DIR        the npm package to measure (default dist/npm)
  --media DIR      a folder of recordings with a manifest.json
  --out DIR        where the JSON goes (default dist/bench)`;

// What the command line asks for; throws with a hint where it makes no sense.
export function optionsFrom(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      quick: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
      row: { type: "string", default: "" },
      npm: { type: "string", default: resolve(root, "dist/npm") },
      media: { type: "string" },
      out: { type: "string", default: resolve(root, "dist/bench") },
    },
  });
  const unknown = positionals.filter((p) => p !== "markdown" && p !== "media");
  if (unknown.length) throw new Error(`there is no benchmark ${unknown[0]}\n${usage}`);
  const npm = resolve(values.npm);
  if (!values.help && !existsSync(resolve(npm, "addend.wasm"))) {
    throw new Error(`there is no addend.wasm in ${npm}: run make npm-build first, or name a folder with --npm`);
  }
  return {
    ...values,
    root,
    npm,
    media: values.media && resolve(values.media),
    out: resolve(values.out),
    wanted: positionals.length ? positionals : ["markdown", "media"],
  };
}
