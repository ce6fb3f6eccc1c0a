// Starts the native worker in front of an emulator.
import { spawn } from "node:child_process";
import { resolve } from "node:path";

const root = resolve(import.meta.dirname ?? ".", "../..");

// startWorker resolves once the worker of dist/bin (or ADDEND_WORKER_BIN) says
// where it listens.
export async function startWorker(upstream, settings) {
  const env = {
    PATH: process.env.PATH,
    ADDEND_UPSTREAM: upstream,
    ADDEND_LISTEN: "127.0.0.1:0",
    ADDEND_WEB_DIR: resolve(root, "web"),
    ADDEND_NPM_DIR: resolve(root, "wasm/npm"),
    ADDEND_COOKIE_KEYS: Buffer.from("0123456789abcdef0123456789abcdef").toString("base64"),
    ...settings,
  };
  const child = spawn(process.env.ADDEND_WORKER_BIN ?? resolve(root, "dist/bin/addend-worker"), [], { env, stdio: ["ignore", "pipe", "ignore"] });
  const url = await new Promise((done, fail) => {
    child.once("error", fail);
    child.once("exit", (code) => fail(new Error(`the worker ended with ${code} before it listened`)));
    child.stdout.on("data", (chunk) => {
      const line = /listening on (http:\S+)\n/.exec(String(chunk));
      if (line) done(line[1]);
    });
  });
  return {
    url,
    stop: () =>
      new Promise((done) => {
        child.removeAllListeners("exit");
        child.once("exit", done);
        child.kill("SIGKILL");
      }),
  };
}
