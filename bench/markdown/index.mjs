import { mkdir, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { inBrowser } from "./browser.mjs";
import { corpora, facts } from "./corpora/index.mjs";
import { firstHTML } from "./first-html.mjs";
import { inNode } from "./in-node.mjs";
import { report } from "./report.mjs";
import { sizes } from "./size.mjs";

// Measures everything about Markdown, prints the tables and writes dist/bench/markdown.json.
export async function markdown(options) {
  const say = (what) => console.error(`markdown: ${what}`);
  const texts = corpora(options);
  await mkdir(options.out, { recursive: true });
  const result = {
    date: new Date().toISOString(),
    quick: options.quick,
    machine: { cpu: cpus()[0].model, cores: cpus().length, node: process.version },
    corpora: Object.fromEntries(
      Object.entries(texts).map(([name, parts]) => [name, Object.fromEntries(Object.entries(parts).map(([part, list]) => [part, facts(list)]))]),
    ),
    // One thing after the other: what runs side by side disturbs each other.
    browser: await inBrowser(texts, options, say),
    node: await inNode(texts, options, say),
    firstHTML: await firstHTML(options, say),
    sizes: await sizes(options, say),
  };
  await writeFile(join(options.out, "markdown.json"), JSON.stringify(result, null, 2) + "\n");
  console.log(report(result));
}
