// For Node. Tools that trace or bundle a server's files know the place of the module by the form of the expression below;
// of `new URL(…, import.meta.url)` some make an address for browsers.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Addend } from "./api.js";
import { Host } from "./host.js";
import { loader } from "./load.js";
import { fileOf } from "./node-file.js";

export { AddendError } from "./errors.js";
export { plain } from "./plain.js";

function place() {
  return path.join(path.dirname(fileURLToPath(import.meta.url)), "addend.wasm");
}

export const load = loader(() => fileOf(place, "addend.wasm"), (module, forget) => new Addend(new Host(module), forget));
