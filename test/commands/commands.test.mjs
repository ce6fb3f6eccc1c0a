// The README's commands, as a newcomer runs them: `make demo` and `make edge`
// print the page's address as their last line, the page answers, and Ctrl-C
// ends everything that was started.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { freePort } from "../ports.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const running = new Set();
// Of a test that failed: the whole group, or what make started would hold this process.
after(() => running.forEach((child) => process.kill(-child.pid, "SIGKILL")));

/** run starts a make target and resolves with the address it prints last. */
async function run(target) {
  const [port, emulatorPort] = [await freePort(), await freePort()];
  const child = spawn("make", [target], {
    cwd: root,
    env: { ...process.env, PORT: String(port), EMULATOR_PORT: String(emulatorPort), DATA: "" },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true, // a process group, as a terminal's Ctrl-C meets it
  });
  running.add(child);
  let out = "";
  let err = "";
  child.stderr.on("data", (chunk) => (err += chunk));
  const address = await new Promise((resolve, reject) => {
    child.stdout.on("data", (chunk) => {
      out += chunk;
      const last = out.trimEnd().split("\n").at(-1);
      if (out.endsWith("\n") && last.startsWith("http://")) resolve(last);
    });
    child.once("exit", (code) => reject(new Error(`make ${target} ended with ${code}\n${out}\n${err}`)));
  });
  return {
    address,
    emulator: `http://127.0.0.1:${emulatorPort}/`,
    async interrupt() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      process.kill(-child.pid, "SIGINT");
      await ended;
      running.delete(child);
      return out.trimEnd().split("\n").at(-1);
    },
  };
}

for (const target of ["demo", "edge"]) {
  test(`make ${target} prints an address that answers, and Ctrl-C ends it`, { timeout: 300_000 }, async () => {
    const started = await run(target);
    const page = await fetch(started.address);
    assert.equal(page.status, 200);
    assert.match(page.headers.get("content-type"), /^text\/html/);
    assert.match(page.headers.get("content-security-policy"), /default-src 'none'/);
    assert.match(await page.text(), /<title>/);

    const module = await fetch(new URL("addend/addend.wasm", started.address));
    assert.equal(module.status, 200);
    assert.equal(module.headers.get("content-type"), "application/wasm");
    await module.body.cancel();

    const session = await fetch(new URL("session", started.address), { headers: { "X-Addend": "1" } });
    assert.deepEqual(await session.json(), { user: null, signIn: ["development"], live: true, push: true });

    assert.equal(await started.interrupt(), started.address, "the address is the last line");
    await assert.rejects(fetch(started.address), "the worker still answers after Ctrl-C");
    await assert.rejects(fetch(started.emulator), "the emulator still answers after Ctrl-C");
  });
}
