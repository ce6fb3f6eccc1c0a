// The packed package through the bundlers that people use, each result opened in Chromium under the strict policy.
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { launch } from "../browser/chromium.mjs";
import { open, project, serve } from "./project.mjs";

const require = createRequire(import.meta.url);

// What a user writes. `options` are those that a bundler without support for assets needs.
const program = (imports = "", options = "", workerOptions = "") => `
import { load, plain } from "addend";
import { load as loadWorker } from "addend/worker";
import { load as loadLean } from "addend/media";
import { connect } from "addend/client";
import "addend/element";
${imports}
async function main() {
  const app = document.getElementById("app");
  const a = await load(${options});
  const section = document.createElement("section");
  section.innerHTML = a.markdown("**bold** <script>alert(1)</script>");
  const w = await loadWorker(${workerOptions});
  const p = document.createElement("p");
  p.textContent = [await w.text("*off* the thread", { deadline: 20000 }), plain("<"), typeof connect, typeof loadLean].join(" | ");
  const m = document.createElement("md-message");
  m.text = "~~gone~~";
  const drawn = new Promise((done) => m.addEventListener("addend-render", done));
  app.append(section, p, m);
  await drawn;
  document.title = "done";
}
main().catch((e) => { document.title = e.code + ": " + e.message; });
`;

const bundlers = {
  async vite(folder, entry) {
    const { build } = await import("vite");
    await build({
      root: folder, logLevel: "error", configFile: false, base: "./",
      build: { outDir: "out-vite", target: "es2022", rollupOptions: { input: path.join(folder, entry), output: { entryFileNames: "main.js" } }, modulePreload: { polyfill: false } },
      worker: { format: "es" },
    });
    return "out-vite";
  },
  async webpack(folder, entry) {
    const { default: webpack } = await import("webpack");
    await compiled(webpack, { mode: "production", context: folder, entry: `./${entry}`, output: { path: path.join(folder, "out-webpack"), filename: "main.js", publicPath: "/" }, performance: { hints: false } });
    return "out-webpack";
  },
  async rspack(folder, entry) {
    const { rspack } = await import("@rspack/core");
    await compiled(rspack, { mode: "production", context: folder, entry: `./${entry}`, output: { path: path.join(folder, "out-rspack"), filename: "main.js", publicPath: "/" }, performance: { hints: false } });
    return "out-rspack";
  },
  async rollup(folder, entry) {
    const [{ rollup }, { nodeResolve }, { importMetaAssets }] = await Promise.all([import("rollup"), import("@rollup/plugin-node-resolve"), import("@web/rollup-plugin-import-meta-assets")]);
    // The thread is a program of its own, so it is an entry of its own.
    const bundle = await rollup({ input: { main: path.join(folder, entry), thread: path.join(folder, "node_modules/addend/thread.js") }, plugins: [nodeResolve(), importMetaAssets()], onwarn: (w) => { throw new Error(w.message); } });
    await bundle.write({ dir: path.join(folder, "out-rollup"), format: "es", entryFileNames: "[name].js" });
    return "out-rollup";
  },
  async esbuild(folder, entry) {
    const { build } = await import("esbuild");
    const { warnings } = await build({
      absWorkingDir: folder, entryPoints: { main: entry, thread: "addend/thread.js" }, bundle: true, splitting: true, minify: true,
      format: "esm", outdir: "out-esbuild", loader: { ".wasm": "file" }, logLevel: "silent",
    });
    assert.deepEqual(warnings, []);
    return "out-esbuild";
  },
  async parcel(folder, entry) {
    const { Parcel } = require("@parcel/core");
    const before = process.cwd(); // where Parcel looks for the project
    process.chdir(folder);
    const bundler = new Parcel({
      entries: path.join(folder, entry), defaultConfig: require.resolve("@parcel/config-default"), mode: "production", shouldDisableCache: true,
      defaultTargetOptions: { distDir: path.join(folder, "out-parcel"), publicUrl: "/", shouldOptimize: true, engines: { browsers: ["Chrome 120"] } },
      additionalReporters: [],
    });
    await bundler.run();
    process.chdir(before);
    return "out-parcel";
  },
};

function compiled(bundler, config) {
  return new Promise((resolve, reject) => bundler(config, (error, stats) => {
    if (error) return reject(error);
    const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
    if (errors.length || warnings.length) return reject(new Error([...errors, ...warnings].map((e) => e.message).join("\n")));
    resolve();
  }));
}

// These leave `new URL(…, import.meta.url)` as it stands, so the module and the thread are named by the user.
const named = {
  esbuild: ['import wasm from "addend/addend.wasm";', "{ wasmURL: new URL(wasm, import.meta.url) }", '{ wasmURL: new URL(wasm, import.meta.url), workerURL: new URL("./thread.js", import.meta.url) }'],
  rollup: ["", "", '{ workerURL: "/thread.js" }'],
};

describe("bundlers", () => {
  let work, browser;
  before(async () => {
    [work, browser] = await Promise.all([project(), launch()]);
    await work.write("package.json", '{"type":"module","browserslist":["Chrome 120"]}');
  });
  after(async () => {
    await browser.close();
    await work.remove();
  });

  for (const name of Object.keys(bundlers)) {
    test(`${name}: the page renders, in place, in a worker and in an element`, { timeout: 180_000 }, async () => {
      await work.write(`${name}.js`, program(...(named[name] ?? [])) + (name === "esbuild" ? '\n(await import("addend/element")).use(load({ wasmURL: new URL(wasm, import.meta.url) }));' : ""));
      const out = path.join(work.folder, await bundlers[name](work.folder, `${name}.js`));
      const script = (await readdir(out)).includes("main.js") ? "main.js" : `${name}.js`;
      const server = await serve(out, `<script type="module" src="/${script}"></script>`);
      try {
        const { title, wrong, html } = await open(browser, server.url);
        assert.deepEqual([title, wrong], ["done", []]);
        assert.match(html, /<strong>bold<\/strong> &lt;script&gt;/);
        assert.match(html, /off the thread \| &amp;lt; \| function \| function/);
        assert.match(html, /<md-message[^>]*data-state="rendered"[^>]*><p[^>]*><del>gone<\/del>/);
      } finally {
        server.close();
      }
    });
  }
});
