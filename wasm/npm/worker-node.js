// The module in a worker thread of Node: see node.js.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { loader } from "./load.js";
import { fileOf } from "./node-file.js";
import { connect } from "./thread-client.js";

export { AddendError } from "./errors.js";
export { plain } from "./plain.js";

function place() {
  return path.join(path.dirname(fileURLToPath(import.meta.url)), "addend.wasm");
}

function thread() {
  return path.join(path.dirname(fileURLToPath(import.meta.url)), "thread.js");
}

const spawn = (workerURL) => new Worker(/^file:/.test(workerURL) ? new URL(workerURL) : (workerURL ?? fileOf(thread, "thread.js")), { execArgv: [] });

export const load = loader(() => fileOf(place, "addend.wasm"), (module, forget, { workerURL }) => connect(module, () => spawn(workerURL), forget));
