import { define } from "./wasm_exec.js";

// Go's own start-up code (wasm_exec.js, from the toolchain that built the module) works through globals: it defines
// Go, and fs, process and path where there are none, and the module finds what it looks for among them. A page that
// suddenly has a global "process" is taken for Node by other libraries, so each instance has globals of its own:
// these, and nothing else of the page. cmd/pack wraps the original into define().
export function goProgram(own) {
  const { crypto, performance } = globalThis;
  const globals = { Object, Array, Uint8Array, Promise, Date, TextEncoder, TextDecoder, crypto, performance, ...own };
  define(globals);
  return new globals.Go();
}
