// The page that the browser keeps: exchanged as a whole when a new version is
// there, and never with a file that integrity.json does not know.
import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { native } from "../hosts.mjs";
import { opened } from "../opened.mjs";

let folder, context, page;
// Natively: workerd serves what was put beside it, and nobody changes that under it.
async function open() {
  folder = await mkdtemp(join(tmpdir(), "addend-version-"));
  await cp(new URL("../../../web/", import.meta.url), join(folder, "web"), { recursive: true });
  await cp(new URL("../../../dist/npm/", import.meta.url), join(folder, "npm"), { recursive: true });
  return native({ ADDEND_WEB_DIR: join(folder, "web"), ADDEND_NPM_DIR: join(folder, "npm") });
}
opened({ open, view: {} }, (all) => ({ context, page } = all));
after(() => folder && rm(folder, { recursive: true, force: true }));

/** The names of what is kept, and one file of it. */
const kept = (path) => page.evaluate(async (path) => {
  await navigator.serviceWorker.ready;
  const names = (await caches.keys()).filter((name) => name.startsWith("addend-page-"));
  return { names, text: names.length > 0 && (await (await caches.match(path, { cacheName: names.at(-1) }))?.text()) };
}, path);

async function until(path, holds) {
  for (let i = 0; i < 100; i++) {
    const now = await kept(path);
    if (holds(now)) return now;
    await page.waitForTimeout(100);
  }
  throw new Error(`not within ten seconds: ${JSON.stringify((await kept(path)).names)}`);
}

async function change(file, more) {
  const path = join(folder, file);
  await writeFile(path, (await readFile(path, "utf8")) + more);
}

test("a new version is fetched as a whole, takes the old one's place, and works without a network", async () => {
  const before = await until("/", ({ names, text }) => names.length === 1 && text);
  await change("web/view/when.js", "\n// the next version\n");
  await page.reload();
  await page.locator("main > :is(.page, .chat)").waitFor();
  const next = await until("/view/when.js", ({ names, text }) => names.length === 1 && names[0] !== before.names[0] && text?.endsWith("// the next version\n"));
  await context.setOffline(true);
  await page.reload();
  await page.getByRole("heading", { name: "No connection" }).waitFor();
  await context.setOffline(false);
  await page.reload();
  await page.locator("main > :is(.page, .chat)").waitFor();
  assert.deepEqual((await kept("/view/when.js")).names, next.names);
});

test("a set that was cut off while it was stored is not used", async () => {
  await page.evaluate(async () => (await caches.open("addend-page-half")).put("/view/when.js", new Response("half")));
  await context.setOffline(true);
  await page.reload();
  await page.getByRole("heading", { name: "No connection" }).waitFor();
  await context.setOffline(false);
  await page.evaluate(() => caches.delete("addend-page-half"));
  await page.reload();
  await page.locator("main > :is(.page, .chat)").waitFor();
});

test("a file of the package that is not what integrity.json says is not kept, nor anything beside it", async () => {
  const before = await kept("/addend/element.js");
  await change("npm/element.js", "\nglobalThis.tampered = true;\n");
  await change("web/view/when.js", "\n// beside it\n");
  await page.reload();
  await page.locator("main > :is(.page, .chat)").waitFor();
  await page.waitForTimeout(4000); // the new version would be fetched a second after it is seen
  const after = await kept("/addend/element.js");
  assert.deepEqual(after, before);
  assert.doesNotMatch((await kept("/view/when.js")).text, /beside it/);
});
