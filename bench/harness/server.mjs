import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
  ".json": "application/json",
};

// Serves folders under prefixes, and pages made here, on a free port of this machine. The pages are cross-origin
// isolated, so that performance.now() counts in 5 µs; what they load may be cached for ever, as on a production host.
export async function serve({ folders, pages }) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const headers = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };
    if (pathname in pages) {
      response.writeHead(200, { ...headers, "Content-Type": types[".html"], "Cache-Control": "no-cache" });
      return response.end(pages[pathname]);
    }
    const file = within(folders, pathname);
    if (!file) return response.writeHead(404, headers).end();
    response.writeHead(200, {
      ...headers,
      "Content-Type": types[extname(file.path)] ?? "application/octet-stream",
      "Content-Length": file.size,
      "Cache-Control": "public, max-age=31536000, immutable",
    });
    createReadStream(file.path).pipe(response);
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

function within(folders, pathname) {
  for (const [prefix, folder] of Object.entries(folders)) {
    if (!pathname.startsWith(prefix)) continue;
    const path = normalize(join(folder, decodeURIComponent(pathname.slice(prefix.length))));
    const found = path.startsWith(folder) && statSync(path, { throwIfNoEntry: false });
    if (found?.isFile()) return { path, size: found.size };
  }
}
