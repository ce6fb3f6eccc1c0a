// A user's project with the packed package in it, and a server that shows what was built with a policy as strict as
// the package promises to work under.
import { cp, mkdir, readFile, readdir, stat, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { launch } from "../browser/chromium.mjs";
import { packed } from "../node/packed.mjs";

export const here = fileURLToPath(new URL(".", import.meta.url));

export const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' https:; " +
  "media-src 'self' blob:; require-trusted-types-for 'script'; trusted-types addend";

const page = (script) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>wait</title><main id="app"></main>${script}</html>`;

// Makes the project; write(name, text) adds a file.
export async function project() {
  const pack = await packed();
  const folder = path.dirname(path.dirname(pack.home));
  for (const name of await readdir(path.join(here, "node_modules"))) {
    await symlink(path.join(here, "node_modules", name), path.join(folder, "node_modules", name)).catch(() => {});
  }
  return { folder, home: pack.home, remove: pack.remove, write: (name, text) => writeFile(path.join(folder, name), text) };
}

// A project and a browser for the tests of a describe(): { work, browser }, there once its tests begin.
export function workshop() {
  const shop = {};
  before(async () => {
    [shop.work, shop.browser] = await Promise.all([project(), launch()]);
  });
  after(async () => {
    await shop.browser?.close();
    await shop.work?.remove();
  });
  return shop;
}

// Puts the package where a page without a bundler has it: lib/addend.
export async function withPackage({ home }, folder) {
  await mkdir(path.join(folder, "lib"), { recursive: true });
  await cp(home, path.join(folder, "lib/addend"), { recursive: true });
  return folder;
}

const types = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm", ".json": "application/json", ".css": "text/css", ".wav": "audio/wav", ".webm": "audio/webm" };

// Serves a folder, and at / a page with the scripts in `script`.
export async function serve(folder, script, headers = { "content-security-policy": policy }) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://x");
    if (pathname === "/") return response.writeHead(200, { "content-type": "text/html", ...headers }).end(page(script));
    const file = path.join(folder, path.normalize(pathname));
    try {
      if (!(await stat(file)).isFile()) throw new Error();
      const bytes = await readFile(file);
      const all = { "content-type": types[path.extname(file)] ?? "application/octet-stream", "accept-ranges": "bytes", ...headers };
      const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "") ?? [];
      if (from === undefined) return response.writeHead(200, all).end(bytes);
      const part = bytes.subarray(Number(from), to ? Number(to) + 1 : bytes.length);
      response.writeHead(206, { ...all, "content-range": `bytes ${from}-${Number(from) + part.length - 1}/${bytes.length}` }).end(part);
    } catch {
      response.writeHead(404, { "content-type": "text/plain" }).end();
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => (server.closeAllConnections(), server.close()) };
}

// Opens the page, waits for its last word in the title, and gives what went wrong besides.
export async function open(browser, url) {
  const page = await browser.newPage();
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && !/favicon/.test(message.text() + message.location().url) && wrong.push(message.text()));
  await page.addInitScript(() => document.addEventListener("securitypolicyviolation", (e) => console.error(`violation: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`)));
  await page.goto(url);
  const title = await page.waitForFunction(() => document.title !== "wait" && document.title, null, { timeout: 30_000 }).then((t) => t.jsonValue(), () => "it never ended");
  const result = { title, wrong, html: await page.evaluate(() => document.getElementById("app").innerHTML) };
  await page.close();
  return result;
}
