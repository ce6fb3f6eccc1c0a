// The package without Markdown: files, recordings and error codes, with a module of its own that is smaller.
import { Host } from "./host.js";
import { Lean } from "./lean.js";
import { loader } from "./load.js";

export { AddendError } from "./errors.js";
export { plain } from "./plain.js";

export const load = loader(() => new URL("./media.wasm", import.meta.url), (module, forget) => new Lean(new Host(module), forget));
