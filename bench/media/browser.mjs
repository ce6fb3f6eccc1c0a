import { copyFile, mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { bundle } from "../harness/bundle.mjs";
import { openPage } from "../harness/chromium.mjs";
import { serve } from "../harness/server.mjs";
import { decodesAll } from "./contenders.mjs";
import { drive } from "./drive.mjs";

const html = `<!doctype html><meta charset="utf-8"><title>Media</title><input type="file" multiple><script type="module" src="/media-page.js"></script>`;

// Asks about every file in Chromium, through Blobs: fetched, or Files as a person chooses them, which stay on the disk.
export async function inBrowser(corpus, options, limits, { chosen = false } = {}) {
  return inPages(corpus, options, { chosen }, async (open, about) => {
    const answers = await drive(corpus.files, open, limits);
    return { ...about, answers };
  });
}

// Serves the page and gives f what opens one, each in a browser of its own, and what is known of both once one was.
export async function inPages({ folder, files }, { npm, out }, { chosen = false }, f) {
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
    const begin = async () => {
      await page.waitForFunction(() => window.bench, null, { timeout: 20_000 });
      const { version, names } = await page.evaluate(() => window.bench.start());
      Object.assign(about, { version, chromium: context.browser().version() });
      if (chosen) await page.setInputFiles("input", files.map(({ file }) => join(folder, file)));
      return chosen ? names.filter((name) => name !== decodesAll) : names;
    };
    const names = await begin();
    const asked = (...args) => page.evaluate(([n, f, c, from]) => window.bench.ask(n, f, c, from), [...args, chosen]);
    // The page anew, in which nothing was asked before.
    const again = async () => {
      await page.reload();
      await begin();
    };
    // A page that is closed while it is frozen rejects what it was asked: nobody waits for that any more.
    return { names, again, ask: (...args) => silent(asked(...args)), close };
  };
  try {
    return await f(open, about);
  } finally {
    await server.close();
  }
}

function silent(promise) {
  promise.catch(() => {});
  return promise;
}
