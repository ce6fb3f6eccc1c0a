// What runs in the worker: the module, and one message per call.
import { optionsIn } from "./arguments.js";
import { AddendError } from "./errors.js";
import { Host } from "./host.js";
import { Texts } from "./texts.js";
import { Html } from "./thread-trusted.js";

const port = globalThis.process?.getBuiltinModule?.("node:worker_threads").parentPort ?? globalThis;
const stops = new Map();
let addend;

async function receive({ id, module, name, value, options, reads, tells, stop }) {
  try {
    if (stop) return stops.get(id)?.abort();
    if (module) {
      addend = new Texts(new Host(module), () => {});
      return port.postMessage({ names: methodsOf(addend) });
    }
    if (reads) {
      const controller = new AbortController();
      stops.set(id, controller);
      options = { ...optionsIn(options), signal: controller.signal };
      if (tells) options.onProgress = (...figures) => port.postMessage({ id, figures });
    }
    const result = await addend[name](value, options);
    port.postMessage({ id, result: outgoing(result) });
  } catch (error) {
    port.postMessage({ id, error: described(error) });
  } finally {
    stops.delete(id);
  }
}

function methodsOf(object) {
  const names = new Set();
  for (let from = object; from !== Object.prototype; from = Object.getPrototypeOf(from)) Object.getOwnPropertyNames(from).forEach((name) => names.add(name));
  return [...names].filter((name) => name !== "constructor" && typeof object[name] === "function");
}

// What cannot be cloned goes as a description of itself.
function outgoing(value) {
  if (value instanceof Html) return { html: String(value), kind: "html" };
  if (value instanceof AddendError) return { error: described(value), kind: "error" };
  if (Array.isArray(value)) return value.map(outgoing);
  if (value && Object.getPrototypeOf(value) === Object.prototype) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, outgoing(v)]));
  return value;
}

const described = ({ code = "internal", message, hint = "please report it with the input", cause }) => ({ code, message, hint, cause: cause?.message });

if (port.on) port.on("message", receive);
else port.addEventListener("message", ({ data }) => receive(data));
