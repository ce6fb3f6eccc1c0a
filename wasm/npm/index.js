// For browsers, Node, Deno and Bun. Importing does nothing; load() does it all.
import { Addend } from "./api.js";
import { Host } from "./host.js";
import { loader } from "./load.js";

export { AddendError } from "./errors.js";
export { plain } from "./plain.js";

export const load = loader(() => new URL("./addend.wasm", import.meta.url), (module, forget) => new Addend(new Host(module), forget));
