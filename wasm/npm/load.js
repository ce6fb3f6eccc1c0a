import { abortable } from "./abort.js";
import { Addend } from "./api.js";
import { compileBytes, compileFrom } from "./compile.js";
import { Host } from "./host.js";
import { goRuntime } from "./runtime.js";

// Makes the load() of one kind of host; compileDefault finds the module where the package keeps it.
export function loader(compileDefault) {
  const loading = new Map(); // by what is loaded: one promise for all who ask for the same

  return function load(options = {}) {
    const key = options.module ?? options.bytes ?? (options.wasmURL ? String(options.wasmURL) : "default");
    let promise = loading.get(key);
    if (!promise) {
      const forget = () => loading.get(key) === promise && loading.delete(key);
      promise = start(options, compileDefault, forget);
      loading.set(key, promise);
      promise.catch(forget); // a failure is not kept: the next call tries again
    }
    return abortable(promise, options.signal, "loading");
  };
}

async function start(options, compileDefault, forget) {
  const [module, runtime] = await Promise.all([compile(options, compileDefault), goRuntime()]);
  return new Addend(new Host(runtime, module), forget);
}

function compile({ module, bytes, wasmURL }, compileDefault) {
  if (module) return module;
  if (bytes) return compileBytes(bytes);
  return wasmURL ? compileFrom(wasmURL) : compileDefault();
}
