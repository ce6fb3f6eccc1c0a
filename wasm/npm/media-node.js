// The package without Markdown for Node: see node.js.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Host } from "./host.js";
import { Lean } from "./lean.js";
import { loader } from "./load.js";
import { fileOf } from "./node-file.js";

export { AddendError } from "./errors.js";
export { plain } from "./plain.js";

function place() {
  return path.join(path.dirname(fileURLToPath(import.meta.url)), "media.wasm");
}

export const load = loader(() => fileOf(place, "media.wasm"), (module, forget) => new Lean(new Host(module), forget));
