// For Cloudflare's workerd, which compiles modules when a worker is deployed and at no other time: there the module is
// imported, not fetched.
import { Addend } from "./api.js";
import { Host } from "./host.js";
import { loader } from "./load.js";

export { AddendError } from "./errors.js";
export { plain } from "./plain.js";

const source = async () => (await import("./addend.wasm")).default;

export const load = loader(source, (module, forget) => new Addend(new Host(module), forget));
