// The recipes of docs/recipes.md, as they stand there: built from the packed package and opened in Chromium under
// the strict policy, or run in Node.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { before, describe, test } from "node:test";
import { promisify } from "node:util";
import { open, policy, serve, withPackage, workshop } from "./project.mjs";

const recipes = await readFile(new URL("../../docs/recipes.md", import.meta.url), "utf8");

// A block of code under a heading of the page of recipes, the first one.
function recipe(heading, language = "\\w+") {
  const [, rest] = recipes.split(`\n## ${heading}\n`);
  assert.ok(rest, `there is no recipe ${heading}`);
  return new RegExp(`\n\`\`\`${language}\n([^]*?)\`\`\``).exec(rest)[1];
}

const text = "**bold** [link](https://a.example) <script>alert(1)</script>";
const shown = /<strong>bold<\/strong> <a [^>]*href="https:\/\/a\.example"[^>]*>link<\/a> &lt;script&gt;/;

// What stands around a recipe in a program.
const frameworks = {
  React: ["Message.jsx", `import { createRoot } from "react-dom/client";
import { Message } from "./Message.jsx";
createRoot(document.getElementById("app")).render(<Message text={TEXT} />);`],
  Vue: ["markdown.js", `import { createApp, h, withDirectives } from "vue";
import { vMarkdown } from "./markdown.js";
createApp({ render: () => withDirectives(h("p"), [[vMarkdown, TEXT]]) }).mount("#app");`],
  Svelte: ["Message.svelte.js", `import { mount } from "svelte";
import Message from "./Message.svelte.js";
mount(Message, { target: document.getElementById("app"), props: { text: TEXT } });`],
};

// Says by the title that the text is rendered, so that a recipe need not.
const watcher = `const look = () => {
  if (!document.querySelector("#app strong, md-message strong")) return;
  observer.disconnect();
  document.title = "done";
};
const observer = new MutationObserver(look);
observer.observe(document, { childList: true, subtree: true });
look();`;

