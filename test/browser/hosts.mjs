// Where the page is served from: ADDEND_URL when it is given; otherwise an
// emulator and a worker of our own, natively and, where a Node for wrangler is
// named (ADDEND_NODE22), in workerd.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const patience = 90_000; // ms for workerd's first start on a busy machine

/** The hosts to test: { name, open() → { url, secrets, close() } }. */
export function hosts() {
  const { ADDEND_URL, ADDEND_NODE22 } = process.env;
  if (ADDEND_URL) return [{ name: ADDEND_URL, open: async () => ({ url: ADDEND_URL.replace(/\/$/, ""), secrets: [], close: async () => {} }) }];
  const list = [{ name: "native", open: native }];
  if (ADDEND_NODE22) list.push({ name: "workerd", open: edge });
  return list;
}

/** One native host, for the tests that need no second; with live updates, for which each part must know the other. */
export async function native(settings = {}, options = []) {
  const keys = { api: secret(), server: secret(), cookie: randomBytes(32).toString("base64"), webhook: secret(), admin: secret() };
  const listen = `127.0.0.1:${await freePort()}`;
  const emulator = program("dist/bin/addend-emulator", ["-addr", "127.0.0.1:0", "-api-key", keys.api, "-server-key", keys.server, "-admin-token", keys.admin, "-webhook", `http://${listen}/hooks/events`, "-seed", ...options], { ADDEND_EMULATOR_WEBHOOK_SECRET: keys.webhook });
  const upstream = await emulator.line(/http:\/\/[\d.:]+/);
  const worker = program("dist/bin/addend-worker", [], {
    ADDEND_UPSTREAM: upstream, ADDEND_API_KEY: keys.api, ADDEND_SERVER_KEY: keys.server, ADDEND_COOKIE_KEYS: keys.cookie,
    ADDEND_WEBHOOK_SECRETS: keys.webhook, ADDEND_DEV_IDENTITIES: "1", ADDEND_LISTEN: listen, ...settings,
  });
  const url = await worker.line(/http:\/\/[\d.:]+/);
  return {
    url, upstream, secrets: Object.values(keys),
    /** The platform goes away, as in a failure; nothing brings it back. */
    stopUpstream: () => emulator.stop(),
    /** A call of the platform itself, as its administrator or, under /_emulator/, of the emulator's own controls. */
    async admin(method, path, body) {
      const response = await fetch(upstream + path, { method, headers: { "Content-Type": "application/json", ...(!path.startsWith("/_emulator/") && { Authorization: `Bearer ${keys.admin}`, "x-api-key": keys.api }) }, body: body && JSON.stringify(body) });
      if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
      return response.json();
    },
    /** Calls of a user straight at the platform, for what is only there to be looked at. */
    async as(user, run) {
      const headers = { "Content-Type": "application/json", "x-api-key": keys.api };
      const answer = async (response) => (response.ok ? response.json() : Promise.reject(new Error(`${response.status}: ${await response.text()}`)));
      const token = await answer(await fetch(`${upstream}/api/v4/authentication/token`, { method: "POST", headers: { ...headers, "x-server-key": keys.server }, body: JSON.stringify({ userId: user }) }));
      const { accessToken } = await answer(await fetch(`${upstream}/api/v5/sessions`, { method: "POST", headers, body: JSON.stringify({ userId: user, deviceId: `test-${user}`, authToken: token?.token ?? token }) }));
      await run(async (method, path, body) => answer(await fetch(upstream + path, { method, headers: { ...headers, Authorization: `Bearer ${accessToken}` }, body: body && JSON.stringify(body) })));
    },
    close: async () => { await worker.stop(); await emulator.stop(); },
  };
}

/** The demo program starts both parts, the worker in workerd; its keys stand in the file it wrote for workerd. */
async function edge() {
  const demo = program("dist/bin/demo", ["-edge"], { PORT: String(port()), EMULATOR_PORT: String(port()) });
  const url = await demo.line(/http:\/\/[\w.:]+/);
  const settings = readFileSync(`${root}dist/edge/.dev.vars`, "utf8");
  const secrets = [...settings.matchAll(/^ADDEND_(?:API_KEY|SERVER_KEY|COOKIE_KEYS)=(.+)$/gm)].map(([, value]) => value);
  if (secrets.length !== 3) throw new Error("dist/edge/.dev.vars does not hold the three keys that the test looks for");
  return { url, secrets, close: () => demo.stop() };
}

const secret = () => `test-${randomBytes(18).toString("hex")}`;

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

const port = () => 20_000 + Math.floor(Math.random() * 20_000);

function program(path, args, settings = {}) {
  const child = spawn(root + path, args, { cwd: root, env: { ...process.env, ...settings }, stdio: ["ignore", "pipe", "pipe"] });
  const said = [];
  const waiting = new Set();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      said.push(line);
      for (const look of waiting) look();
    });
  }
  const gone = once(child, "exit");
  return {
    /** The first match of `pattern` in what the program prints. */
    line: (pattern) => new Promise((resolve, reject) => {
      const fail = (why) => reject(new Error(`${path} ${why}; it said:\n${said.join("\n")}`));
      const timer = setTimeout(() => fail(`did not say ${pattern} within ${patience / 1000} s`), patience);
      const look = () => {
        const found = said.map((line) => pattern.exec(line)).find(Boolean);
        if (!found) return;
        clearTimeout(timer);
        waiting.delete(look);
        resolve(found[0]);
      };
      waiting.add(look);
      gone.then(([code]) => fail(`ended with ${code}`));
      look();
    }),
    async stop() {
      if (child.exitCode === null) child.kill("SIGTERM");
      await gone;
    },
  };
}
