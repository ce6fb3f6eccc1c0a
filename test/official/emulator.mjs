// Starts the emulator as a program and stops it again.
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";

const root = resolve(import.meta.dirname ?? ".", "../..");

// program is the built emulator: the one named by ADDEND_EMULATOR_BIN, or the
// project's own, built now when it is not there yet.
function program() {
  const named = process.env.ADDEND_EMULATOR_BIN;
  if (named) return resolve(named);
  const bin = resolve(root, "dist/bin/addend-emulator");
  if (!existsSync(bin)) {
    const built = spawnSync("go", ["build", "-o", bin, "./emulator/cmd/addend-emulator"], { cwd: root, encoding: "utf8" });
    if (built.status !== 0) throw new Error(`go build failed: ${built.error ?? built.stderr}`);
  }
  return bin;
}

// start runs the program on a free port and resolves once it says where.
export async function start(...flags) {
  const child = spawn(program(), ["-addr", "127.0.0.1:0", ...flags], { stdio: ["ignore", "pipe", "inherit"] });
  const url = await new Promise((done, fail) => {
    let said = "";
    child.once("error", fail);
    child.once("exit", (code) => fail(new Error(`the emulator ended with ${code} before it listened`)));
    child.stdout.on("data", (chunk) => {
      said += chunk;
      const line = /listening on (http:\S+)\n/.exec(said);
      if (line) done(line[1]);
    });
  });
  return {
    url,
    stop: () =>
      new Promise((done) => {
        child.removeAllListeners("exit");
        child.once("exit", done);
        child.kill("SIGTERM");
      }),
  };
}

/**
 * Resolves once nothing has been asked for 2.5 s: the client asks for a
 * message's markers two seconds after it has seen it, waits for no answer, and
 * an error that nobody waits for ends the process.
 */
export async function quiet(url) {
  for (let last = -1; ; ) {
    const { requests } = await (await fetch(`${url}/_emulator/requests?since=${Math.max(last, 0)}`)).json();
    if (requests.length === 0 && last >= 0) return;
    last = requests.at(-1)?.id ?? Math.max(last, 0);
    await new Promise((done) => setTimeout(done, 2500));
  }
}
