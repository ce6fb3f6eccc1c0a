import { execFile } from "node:child_process";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { bundle } from "../harness/bundle.mjs";
import { dropFolder, launch, newFolder } from "../harness/chromium.mjs";
import { serve } from "../harness/server.mjs";
import { median, spread } from "../harness/statistics.mjs";
import { ours } from "./addend.mjs";
import { baseline } from "./rows.mjs";

const run = promisify(execFile);
const message = "Hello **world**, [a link](https://example.org) and `code`";

// How long a page takes from the start of its navigation to the first safe HTML. Cold: a browser that has never been
// there. Warm: started again, with its caches of files and compiled code. The clock is the page's own, so quiet
// machines only: the smallest of a few starts is given beside the median.
export async function firstHTML({ npm, out, quick }, say) {
  const folder = join(out, "first");
  await mkdir(folder, { recursive: true });
  await bundle(
    { source: `import { marked } from "marked"; import purify from "dompurify"; window.first(() => purify.sanitize(marked.parse(${JSON.stringify(message)})));` },
    folder,
    { name: "peer" },
  );
  await emptyGoProgram(folder);
  const scripts = {
    [baseline]: `<script type="module" src="/peer.js"></script>`,
    [ours]: `<script type="module">import { load } from "/addend/index.js"; const a = await load(); window.first(() => a.markdown(${JSON.stringify(message)}));</script>`,
    "an empty Go program": `<script src="/wasm_exec.js"></script><script type="module">const go = new Go();
      const { instance } = await WebAssembly.instantiateStreaming(fetch("/empty.wasm"), go.importObject); go.run(instance); window.first(() => "<strong>");</script>`,
  };
  const names = Object.keys(scripts);
  const pages = Object.fromEntries(names.map((name, i) => [`/${i}.html`, pageWith(scripts[name])]));
  const server = await serve({ folders: { "/addend/": npm + "/", "/": folder + "/" }, pages });

  const times = Object.fromEntries(names.map((name) => [name, { cold: [], warm: [] }]));
  try {
    for (let round = 0; round < (quick ? 2 : 7); round++) {
      say(`first safe HTML, round ${round + 1}`);
      for (let i = 0; i < names.length; i++) {
        const at = (i + round) % names.length;
        const { cold, warm } = await visits(`${server.origin}/${at}.html`);
        times[names[at]].cold.push(cold);
        times[names[at]].warm.push(warm);
      }
    }
  } finally {
    await server.close();
  }
  const kinds = ["cold", "warm"];
  return Object.fromEntries(
    names.map((name) => [
      name,
      Object.fromEntries(
        kinds.map((kind) => {
          const mine = times[name][kind];
          const slower = mine.map((t, round) => t / times[baseline][kind][round]);
          return [kind, { ms: median(mine), least: Math.min(...mine), slower: median(slower), spread: spread(slower) }];
        }),
      ),
    ]),
  );
}

const pageWith = (script) => `<!doctype html><meta charset="utf-8"><title>First HTML</title><div id="room"></div>
<script>window.first = (render) => {
  const html = render();
  document.querySelector("#room").innerHTML = html;
  window.firstAt = String(html).includes("<strong>") ? performance.now() : NaN;
};</script>${script}`;

// The first visit with an empty profile; three more fill the caches of compiled code, in a browser that is then
// started again for the one that counts.
async function visits(url) {
  const profile = await newFolder();
  try {
    const [cold] = await visit(profile, url, 4);
    const [warm] = await visit(profile, url, 1);
    return { cold, warm };
  } finally {
    await dropFolder(profile);
  }
}

async function visit(profile, url, times) {
  const context = await launch(profile, { exposeGC: false }); // another set of flags would empty the code cache
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await sleep(400); // the browser's own start
    const results = [];
    for (let n = 0; n < times; n++) {
      await page.goto(url);
      await page.waitForFunction(() => "firstAt" in window, null, { timeout: 20_000 });
      const t = await page.evaluate(() => window.firstAt);
      if (!Number.isFinite(t)) throw new Error(`${url} showed something else than HTML`);
      results.push(t);
      await page.goto("about:blank");
      if (times > 1) await sleep(300); // compiled code is written to the cache when the page is idle
    }
    return results;
  } finally {
    await context.close();
  }
}

// The least that any Go program costs: what no change to the module could save.
async function emptyGoProgram(folder) {
  const outside = await newFolder(); // a folder inside the module would be a package of it
  const source = join(outside, "empty.go");
  await writeFile(source, "package main\n\nfunc main() {}\n");
  const env = { ...process.env, GOOS: "js", GOARCH: "wasm" };
  await run("go", ["build", "-trimpath", "-ldflags", "-s -w", "-o", join(folder, "empty.wasm"), source], { env });
  await dropFolder(outside);
  const { stdout } = await run("go", ["env", "GOROOT"]);
  await copyFile(join(stdout.trim(), "lib/wasm/wasm_exec.js"), join(folder, "wasm_exec.js"));
}
