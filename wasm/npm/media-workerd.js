// The same for Cloudflare's workerd, where the module is imported: see workerd.js.
import { Host } from "./host.js";
import { Lean } from "./lean.js";
import { loader } from "./load.js";

export { AddendError } from "./errors.js";
export { plain } from "./plain.js";

const source = async () => (await import("./media.wasm")).default;

export const load = loader(source, (module, forget) => new Lean(new Host(module), forget));
