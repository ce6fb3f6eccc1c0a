import { define } from "./wasm_exec.js";

// Go's own start-up code (wasm_exec.js, from the toolchain that built the module) works through globals: it defines
// Go, and fs, process and path where there are none, and the module finds what it looks for among them. A page that
// suddenly has a global "process" is taken for Node by other libraries, so each instance has globals of its own:
// these, and nothing else of the page. cmd/pack wraps the original into define(), less its own stand-ins for Node's
// fs, process and path: the module reads no file and starts no process, and the ones here refuse whatever is asked.
const refuse = (...values) => values.at(-1)(Object.assign(new Error("not implemented"), { code: "ENOSYS" }));

export function goProgram(own) {
  const { crypto, performance } = globalThis;
  const fs = new Proxy({ constants: new Proxy({}, { get: () => -1 }) }, { get: (fs, name) => fs[name] ?? refuse });
  const globals = { fs, process: {}, path: {}, Object, Array, Uint8Array, Promise, Date, TextEncoder, TextDecoder, crypto, performance, ...own };
  define(globals);
  return new globals.Go();
}
