import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { bundle } from "../harness/bundle.mjs";
import { withPage } from "../harness/chromium.mjs";
import { mainThreadClock } from "../harness/cpu.mjs";
import { interleave } from "../harness/interleave.mjs";
import { serve } from "../harness/server.mjs";
import { median } from "../harness/statistics.mjs";
import { times } from "../harness/table.mjs";
import { ours } from "./addend.mjs";
import { baselineOf, rows } from "./rows.mjs";

const page = `<!doctype html><meta charset="utf-8"><title>Markdown</title>
<div id="room" style="display:none"></div><script type="module" src="/page.js"></script>`;

// Measures the rows in one page of one Chromium, and answers for each row and corpus what every contender reached.
export async function inBrowser(corpora, { npm, out, quick, row: only }, say) {
  const build = join(out, "page");
  await mkdir(build, { recursive: true });
  await bundle("markdown/page.mjs", build, { name: "page" });
  await writeFile(join(build, "corpora.json"), JSON.stringify(corpora));
  const packages = resolve(import.meta.dirname, "../node_modules");
  await copyFile(join(packages, "md4w/js/md4w-fast.wasm"), join(build, "md4w-fast.wasm"));
  await copyFile(join(packages, "markdown-wasm/dist/markdown.wasm"), join(build, "markdown.wasm"));

  const server = await serve({ folders: { "/addend/": npm + "/", "/": build + "/" }, pages: { "/markdown.html": page } });
  try {
    return await withPage(`${server.origin}/markdown.html`, async (tab, context) => {
      await tab.waitForFunction(() => window.bench, null, { timeout: 20_000 });
      const about = await tab.evaluate(() => window.bench.start());
      const clock = await mainThreadClock(tab);
      const results = [];
      for (const row of rows.filter((r) => r.name.includes(only))) {
        for (const corpus of Object.keys(corpora)) {
          const result = await measure(tab, clock, row, corpus, quick);
          const reached = Object.entries(result.contenders).filter(([label]) => label.startsWith(ours));
          say(`${row.name}, ${corpus}: ${reached.map(([label, c]) => `${label} ${times(c.times)}`).join(", ") || "not there"}`);
          results.push({ row: row.name, corpus, ...result });
        }
      }
      return { chromium: context.browser().version(), ...about, results };
    });
  } finally {
    await server.close();
  }
}

async function measure(tab, clock, row, corpus, quick) {
  const prepared = await tab.evaluate(([r, c]) => window.bench.prepareRow(r, c), [row, corpus]);
  const { verified } = prepared;
  const labels = Object.keys(verified).filter((label) => !verified[label].failure);
  const base = baselineOf(row);
  if (!labels.includes(base)) throw new Error(`${base} failed: ${verified[base].failure}`);

  const timed = async (label, passes) => {
    await tab.evaluate(() => window.gc());
    const before = await clock();
    const wall = await tab.evaluate(([l, p]) => window.bench.run(l, p), [label, passes]);
    return { cpu: (await clock()) - before - overhead, wall };
  };
  let overhead = 0;
  overhead = await costOfAsking(timed, base);
  const limits = quick ? { rounds: 3, sampleMs: 40, slowRounds: 1 } : { rounds: 7, sampleMs: 100, slowRounds: 3 };
  return { ...prepared, contenders: await interleave(labels, base, timed, limits) };
}

// Asking the page for nothing costs its main thread a little as well.
async function costOfAsking(timed, label) {
  const costs = [];
  for (let n = 0; n < 9; n++) costs.push((await timed(label, 0)).cpu);
  return median(costs);
}
