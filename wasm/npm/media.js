// The package without Markdown: files, recordings and error codes, with a module of its own that is smaller.
import { Addend } from "./api.js";
import { Host } from "./host.js";
import { loader } from "./load.js";

export { AddendError } from "./errors.js";
export { plain } from "./plain.js";

const rich = new Set(["constructor", "markdown", "markdownBatch", "render", "text", "links", "mount"]);

// The same methods, less those that the lean module has nothing for.
class Media {}
for (const [name, member] of Object.entries(Object.getOwnPropertyDescriptors(Addend.prototype))) {
  if (rich.has(name)) continue;
  if (member.get) Object.defineProperty(Media.prototype, name, { get() { return this.whole[name]; } });
  else Media.prototype[name] = function (...values) { return this.whole[name](...values); };
}

function lean(addend) {
  return Object.defineProperty(new Media(), "whole", { value: addend });
}

export const load = loader(() => new URL("./media.wasm", import.meta.url), (module, forget) => lean(new Addend(new Host(module), forget)));
