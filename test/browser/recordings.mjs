// A bare page with the module of the package, for what needs a real browser's Blobs, recorder and decoder; and the
// recordings it may fetch.
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const npm = path.resolve(root, process.env.ADDEND_NPM_DIR ?? "dist/npm");
const fixtures = path.join(root, "wasm/media/testdata");
const corpus = path.join(root, "../shared/data/media"); // a larger one, where it lies beside the project

export const manifest = JSON.parse(readFileSync(path.join(fixtures, "manifest.json"), "utf8"));

/** Recordings that a browser made: the fixtures, and those of the corpus that are not among them. */
export const recordings = (() => {
  const found = manifest.map((row) => row.file).filter((name) => name.startsWith("rec_"));
  const more = path.join(corpus, "manifest.json");
  if (!existsSync(more)) return found;
  return [...new Set([...found, ...JSON.parse(readFileSync(more, "utf8")).files.map((row) => row.file).filter((name) => name.startsWith("rec_"))])];
})();

const types = { ".js": "text/javascript", ".wasm": "application/wasm", ".html": "text/html" };

/** Serves the page, the package and the recordings with ranges; another origin when `headers` say so. */
export async function serve(headers = {}) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const [, folder, name] = /^\/(addend|media)\/([\w.-]+)$/.exec(pathname) ?? [];
    if (pathname === "/") return response.writeHead(200, { "Content-Type": "text/html" }).end('<!doctype html><meta charset="utf-8"><title>Media</title><link rel="icon" href="data:,">');
    const file = folder && (folder === "addend" ? [npm] : [fixtures, corpus]).map((f) => path.join(f, name)).find((f) => existsSync(f));
    if (!file || request.method === "OPTIONS") return response.writeHead(404, headers).end();
    const { size } = statSync(file);
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
    const [from, to] = range ? [Number(range[1]), Math.min(Number(range[2]), size - 1)] : [0, size - 1];
    response.writeHead(range ? 206 : 200, {
      ...headers, "Content-Type": types[path.extname(file)] ?? "application/octet-stream", "Content-Length": to - from + 1, ETag: `"${size}"`,
      ...(range && { "Content-Range": `bytes ${from}-${to}/${size}` }),
    });
    if (request.method === "HEAD") return response.end();
    createReadStream(file, { start: from, end: to }).pipe(response);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

/** Opens the page; in it `a` is the module, and `counted(blob)` counts what is read of a Blob. */
export async function open(browser, origin) {
  const page = await browser.newPage();
  await page.goto(origin);
  await page.evaluate(async () => {
    const memories = [];
    WebAssembly.Instance = class extends WebAssembly.Instance {
      constructor(...given) {
        super(...given);
        if (this.exports.mem) memories.push(this.exports.mem);
      }
    };
    const { load } = await import("/addend/index.js");
    window.a = await load();
    window.moduleBytes = () => memories[0].buffer.byteLength;
    window.fetched = async (name) => (await fetch(`/media/${encodeURIComponent(name)}`)).blob();
    window.decoded = async (blob) => (await new OfflineAudioContext(1, 1, 48_000).decodeAudioData(await blob.arrayBuffer())).duration;
    window.failure = (promise) => promise.then((m) => ({ code: `none: ${JSON.stringify(m)}` }), ({ name, code, hint, cause }) => ({ name, code, hint, cause: cause?.message }));
    window.counted = (blob) => {
      const slice = blob.slice.bind(blob);
      blob.reads = blob.bytes = 0;
      const count = (bytes) => {
        blob.reads++;
        blob.bytes += bytes;
      };
      blob.slice = (from, to) => {
        const part = slice(from, to);
        return {
          arrayBuffer() {
            count(part.size);
            return part.arrayBuffer();
          },
          stream() {
            const reader = part.stream().getReader();
            const read = async () => {
              const got = await reader.read();
              count(got.value?.length ?? 0);
              return got;
            };
            return { getReader: () => ({ read, cancel: () => reader.cancel() }) };
          },
        };
      };
      blob.arrayBuffer = blob.stream = blob.text = () => {
        throw new Error("the Blob was read whole");
      };
      return blob;
    };
  });
  return page;
}
