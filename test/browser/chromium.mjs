import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const places = [process.env.ADDEND_CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const args = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
];

/** Chromium with a fake microphone. Without one on the machine this fails and says how to name it: no test is skipped. */
export const launch = () => chromium.launch({ executablePath: executable(), args });

/** The same as one context over a profile in `folder`, for tools that connect to the browser themselves. */
export const launchProfile = (folder, more) => chromium.launchPersistentContext(folder, { executablePath: executable(), args: [...args, ...more], viewport: null });

function executable() {
  const path = places.find((one) => one && existsSync(one));
  if (!path) throw new Error("no Chromium found; install it or name it with ADDEND_CHROMIUM");
  return path;
}
