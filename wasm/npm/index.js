// For browsers, Node, Deno and Bun. Importing does nothing; load() does it all.
import { Addend } from "./api.js";
import { Host } from "./host.js";
import { loader } from "./load.js";
import { goRuntime } from "./runtime.js";

export { AddendError } from "./errors.js";
export { plain } from "./plain.js";

export const load = loader(() => new URL("./addend.wasm", import.meta.url), goRuntime, (module, runtime, forget) => new Addend(new Host(runtime, module), forget));
