import { abortable, abortedBy, requireControls, teller } from "./abort.js";
import { bad, optionsIn } from "./arguments.js";
import { compileBytes, compileFrom, requireWebAssembly } from "./compile.js";

// Makes the load() of one entry: source() tells where the package keeps the module, and make() makes of it, compiled,
// what load() resolves to.
export function loader(source, make) {
  const loads = new Map(); // by what is loaded: one promise for all who ask for the same

  return async function load(options) {
    const { module, bytes, wasmURL, integrity, onProgress, signal } = optionsIn(options);
    requireControls(signal, onProgress);
    if (signal?.aborted) throw abortedBy(signal, "loading");
    const key = module ?? bytes ?? String(wasmURL ?? "");
    let entry = loads.get(key);
    if (!entry || (integrity && entry.integrity !== integrity)) {
      entry = { integrity, listeners: new Set() };
      const { listeners } = entry;
      const forget = () => loads.get(key) === entry && loads.delete(key);
      entry.promise = start(options ?? {}, (...figures) => listeners.forEach((listen) => listen(...figures)), forget);
      loads.set(key, entry);
      entry.promise.catch(forget); // a failure is not kept: the next call tries again
    }
    const { tell, gone } = teller(onProgress);
    if (tell) entry.listeners.add(tell);
    return abortable(abortable(entry.promise, signal, "loading"), gone, "loading").finally(() => entry.listeners.delete(tell));
  };

  async function start(options, progress, forget) {
    const { module, moved } = await compile(options, progress);
    return make(module, forget, options, moved);
  }

  // The module, and its address where that is not the one that source() told.
  async function compile({ module, bytes, wasmURL, integrity, onProgress }, progress) {
    requireWebAssembly();
    if (module) {
      if (integrity) throw bad("a compiled module cannot be checked", "pass integrity with bytes or wasmURL, or leave it out");
      if ({}.toString.call(module) !== "[object WebAssembly.Module]") throw bad("module is not a WebAssembly.Module", "pass a compiled module, or the file as bytes");
      return { module };
    }
    if (bytes) return { module: await compileBytes(bytes, { integrity }) };
    const from = wasmURL ?? (await source());
    if (from instanceof WebAssembly.Module) return { module: from }; // in workerd it is compiled already
    const fetched = (url) => compileFrom(url, { integrity, progress: onProgress && progress });
    try {
      return { module: await fetched(from) };
    } catch (error) {
      if (wasmURL || !/\/deps\w*\//.test(from)) throw error;
      const { elsewhere } = await import(/* webpackMode: "eager" */ "./optimised.js");
      const moved = await elsewhere(from).catch(() => {});
      if (!moved) throw error;
      return { module: await fetched(moved), moved };
    }
  }
}
