// Where the page is served from: an emulator and a worker of our own, natively or
// in workerd. ADDEND_TEST_HOST names the one that a test gets which needs only
// one; workerd wants the Node of ADDEND_NODE22. ADDEND_URL names a page that is
// served already, for the tests that need nothing else.
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { freePort } from "../ports.mjs";
import { program, root } from "./program.mjs";

const { ADDEND_NODE22, ADDEND_TEST_HOST = "native", ADDEND_URL } = process.env;
const kinds = { native, workerd };
if (!kinds[ADDEND_TEST_HOST]) throw new Error(`ADDEND_TEST_HOST is ${ADDEND_TEST_HOST}; it may be ${Object.keys(kinds).join(" or ")}`);

/** The hosts for what is tested on each: { name, open() → { url, secrets, close() } }. */
export function hosts() {
  if (ADDEND_URL) return [{ name: ADDEND_URL, open: async () => ({ url: ADDEND_URL.replace(/\/$/, ""), secrets: [], close: async () => {} }) }];
  return Object.entries(kinds).filter(([name]) => name === "native" || ADDEND_NODE22).map(([name, open]) => ({ name, open }));
}

/** One host, the one that ADDEND_TEST_HOST names: settings are the worker's, options the emulator's. */
export const host = (settings, options) => kinds[ADDEND_TEST_HOST](settings, options);

/** The worker as a Go program. */
export function native(settings, options) {
  return together(settings, options, async (vars, listen) => {
    const worker = program("dist/bin/addend-worker", [], { settings: { ...vars, ADDEND_LISTEN: listen } });
    return { stop: worker.stop, ready: () => worker.line(/http:\/\/[\d.:]+/) };
  });
}

/** The worker in workerd, in a folder of its own: its settings, which no command line shows, its state and the page. */
export function workerd(settings, options) {
  return together(settings, options, async (vars, listen) => {
    if (!ADDEND_NODE22) throw new Error("ADDEND_NODE22 does not name a Node for wrangler; worker/node22.sh prints one");
    const folder = await mkdtemp(join(tmpdir(), "addend-workerd-"));
    const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
    try {
      for (const part of ["edge", "site"]) await cp(join(root, "dist", part), join(folder, part), { recursive: true, filter: (path) => !/\/\.(wrangler|dev\.vars)$/.test(path) });
      const cwd = join(folder, "edge");
      await writeFile(join(cwd, ".dev.vars"), Object.entries(vars).map(([name, value]) => `${name}=${JSON.stringify(value)}\n`).join(""), { mode: 0o600 });
      const [ip, port] = listen.split(":");
      const worker = program(ADDEND_NODE22, [join(root, "worker/node_modules/wrangler/bin/wrangler.js"), "dev", "--local", "--ip", ip, "--port", port, "--inspector-port", "0", "--persist-to", join(cwd, ".wrangler/state"), "--show-interactive-dev-session=false"], {
        cwd, group: true, settings: { PATH: `${dirname(ADDEND_NODE22)}${delimiter}${process.env.PATH}`, WRANGLER_LOG_PATH: join(cwd, ".wrangler/logs"), WRANGLER_SEND_METRICS: "false", CI: "true", CLOUDFLARE_CF_FETCH_ENABLED: "false", NO_COLOR: "1" },
      });
      return {
        stop: async () => { await worker.stop(); await remove(); },
        ready: async () => { await worker.answers(`http://${listen}/healthz`); return `http://${listen}`; },
      };
    } catch (error) {
      await remove();
      throw error;
    }
  });
}

/**
 * Worker and emulator, which know one another for live updates. The worker comes first: an event that nobody takes holds
 * back those behind it. When one does not start, both are stopped.
 */
async function together(settings = {}, options = [], start) {
  const keys = { api: secret(), server: secret(), cookie: randomBytes(32).toString("base64"), webhook: secret(), admin: secret() };
  const [listen, platformAt] = (await Promise.all([freePort(), freePort()])).map((port) => `127.0.0.1:${port}`);
  let worker, emulator;
  const close = async () => { await worker?.stop(); await emulator?.stop(); };
  try {
    worker = await start({
      ADDEND_UPSTREAM: `http://${platformAt}`, ADDEND_API_KEY: keys.api, ADDEND_SERVER_KEY: keys.server, ADDEND_COOKIE_KEYS: keys.cookie,
      ADDEND_WEBHOOK_SECRETS: keys.webhook, ADDEND_DEV_IDENTITIES: "1", ...settings,
    }, listen);
    const url = await worker.ready();
    emulator = program("dist/bin/addend-emulator", ["-addr", platformAt, "-api-key", keys.api, "-server-key", keys.server, "-admin-token", keys.admin, "-webhook", `http://${listen}/hooks/events`, "-seed", ...options], { settings: { ADDEND_EMULATOR_WEBHOOK_SECRET: keys.webhook } });
    const upstream = await emulator.line(/http:\/\/[\d.:]+/);
    return { url, upstream, secrets: Object.values(keys), close, stopUpstream: () => emulator.stop(), ...platform(upstream, keys) };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Calls at the platform itself, past the worker. */
function platform(upstream, keys) {
  const json = { "Content-Type": "application/json" };
  const call = async (headers, method, path, body) => {
    const response = await fetch(upstream + path, { method, headers: { ...json, ...headers }, body: body && JSON.stringify(body), signal: AbortSignal.timeout(30_000) });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  const key = { "x-api-key": keys.api };
  return {
    /** As its administrator or, under /_emulator/, of the emulator's own controls. */
    admin: (method, path, body) => call(path.startsWith("/_emulator/") ? {} : { ...key, Authorization: `Bearer ${keys.admin}` }, method, path, body),
    /** As a user, for what is only there to be looked at. */
    async as(user, run) {
      const token = await call({ ...key, "x-server-key": keys.server }, "POST", "/api/v4/authentication/token", { userId: user });
      const { accessToken } = await call(key, "POST", "/api/v5/sessions", { userId: user, deviceId: `test-${user}`, authToken: token?.token ?? token });
      await run((method, path, body) => call({ ...key, Authorization: `Bearer ${accessToken}` }, method, path, body));
    },
  };
}

const secret = () => `test-${randomBytes(18).toString("hex")}`;
