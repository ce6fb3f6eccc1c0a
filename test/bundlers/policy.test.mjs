// A page without a bundler under policies of all kinds: what works is shown, what is forbidden is told with the line to add.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, test } from "node:test";
import { open, policy, serve, withPackage, workshop } from "./project.mjs";

const text = "**bold** [link](https://a.example) <script>alert(1)</script>";
const shown = /<strong>bold<\/strong> <a [^>]*href="https:\/\/a\.example"[^>]*>link<\/a> &lt;script&gt;/;

describe("a page and its policy", () => {
  const shop = workshop();

  // Opens a page with these scripts, which come from a folder with the package in it, and gives what it shows.
  async function opened(name, scripts, headers) {
    const out = await withPackage(shop.work, path.join(shop.work.folder, name));
    for (const [file, code] of Object.entries(scripts)) await writeFile(path.join(out, file), code);
    const server = await serve(out, Object.keys(scripts).map((file) => `<script ${file === "page.js" ? 'type="module" ' : ""}src="/${file}"></script>`).join(""), headers);
    try {
      return await open(shop.browser, server.url);
    } finally {
      server.close();
    }
  }

  const page = (typed) => `import { load, plain } from "/lib/addend/index.js";
const app = document.getElementById("app");
app.textContent = ${JSON.stringify(text)};
const a = await load();
app.innerHTML = a.markdown(${JSON.stringify(text)});
if (${typed} !== (typeof a.markdown("x") !== "string")) throw new Error("is it marked as trusted?");
if ((await load()) !== a) throw new Error("load() twice");
document.title = "done";`;

  for (const [name, typed, csp] of [
    ["Trusted Types on", true, policy],
    ["no Trusted Types asked for", true, policy.split("; require")[0]],
    ["no policy", true, undefined],
  ]) {
    test(name, async () => {
      const { title, wrong, html } = await opened("page", { "page.js": page(typed) }, csp ? { "content-security-policy": csp } : {});
      assert.deepEqual([title, wrong], ["done", []]);
      assert.match(html, shown);
    });
  }

  test("a browser without Trusted Types gets strings", async () => {
    const before = "delete globalThis.trustedTypes; delete Window.prototype.trustedTypes;";
    const { title, wrong, html } = await opened("strings", { "before.js": before, "page.js": page(false) }, {});
    assert.deepEqual([title, wrong], ["done", []]);
    assert.match(html, shown);
  });

  for (const [name, csp, code, hint, entry = "index.js"] of [
    ["no WebAssembly allowed", policy.replace(" 'wasm-unsafe-eval'", ""), "csp", /script-src 'self' 'wasm-unsafe-eval'/],
    ["no fetch allowed", policy.replace("connect-src 'self'", "connect-src 'none'"), "csp", /connect-src 'self'/],
    ["another Trusted Types policy only", policy.replace("trusted-types addend", "trusted-types other"), "trusted-types", /add addend to trusted-types/],
    ["another Trusted Types policy only, in a worker", policy.replace("trusted-types addend", "trusted-types other"), "trusted-types", /add addend to trusted-types/, "worker.js"],
    ["no worker allowed", policy.replace("worker-src 'self'", "worker-src 'none'"), "worker-failed", /worker-src/, "worker.js"],
  ]) {
    test(`a policy too strict says so: ${name}`, async () => {
      const script = `import { load } from "/lib/addend/${entry}";
load().then((a) => a.markdown("x")).then(() => "it worked", (e) => e.code + ": " + e.hint).then((t) => { document.title = t; });`;
      const { title } = await opened("strict", { "page.js": script }, { "content-security-policy": csp });
      assert.match(title, new RegExp(`^${code}: `));
      assert.match(title, hint);
    });
  }
});
