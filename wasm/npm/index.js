// For browsers and everything else that fetches. Importing does nothing; load() does it all.
import { compileFrom } from "./compile.js";
import { loader } from "./load.js";

export { AddendError } from "./errors.js";
export { plain } from "./plain.js";

export const load = loader(() => compileFrom(new URL("./addend.wasm", import.meta.url)));
