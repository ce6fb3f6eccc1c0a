import { copyFile, mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { bundle } from "../harness/bundle.mjs";
import { openPage } from "../harness/chromium.mjs";
import { serve } from "../harness/server.mjs";
import { decodesAll } from "./contenders.mjs";
import { drive } from "./drive.mjs";

const html = `<!doctype html><meta charset="utf-8"><title>Media</title><input type="file" multiple><script type="module" src="/media-page.js"></script>`;

// Asks about every file in Chromium, through Blobs: fetched, or Files as a person chooses them, which stay on the disk.
export async function inBrowser({ folder, files }, { npm, out }, limits, { chosen = false } = {}) {
  const build = join(out, "page");
  await mkdir(build, { recursive: true });
  await bundle("media/page.mjs", build, { name: "media-page" });
  await copyFile(resolve(import.meta.dirname, "../node_modules/mediainfo.js/dist/MediaInfoModule.wasm"), join(build, "MediaInfoModule.wasm"));
  const server = await serve({
    folders: { "/addend/": npm + "/", "/media/": folder + "/", "/": build + "/" },
    pages: { "/media.html": html },
  });
  const about = {};
  const open = async () => {
    const { page, context, close } = await openPage(`${server.origin}/media.html`);
    await page.waitForFunction(() => window.bench, null, { timeout: 20_000 });
    const { version, names } = await page.evaluate(() => window.bench.start());
    Object.assign(about, { version, chromium: context.browser().version() });
    if (chosen) await page.setInputFiles("input", files.map(({ file }) => join(folder, file)));
    const asked = (...args) => page.evaluate(([n, f, c, from]) => window.bench.ask(n, f, c, from), [...args, chosen]);
    // A page that is closed while it is frozen rejects what it was asked: nobody waits for that any more.
    return { names: chosen ? names.filter((name) => name !== decodesAll) : names, ask: (...args) => silent(asked(...args)), close };
  };
  try {
    const answers = await drive(files, open, limits);
    return { ...about, answers };
  } finally {
    await server.close();
  }
}

function silent(promise) {
  promise.catch(() => {});
  return promise;
}