describe("recipes", () => {
  const shop = workshop();
  let work, browser;
  before(() => ({ work, browser } = shop));

  // Opens a folder's page under a policy and looks at what it shows.
  async function looksRight(folder, script, headers) {
    const server = await serve(folder, script, headers);
    try {
      const { title, wrong, html } = await open(browser, server.url);
      assert.deepEqual([title, wrong], ["done", []]);
      assert.match(html, shown);
    } finally {
      server.close();
    }
  }

  for (const [name, [file, main]] of Object.entries(frameworks)) {
    test(name, { timeout: 120_000 }, async () => {
      const { build } = await import("vite");
      let code = recipe(name);
      if (name === "Svelte") code = (await import("svelte/compiler")).compile(code, { generate: "client", css: "external" }).js.code;
      await work.write(file, code);
      await work.write(`${name}.jsx`, main.replace("TEXT", JSON.stringify(text)));
      const out = path.join(work.folder, `out-${name}`);
      await build({
        root: work.folder, logLevel: "error", configFile: false, resolve: { preserveSymlinks: true, conditions: ["browser", "module", "import", "default"] },
        define: { "process.env.NODE_ENV": '"production"', __VUE_OPTIONS_API__: "true", __VUE_PROD_DEVTOOLS__: "false", __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false" },
        build: { outDir: out, target: "es2022", modulePreload: { polyfill: false }, rollupOptions: { input: path.join(work.folder, `${name}.jsx`), output: { entryFileNames: "main.js" } } },
      });
      await writeFile(path.join(out, "watch.js"), watcher);
      // Frameworks write HTML of their own templates: their policies are theirs to name.
      const named = { React: "", Vue: " vue", Svelte: " svelte-trusted-html" }[name];
      const headers = { "content-security-policy": policy.replace("trusted-types addend", `trusted-types addend${named}`) };
      await looksRight(out, '<script type="module" src="/main.js"></script><script type="module" src="/watch.js"></script>', headers);
    });
  }

  test("Angular", { timeout: 60_000 }, async () => {
    const { build } = await import("esbuild");
    const out = path.join(work.folder, "out-Angular");
    await work.write("angular.mjs", `${recipe("Angular", "js")}
const message = document.createElement("md-message");
message.text = await far.text(${JSON.stringify("`" + text + "`")});
document.getElementById("app").append(message);`);
    await build({ absWorkingDir: work.folder, entryPoints: { main: "angular.mjs" }, bundle: true, splitting: true, format: "esm", outdir: out, logLevel: "silent" });
    const { glob, input, output } = JSON.parse(recipe("Angular", "json"));
    assert.equal(glob, "*.{js,wasm}");
    await cp(path.join(work.folder, input), path.join(out, output), { recursive: true, filter: (name) => name.endsWith("addend") || /\.(js|wasm)$/.test(name) });
    await writeFile(path.join(out, "watch.js"), watcher);
    await looksRight(out, '<script type="module" src="/main.js"></script><script type="module" src="/watch.js"></script>');
  });

  test("the page names the policy that the tests are run under", () => {
    assert.ok(recipes.includes(`\n${policy}\n`));
  });

  test("the README's first lines run as they stand", async () => {
    const readme = await readFile(path.join(work.home, "README.md"), "utf8");
    const [, lines] = /```js\n([^]*?)```/.exec(readme);
    assert.ok(lines.trim().split("\n").length <= 12, "it grew");
    const out = await withPackage(work, path.join(work.folder, "out-readme"));
    await writeFile(path.join(out, "page.js"), `${lines.replace('"addend"', '"/lib/addend/index.js"')}
if (label.textContent !== "0:01" || title !== "Too many calls in a short time" || problems[0]?.code !== "unknown-format") throw new Error(JSON.stringify([label.textContent, title, problems]));
if (!image.src.endsWith("/files/f1?size=medium")) throw new Error(image.src);
document.getElementById("app").append(message);
document.title = "done";`);
    await mkdir(path.join(out, "files"), { recursive: true });
    await writeFile(path.join(out, "files/f1"), "");
    await writeFile(path.join(out, "given.js"), `const make = (name) => document.createElement(name);
Object.assign(globalThis, { text: ${JSON.stringify(text)}, message: make("p"), image: make("img"), label: make("span"), fileId: "f1", error: { code: 400311 } });
const wav = new Uint8Array(44 + 8000).fill(128);
const head = atob("UklGRmQfAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YUAfAAA=");
for (let i = 0; i < 44; i++) wav[i] = head.charCodeAt(i);
globalThis.recording = new Blob([wav]);
globalThis.input = { files: [new File(["no film"], "film.mp4")] };`);
    await looksRight(out, '<script src="/given.js"></script><script type="module" src="/page.js"></script>', { "content-security-policy": policy });
  });

  test("a page that loads it from another origin, with its integrity (F43)", async () => {
    const sums = JSON.parse(await readFile(path.join(work.home, "integrity.json"), "utf8"));
    const cdn = await serve(path.dirname(work.home), "", { "access-control-allow-origin": "*" });
    const out = path.join(work.folder, "out-cdn");
    await mkdir(out, { recursive: true });
    await writeFile(path.join(out, "watch.js"), watcher);
    const html = recipe("A page without a package manager (FAQ F43)").replace("https://cdn.example/addend@0.1.0/", `${cdn.url}addend/`).replace("sha384-…", sums["addend.wasm"]);
    const [, script] = /<script type="module">([^]*)<\/script>/.exec(html);
    await writeFile(path.join(out, "page.js"), script); // the policy forbids scripts in the page
    const [, content] = /<main id="app">(.*)<\/main>/.exec(html);
    const csp = policy.replace("script-src 'self'", `script-src 'self' ${cdn.url}`).replace("connect-src 'self'", `connect-src 'self' ${cdn.url}`);
    const server = await serve(out, `<script type="module" src="/fill.js"></script><script type="module" src="/page.js"></script><script type="module" src="/watch.js"></script>`, { "content-security-policy": csp });
    await writeFile(path.join(out, "fill.js"), `document.getElementById("app").textContent = ${JSON.stringify(content)};`);
    try {
      const { title, wrong, html } = await open(browser, server.url);
      assert.deepEqual([title, wrong], ["done", []]);
      assert.match(html, /<strong>Hello<\/strong>, read me at once/);
    } finally {
      server.close();
      cdn.close();
    }
  });

  test("what is fetched sooner is fetched once", async () => {
    const out = await withPackage(work, path.join(work.folder, "out-sooner"));
    await writeFile(path.join(out, "page.js"), `import { load } from "/lib/addend/index.js";
await new Promise((later) => setTimeout(later, 300)); // a page that has other things to do
const begun = performance.now();
await load();
const entries = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("addend.wasm"));
document.title = JSON.stringify([entries.length, entries[0].startTime < begun - 100]);`);
    const server = await serve(out, `${recipe("Sooner")}<script type="module" src="/page.js"></script>`);
    const asked = [];
    try {
      const page = await browser.newPage();
      page.on("request", (request) => asked.push(path.basename(request.url())));
      await page.goto(server.url);
      await page.waitForFunction(() => document.title !== "wait");
      assert.equal(await page.title(), "[1,true]");
      assert.deepEqual(["index.js", "addend.wasm"].map((name) => asked.filter((one) => one === name).length), [1, 1], `${asked}`);
      await page.close();
    } finally {
      server.close();
    }
  });

  test("Trusted Types", async () => {
    const out = await withPackage(work, path.join(work.folder, "out-types"));
    await writeFile(path.join(out, "page.js"), recipe("Trusted Types").replace('"addend"', '"/lib/addend/index.js"'));
    await writeFile(path.join(out, "watch.js"), watcher);
    const server = await serve(out, '<script type="module" src="/page.js"></script><script type="module" src="/watch.js"></script>');
    try {
      const { title, wrong, html } = await open(browser, server.url);
      assert.deepEqual([title, wrong], ["done", []]);
      assert.match(html, /<strong>Hello<\/strong>/);
    } finally {
      server.close();
    }
  });

  test("a service worker gives notifications their text", async () => {
    const out = await withPackage(work, path.join(work.folder, "out-sw"));
    // The recipe, with a message in place of a push, and a page that hears what would be shown.
    const said = 'self.registration.showNotification = async (title, { body }) => { for (const page of await self.clients.matchAll()) page.postMessage(`${title}: ${body}`); };';
    const pushed = 'self.addEventListener("message", ({ data }) => self.dispatchEvent(Object.assign(new ExtendableEvent("push"), { data: { json: () => data } })));';
    await writeFile(path.join(out, "sw.js"), `${recipe("A service worker").replace('"addend"', '"/lib/addend/index.js"')}
${said}
${pushed}
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));`);
    await writeFile(path.join(out, "page.js"), `const policy = trustedTypes.createPolicy("page", { createScriptURL: (u) => u });
navigator.serviceWorker.onmessage = ({ data }) => { document.title = data; };
await navigator.serviceWorker.register(policy.createScriptURL("/sw.js"), { type: "module" });
const { active } = await navigator.serviceWorker.ready;
if (!navigator.serviceWorker.controller) await new Promise((done) => { navigator.serviceWorker.oncontrollerchange = done; });
active.postMessage({ author: "Marta", text: "# Hello *there* " + "x".repeat(200) });`);
    const server = await serve(out, '<script type="module" src="/page.js"></script>', { "content-security-policy": policy.replace("trusted-types addend", "trusted-types addend page") });
    try {
      const { title, wrong } = await open(browser, server.url);
      assert.deepEqual([title, wrong], [`Marta: Hello there ${"x".repeat(107)}…`, []]);
    } finally {
      server.close();
    }
  });

  test("a server renders, and the page takes over without a change", { timeout: 120_000 }, async () => {
    const { transform } = await import("esbuild");
    const { code } = await transform(recipe("Next, and every other server in Node"), { loader: "jsx", jsx: "automatic" });
    await work.write("Message.mjs", code);
    await work.write("server.mjs", `import { renderToString } from "react-dom/server";
import "addend/element";
import { Message } from "./Message.mjs";
console.log(renderToString(await Message({ text: ${JSON.stringify(text)} })));`);
    const { stdout } = await promisify(execFile)(process.execPath, ["--preserve-symlinks", "server.mjs"], { cwd: work.folder, env: { ...process.env, NODE_ENV: "production" } });
    assert.match(stdout, shown);
    const out = await withPackage(work, path.join(work.folder, "out-taken-over"));
    await writeFile(path.join(out, "hydrate.js"), `import "/lib/addend/element.js";
const m = document.querySelector("md-message");
if (m.state !== "rendered" || !m.querySelector("strong")) throw new Error("it was drawn again");
document.title = "done";`);
    const server = await serve(out, `${stdout}<script type="module" src="/hydrate.js"></script>`);
    try {
      const { title, wrong } = await open(browser, server.url);
      assert.deepEqual([title, wrong], ["done", []]);
    } finally {
      server.close();
    }
  });
});
