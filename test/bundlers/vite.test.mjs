// The packed package with each Vite that is in use, as it comes: no line of configuration. Its development server bundles
// packages for itself in another way than its build does, and up to version 7 leaves their other files behind.
import assert from "node:assert/strict";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { launch } from "../browser/chromium.mjs";
import { open, project, serve } from "./project.mjs";

const program = `
import { load } from "addend";
import { load as loadWorker } from "addend/worker";
import { load as loadLean } from "addend/media";
import "addend/element";
async function main() {
  const app = document.getElementById("app");
  const [a, w, lean] = await Promise.all([load(), loadWorker(), loadLean()]);
  const wav = Uint8Array.from(atob("UklGRiwAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQgAAACAgICAgICAgA=="), (c) => c.charCodeAt(0));
  const told = [a.text("*here*"), await w.text("*there*"), lean.formatDuration(7), (await lean.media(new Blob([wav]))).container, (await w.media(new Blob([wav]))).container];
  const m = document.createElement("md-message");
  m.text = "~~gone~~";
  const drawn = new Promise((done) => m.addEventListener("addend-render", done));
  app.append(told.join(" "), m);
  await drawn;
  document.title = "done";
}
main().catch((e) => { document.title = e.code + ": " + e.message; });
`;

function looksRight({ title, wrong, html }) {
  assert.deepEqual([title, wrong], ["done", []]);
  assert.match(html, /^here there 0:07 wav wav<md-message[^>]*data-state="rendered"[^>]*><p[^>]*><del>gone<\/del>/);
}

describe("Vite", () => {
  let work, browser;
  before(async () => {
    [work, browser] = await Promise.all([project(), launch()]);
    await work.write("index.html", '<!doctype html><html lang="en"><meta charset="utf-8"><title>wait</title><link rel="icon" href="data:,"><main id="app"></main><script type="module" src="/main.js"></script></html>');
    await work.write("main.js", program);
    await work.write("package.json", '{"type":"module","dependencies":{"addend":"*"}}');
  });
  after(async () => {
    await browser.close();
    await work.remove();
  });

  for (const name of ["vite5", "vite6", "vite7", "vite"]) {
    test(`${name}: the development server, at its root and below it, twice`, { timeout: 120_000 }, async () => {
      const { createServer } = await import(name);
      for (const base of ["/", "/below/"]) {
        await rm(path.join(work.folder, "node_modules/.vite"), { recursive: true, force: true });
        const server = await createServer({ root: work.folder, base, configFile: false, logLevel: "error", server: { host: "127.0.0.1", port: 0, hmr: false } });
        await server.listen();
        try {
          const { port } = server.httpServer.address();
          for (let visit = 0; visit < 2; visit++) looksRight(await open(browser, `http://127.0.0.1:${port}${base}`));
        } finally {
          await server.close();
        }
      }
    });

    test(`${name}: what it builds, under the strict policy`, { timeout: 120_000 }, async () => {
      const { build } = await import(name);
      const out = path.join(work.folder, `out-${name}`);
      await mkdir(out);
      await build({ root: work.folder, configFile: false, logLevel: "error", build: { outDir: out, rollupOptions: { output: { entryFileNames: "main.js" } } } });
      const server = await serve(out, '<script type="module" src="/main.js"></script>');
      try {
        looksRight(await open(browser, server.url));
      } finally {
        server.close();
      }
    });
  }
});
