// What nearly every test of the page begins and ends with: a host, a browser in
// front of it, somebody who is signed in, and a watch over what happens there.
import { after, before } from "node:test";
import { launch } from "./chromium.mjs";
import { host as chosen } from "./hosts.mjs";
import { openChat, signIn } from "./page.mjs";
import { watch } from "./watch.mjs";

/**
 * Opens all of it before the tests of the file (or of the `describe` around the call), hands it to `take` as
 * { host, browser, context, page, guard }, waits for what that does, and closes what was opened after the tests,
 * also when only half of it was. What builds on it belongs into `take`: the hooks of a file begin side by side.
 *
 * - settings, options: the worker's and the emulator's; open: another way to a host
 * - view: of the browser's context; without it there is neither a context nor a page
 * - user: who signs in; null for nobody; chat: the chat that is opened then
 * - prepare(context, host): before the first page; its array holds more secrets to watch for
 */
export function opened({ settings, options, open = () => chosen(settings, options), view, user = "marta", chat, prepare }, take) {
  const opening = [];
  const begin = (promise) => {
    opening.push(promise);
    return promise;
  };
  before(async () => {
    const [host, browser] = await Promise.all([begin(open()), begin(launch())]);
    if (!view) return await take({ host, browser });
    const context = await browser.newContext(view);
    const secrets = await prepare?.(context, host) ?? [];
    const guard = await watch(context, { ...host, secrets: [...host.secrets, ...secrets] });
    const page = await context.newPage();
    if (user) await signIn(page, host.url, user);
    if (chat) await openChat(page, chat);
    await take({ host, browser, context, page, guard });
  });
  after(async () => {
    // The browser first: a server ends sooner when nobody holds a connection to it.
    for (const what of (await Promise.allSettled(opening)).reverse()) await what.value?.close();
  });
}

/** A usual window. */
export const desktop = { viewport: { width: 1280, height: 900 } };
