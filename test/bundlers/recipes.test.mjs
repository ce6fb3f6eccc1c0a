// The recipes of the README, each as a user would have it: built from the packed package and opened in Chromium under
// the strict policy, or run in Node.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { launch } from "../browser/chromium.mjs";
import { open, policy, project, serve } from "./project.mjs";

const text = "**bold** [link](https://a.example) <script>alert(1)</script>";
const shown = /<strong>bold<\/strong> <a [^>]*href="https:\/\/a\.example"[^>]*>link<\/a> &lt;script&gt;/;

const frameworks = {
  // An element is all that React needs: no effect, no state, and the same from a server.
  react: `
import { createElement as h } from "react";
import { createRoot } from "react-dom/client";
import "addend/element";
const Message = ({ text }) => h("md-message", { text, profile: "chat" });
document.addEventListener("addend-render", () => { document.title = "done"; });
createRoot(document.getElementById("app")).render(h(Message, { text: TEXT }));`,
  vue: `
import { createApp, h, ref, onMounted } from "vue";
import { load, plain } from "addend";
const Message = {
  props: ["text"],
  setup(props) {
    const place = ref(null);
    onMounted(async () => {
      const a = await load();
      a.mount(place.value, props.text);
      document.title = "done";
    });
    return () => h("div", { ref: place, textContent: props.text });
  },
};
createApp({ render: () => h(Message, { text: TEXT }) }).mount("#app");`,
  svelte: `
import { mount } from "svelte";
import Message from "./Message.svelte.js";
mount(Message, { target: document.getElementById("app"), props: { text: TEXT } });`,
};

