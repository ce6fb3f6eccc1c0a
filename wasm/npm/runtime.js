// Go's own start-up code (wasm_exec.js, from the toolchain that built the module) works through globals: it defines
// Go, and fs, process and path where there are none. Here they exist only while it is imported and while an instance
// starts, because a page that suddenly has a global "process" is taken for Node by other libraries.
const names = ["Go", "fs", "process", "path"];
let captured;

export async function goRuntime() {
  if (!captured) {
    const before = names.map((n) => Object.getOwnPropertyDescriptor(globalThis, n));
    delete globalThis.Go;
    await import("./wasm_exec.js");
    const values = {};
    names.forEach((n, i) => {
      values[n] = globalThis[n];
      if (n === "Go" || !before[i]) {
        delete globalThis[n];
        if (before[i]) Object.defineProperty(globalThis, n, before[i]);
      }
    });
    captured = values;
  }
  return captured;
}

// Runs f with the globals that Go asks for while it starts.
export function withGlobals(runtime, extra, f) {
  const all = { fs: runtime.fs, process: runtime.process, path: runtime.path, ...extra };
  const added = [];
  for (const [name, value] of Object.entries(all)) {
    if (name in globalThis) continue;
    Object.defineProperty(globalThis, name, { value, configurable: true, enumerable: false, writable: true });
    added.push(name);
  }
  try {
    return f();
  } finally {
    for (const name of added) delete globalThis[name];
  }
}
