// A page in Chromium with the built package, in which texts are rendered as strings and as nodes. Its policy lets
// nothing run that the package did not bring, and whatever a text makes the browser ask for is noted.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { launch } from "../browser/chromium.mjs";
import { root } from "../node/packed.mjs";

const built = path.resolve(root, process.env.ADDEND_NPM_DIR ?? "dist/npm");
const types = { ".js": "text/javascript", ".wasm": "application/wasm" };
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src 'self'; require-trusted-types-for 'script'; trusted-types addend dompurify examples";

export async function openPage() {
  const purify = path.join(path.dirname(createRequire(import.meta.url).resolve("dompurify")), "purify.es.mjs");
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    response.setHeader("content-security-policy", policy);
    if (pathname === "/") return response.setHeader("content-type", "text/html").end("<!doctype html><title>markdown</title><main></main>");
    const file = pathname === "/purify.js" ? purify : path.join(built, path.basename(pathname));
    const body = await readFile(file).catch(() => null);
    if (!body) return response.writeHead(404).end();
    response.setHeader("content-type", types[path.extname(pathname)] ?? "application/octet-stream").end(body);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const browser = await launch();
  const page = await browser.newPage();
  const asked = [];
  await page.route("**/*", (route) => {
    const url = route.request().url();
    if (url.startsWith(origin)) return route.continue();
    asked.push({ url, type: route.request().resourceType() });
    return route.abort();
  });
  await page.addInitScript(() => {
    window.ran = [];
    for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = () => void window.ran.push(name);
  });
  await page.goto(origin);
  await page.evaluate(async () => {
    const [{ load }, { default: purify }] = await Promise.all([import("/index.js"), import("/purify.js")]);
    window.addend = await load();
    window.purify = purify;
  });
  return { page, asked, close: () => Promise.all([browser.close(), new Promise((done) => server.close(done))]) };
}

/** Renders each text in both forms. Runs in Node; the work is done in the page, some texts at a time. */
export async function renderAll(page, texts, options) {
  const out = [];
  for (let i = 0; i < texts.length; i += 500) out.push(...(await page.evaluate(inPage, [texts.slice(i, i + 500), options])));
  return out;
}

function inPage([texts, options]) {
  const main = document.querySelector("main");
  // Attributes of ours that DOMPurify's list does not have: they say how an image is fetched, and where a link opens.
  const unlisted = ["decoding", "referrerpolicy", "target", "language"];
  return texts.map((text) => {
    const { html, error } = window.addend.render(text, options);
    const parsed = document.createElement("div");
    parsed.innerHTML = html;
    const mounted = document.createElement("div");
    window.addend.mount(mounted, text, options);
    const direction = mounted.getAttribute("dir");
    mounted.removeAttribute("dir");
    parsed.normalize();
    mounted.normalize();
    const purified = document.createElement("div");
    purified.append(window.purify.sanitize(String(html), { RETURN_DOM_FRAGMENT: true, ADD_ATTR: unlisted }));
    purified.normalize();
    const same = parsed.isEqualNode(mounted);
    const result = { html: String(html), mounted: mounted.innerHTML, parsed: parsed.innerHTML, same, direction, purified: purified.innerHTML, error: error?.code ?? null };
    main.replaceChildren(parsed, mounted); // now what it loads or runs, it loads and runs
    main.replaceChildren();
    return result;
  });
}
