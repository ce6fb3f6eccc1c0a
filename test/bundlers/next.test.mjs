// Next as it comes, with the recipes as they stand: rendered by its server, taken over in Chromium, without a word of
// React's that something did not match. Once as it is developed, and once as it is built and traced for a container.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { launch } from "../browser/chromium.mjs";
import { packed, run } from "../node/packed.mjs";
import { freePort } from "../ports.mjs";
import { here } from "./project.mjs";

const recipes = await readFile(new URL("../../docs/recipes.md", import.meta.url), "utf8");
const recipe = (heading) => /\n```\w+\n([^]*?)```/.exec(recipes.split(`\n## ${heading}\n`)[1])[1];

const files = {
  "package.json": '{"private":true,"dependencies":{"addend":"*"}}',
  "app/layout.js": 'export default function Layout({ children }) { return <html lang="en"><head><link rel="icon" href="data:," /></head><body>{children}</body></html>; }',
  "app/first.jsx": recipe("Next, and every other server in Node"),
  "app/message.jsx": recipe("React, rendered on a server too"),
  "app/there.jsx": `"use client";
import { useEffect, useState } from "react";
import { load } from "addend";
import { load as loadWorker } from "addend/worker";
import { load as loadLean } from "addend/media";
import { Message } from "./message.jsx";

export function There() {
  const [text, setText] = useState("**one**\\n\\ntwo");
  const [told, setTold] = useState("");
  useEffect(() => {
    (async () => {
      const [a, w, lean] = await Promise.all([load(), loadWorker(), loadLean()]);
      setTold([a.text("*here*"), await w.text("*there*"), lean.formatDuration(7)].join(" "));
    })().catch((error) => setTold(error.code + ": " + error.message));
  }, []);
  return <><Message text={text} /><p id="told">{told}</p><button onClick={() => setText("~~three~~")}>Change</button></>;
}`,
  "app/page.js": `import { load as loadWorker } from "addend/worker";
import { Message } from "./first.jsx";
import { There } from "./there.jsx";
export const dynamic = "force-dynamic";
export default async function Page() {
  const w = await loadWorker();
  return <main><Message text="**served** <script>alert(1)</script>" /><p id="thread">{await w.text("*thread*")}</p><There /></main>;
}`,
};
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: undefined, CI: "true" };
delete env.NODE_ENV;

describe("Next", () => {
  let pack, folder, browser, away;
  before(async () => {
    [pack, browser, folder] = await Promise.all([packed(), launch(), mkdtemp(path.join(here, ".next-"))]);
    await mkdir(path.join(folder, "app"));
    await cp(pack.home, path.join(folder, "node_modules/addend"), { recursive: true });
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  });
  after(async () => {
    await browser?.close();
    await pack?.remove();
    for (const each of [folder, away]) if (each) await rm(each, { recursive: true, force: true, maxRetries: 5 });
  });

  const next = path.join(here, "node_modules/next/dist/bin/next");

  // Starts a server and looks at the page that it gives.
  async function looksRight(cwd, args) {
    const port = await freePort();
    const child = spawn(process.execPath, args, { cwd, env: { ...env, PORT: String(port), HOSTNAME: "localhost" }, stdio: ["ignore", "pipe", "pipe"], detached: true });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => said.push(String(text)));
    const url = `http://localhost:${port}/`;
    const page = await browser.newPage();
    const wrong = [];
    try {
      let html;
      for (let tries = 0; html === undefined && tries < 300; tries++) {
        assert.equal(child.exitCode, null, said.join(""));
        html = await fetch(url).then((response) => response.text(), () => new Promise((later) => setTimeout(later, 200)));
      }
      assert.match(html, /<strong>served<\/strong> &lt;script&gt;/, said.join(""));
      assert.match(html, /<p id="thread">thread<\/p>/);
      assert.match(html, /<md-message profile="chat" text="\*\*one\*\*\n\ntwo">\*\*one\*\*\n\ntwo<\/md-message>/);
      page.on("pageerror", (error) => wrong.push(String(error)));
      page.on("console", (message) => ["error", "warning"].includes(message.type()) && wrong.push(message.text()));
      await page.goto(url);
      await page.waitForFunction(() => document.getElementById("told").textContent, null, { timeout: 60_000 }).catch(() => assert.fail([...wrong, ...said].join("\n")));
      assert.equal(await page.locator("#told").innerText(), "here there 0:07");
      assert.match(await page.locator("md-message").first().innerHTML(), /^<p[^>]*><strong>served<\/strong>/);
      const message = page.locator("md-message").nth(1);
      await message.locator("strong").waitFor();
      await page.getByRole("button", { name: "Change" }).click();
      await message.locator("del").waitFor();
      assert.equal(await message.innerText(), "three");
      assert.deepEqual(wrong, []);
    } finally {
      await page.close();
      if (child.exitCode === null && child.signalCode === null) {
        process.kill(-child.pid, "SIGKILL");
        await once(child, "exit");
      }
    }
  }

  test("as it is developed", { timeout: 180_000 }, () => looksRight(folder, [next, "dev"]));

  for (const [name, flags, config] of [["built", [], "{}"], ["built with webpack", ["--webpack"], "{}"]]) {
    test(name, { timeout: 240_000 }, async () => {
      await writeFile(path.join(folder, "next.config.mjs"), `export default ${config};`);
      await run(process.execPath, [next, "build", ...flags], { cwd: folder, env }).catch((error) => assert.fail(error.stdout + error.stderr));
      await looksRight(folder, [next, "start"]);
    });
  }

  test("built, traced and started from another folder", { timeout: 240_000 }, async () => {
    await writeFile(path.join(folder, "next.config.mjs"), 'export default { output: "standalone" };');
    await run(process.execPath, [next, "build"], { cwd: folder, env }).catch((error) => assert.fail(error.stdout + error.stderr));
    away = await mkdtemp(path.join(tmpdir(), "addend-away-"));
    await cp(path.join(folder, ".next/standalone"), away, { recursive: true });
    // What Next takes for the root of it all is its own affair.
    const [server] = (await readdir(away, { recursive: true })).filter((name) => path.basename(name) === "server.js" && !name.includes("node_modules"));
    const inside = path.dirname(path.join(away, server));
    await cp(path.join(folder, ".next/static"), path.join(inside, ".next/static"), { recursive: true });
    await rm(path.join(folder, "node_modules"), { recursive: true });
    await looksRight(inside, ["server.js"]);
  });
});