describe("recipes", () => {
  let work, browser;
  before(async () => {
    [work, browser] = await Promise.all([project(), launch()]);
  });
  after(async () => {
    await browser.close();
    await work.remove();
  });

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

  for (const [name, source] of Object.entries(frameworks)) {
    test(name, { timeout: 120_000 }, async () => {
      const { build } = await import("vite");
      if (name === "svelte") {
        const { compile } = await import("svelte/compiler");
        const component = `<script>
  import { load } from "addend";
  let { text } = $props();
  const message = (element) => { load().then((a) => { a.mount(element, text); document.title = "done"; }); };
</script>
<div use:message></div>`;
        await work.write("Message.svelte.js", compile(component, { generate: "client", css: "external" }).js.code);
      }
      await work.write(`${name}.js`, source.replace("TEXT", JSON.stringify(text)));
      const out = path.join(work.folder, `out-${name}`);
      await build({
        root: work.folder, logLevel: "error", configFile: false, resolve: { preserveSymlinks: true, conditions: ["browser", "module", "import", "default"] },
        define: { "process.env.NODE_ENV": '"production"', __VUE_OPTIONS_API__: "true", __VUE_PROD_DEVTOOLS__: "false", __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false" },
        build: { outDir: out, target: "es2022", modulePreload: { polyfill: false }, rollupOptions: { input: path.join(work.folder, `${name}.js`), output: { entryFileNames: "main.js" } } },
      });
      // Frameworks write HTML of their own templates: their policies are theirs to name.
      const headers = { "content-security-policy": policy.replace("trusted-types addend", "trusted-types addend vue svelte-trusted-html") };
      await looksRight(out, '<script type="module" src="/main.js"></script>', headers);
    });
  }

  const page = `import { load, plain } from "/lib/addend/index.js";
const app = document.getElementById("app");
app.textContent = ${JSON.stringify(text)};
const a = await load();
app.innerHTML = a.markdown(${JSON.stringify(text)});
if (TYPED !== (typeof a.markdown("x") !== "string")) throw new Error("is it marked as trusted?");
if ((await load()) !== a) throw new Error("load() twice");
document.title = "done";`;

  for (const [name, typed, csp] of [
    ["a page without a package manager (F43), Trusted Types on", true, policy],
    ["a page without a package manager, no Trusted Types asked for", true, policy.split("; require")[0]],
    ["a page without a policy", true, undefined],
  ]) {
    test(name, async () => {
      const out = path.join(work.folder, "out-page");
      await mkdir(path.join(out, "lib"), { recursive: true });
      await cp(work.home, path.join(out, "lib/addend"), { recursive: true });
      await writeFile(path.join(out, "page.js"), page.replace("TYPED", String(typed)));
      await looksRight(out, '<script type="module" src="/page.js"></script>', csp ? { "content-security-policy": csp } : {});
    });
  }

  test("a browser without Trusted Types gets strings", async () => {
    const out = path.join(work.folder, "out-strings");
    await mkdir(path.join(out, "lib"), { recursive: true });
    await cp(work.home, path.join(out, "lib/addend"), { recursive: true });
    await writeFile(path.join(out, "before.js"), "delete globalThis.trustedTypes; delete Window.prototype.trustedTypes;");
    await writeFile(path.join(out, "page.js"), page.replace("TYPED", "false"));
    await looksRight(out, '<script src="/before.js"></script><script type="module" src="/page.js"></script>', {});
  });

  for (const [name, csp, code, hint] of [
    ["no WebAssembly allowed", policy.replace(" 'wasm-unsafe-eval'", ""), "csp", /script-src 'self' 'wasm-unsafe-eval'/],
    ["no fetch allowed", policy.replace("connect-src 'self'", "connect-src 'none'"), "csp", /connect-src 'self'/],
    ["another Trusted Types policy only", policy.replace("trusted-types addend", "trusted-types other"), "trusted-types", /add addend to trusted-types/],
  ]) {
    test(`a policy too strict says so: ${name}`, async () => {
      const out = path.join(work.folder, "out-strict");
      await mkdir(path.join(out, "lib"), { recursive: true });
      await cp(work.home, path.join(out, "lib/addend"), { recursive: true });
      await writeFile(path.join(out, "page.js"), `import { load } from "/lib/addend/index.js";
load().then((a) => a.markdown("x")).then(() => "it worked", (e) => e.code + ": " + e.hint).then((t) => { document.title = t; });`);
      const server = await serve(out, '<script type="module" src="/page.js"></script>', { "content-security-policy": csp });
      try {
        const { title } = await open(browser, server.url);
        assert.match(title, new RegExp(`^${code}: `));
        assert.match(title, hint);
      } finally {
        server.close();
      }
    });
  }

  test("a service worker gives notifications their text", async () => {
    const out = path.join(work.folder, "out-sw");
    await mkdir(path.join(out, "lib"), { recursive: true });
    await cp(work.home, path.join(out, "lib/addend"), { recursive: true });
    await writeFile(path.join(out, "sw.js"), `import { load } from "/lib/addend/index.js";
self.addEventListener("message", (event) => event.waitUntil(load().then((a) => event.source.postMessage(a.text(event.data, { limit: 20 })))));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));`);
    await writeFile(path.join(out, "page.js"), `const policy = trustedTypes.createPolicy("page", { createScriptURL: (u) => u });
navigator.serviceWorker.onmessage = ({ data }) => { document.title = data; };
await navigator.serviceWorker.register(policy.createScriptURL("/sw.js"), { type: "module" });
(await navigator.serviceWorker.ready).active.postMessage("# Hello *there*, this is long");`);
    const server = await serve(out, '<script type="module" src="/page.js"></script>', { "content-security-policy": policy.replace("trusted-types addend", "trusted-types addend page") });
    try {
      const { title, wrong } = await open(browser, server.url);
      assert.deepEqual([title, wrong], ["Hello there, this i…", []]);
    } finally {
      server.close();
    }
  });

  test("a server renders, and the page takes over without a change", { timeout: 120_000 }, async () => {
    // As a Next server component does it: the package stays a package (serverExternalPackages: ["addend"]).
    await work.write("server.mjs", `import { createElement as h } from "react";
import { renderToString } from "react-dom/server";
import { load } from "addend";
import "addend/element";
const a = await load();
const Message = ({ text }) => h("md-message", { "data-state": "rendered", dangerouslySetInnerHTML: { __html: a.markdown(text) } });
console.log(renderToString(h(Message, { text: ${JSON.stringify(text)} })));`);
    const { stdout } = await promisify(execFile)(process.execPath, ["--preserve-symlinks", "server.mjs"], { cwd: work.folder, env: { ...process.env, NODE_ENV: "production" } });
    assert.match(stdout, shown);
    const out = path.join(work.folder, "out-page");
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
