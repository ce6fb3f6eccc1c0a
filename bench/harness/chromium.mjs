import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

// Nothing that works in the background, and no look-up outside this machine. gc() is there so that a sample does not
// pay for the garbage of the one before it.
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-extensions",
  "--mute-audio",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

// An empty folder outside of the project, and its end.
export const newFolder = () => mkdtemp(join(tmpdir(), "addend-bench-"));
export const dropFolder = (folder) => rm(folder, { recursive: true, force: true, maxRetries: 5 });

// Starts Chromium with a profile folder, which keeps its caches when it is started with the same one again.
export async function launch(profile, { exposeGC = true } = {}) {
  return chromium.launchPersistentContext(profile, {
    executablePath: process.env.ADDEND_CHROMIUM || "/usr/bin/chromium",
    headless: true,
    args: exposeGC ? [...flags, "--js-flags=--expose-gc"] : flags,
  });
}

// Opens url in a browser of its own; close() ends the browser, even one with a frozen page, and cleans up.
export async function openPage(url) {
  const folder = await newFolder();
  const context = await launch(folder);
  const close = async () => {
    await context.close();
    await dropFolder(folder);
  };
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    page.on("pageerror", (e) => console.error("in the page:", e.message));
    await page.goto(url);
    return { page, context, close };
  } catch (e) {
    await close();
    throw e;
  }
}

// Opens url, passes the page to f, and closes it whatever happens.
export async function withPage(url, f) {
  const { page, context, close } = await openPage(url);
  try {
    return await f(page, context);
  } finally {
    await close();
  }
}
