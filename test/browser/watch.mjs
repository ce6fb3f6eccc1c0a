import assert from "node:assert/strict";

const textual = /json|text|javascript|xml|svg/;
const token = /eyJ[\w-]{10,}\.eyJ[\w-]{10,}\./; // a JWT: the platform's access token is one

/**
 * Watches all that a context does and must not do: anything of an author that
 * runs (hostile texts call __ran()), dialogs, CSP reports, errors, requests to
 * other hosts, secrets in what the browser gets to see.
 */
export async function watch(context, { url, secrets }) {
  const seen = { ran: [], dialogs: [], violations: [], foreign: [], errors: [], leaks: [] };
  const reading = [];
  const look = (text, where) => {
    if (secrets.some((secret) => text.includes(secret)) || token.test(text) || /"accessToken"/.test(text)) seen.leaks.push(where);
  };

  await context.exposeBinding("__ran", (_, what) => { seen.ran.push(what ?? "called"); });
  await context.exposeBinding("__violation", (_, what) => { seen.violations.push(what); });
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => globalThis.__violation(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
    // The recordings, to decode them: the page's own policy lets no fetch() read a blob: address.
    globalThis.__blobs = [];
    const create = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob) => {
      globalThis.__blobs.push(blob);
      return create(blob);
    };
  });

  context.on("request", (request) => {
    const address = request.url();
    if (!address.startsWith(`${url}/`) && !/^(blob|data|about):/.test(address)) seen.foreign.push(address);
  });
  context.on("response", (response) => {
    const headers = Object.entries(response.headers()).filter(([name]) => name !== "set-cookie");
    look(JSON.stringify(headers), `headers of ${response.url()}`);
    const type = response.headers()["content-type"] ?? "";
    if (!textual.test(type) || type.startsWith("text/event-stream")) return; // live updates have no end to wait for
    reading.push(response.text().then((text) => look(text, `body of ${response.url()}`), () => {})); // a redirect or an aborted call has no body
  });
  context.on("console", (message) => {
    look(message.text(), "the console");
    if (message.type() === "error" && !/Failed to load resource/.test(message.text())) seen.errors.push(message.text());
  });
  context.on("weberror", (error) => seen.errors.push(String(error.error())));
  context.on("dialog", async (dialog) => {
    seen.dialogs.push(dialog.message());
    await dialog.dismiss();
  });

  return {
    seen,
    /** Fails when anything above was seen, or a storage of the page holds a secret. */
    async clean(page) {
      const stored = await page.evaluate(async () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, await indexedDB.databases()]));
      look(stored, "the browser's storage");
      await Promise.all(reading);
      assert.deepEqual(seen, { ran: [], dialogs: [], violations: [], foreign: [], errors: [], leaks: [] });
    },
  };
}
