import { AddendError, fromModule } from "./errors.js";
import { goProgram } from "./runtime.js";
import { build } from "./version.js";

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const forms = { html: 0, operations: 1, links: 2 };

// One running instance of the module. When Go ends it (a stack overflow, an exit), it is dead for good and its host
// starts another from the same WebAssembly.Module.
export class Instance {
  dead = null; // the reason, once it has ended
  #go;
  #exports;
  #answer; // where the exported functions leave address and length of their output
  #waiting = new Set(); // what to call when it ends, one for each promise that it owes

  constructor(module) {
    const go = (this.#go = goProgram({ __addend_host: this }));
    go.exit = (code) => this.end(new Error(`the Go program ended with exit code ${code}`));
    const imports = go.importObject;
    // The original writes through a global fs, and there is none.
    imports.gojs["runtime.wasmWrite"] = (sp) => this.#log(sp >>> 0);
    const instance = new WebAssembly.Instance(module, imports);
    this.#exports = instance.exports;
    go.run(instance).catch((e) => this.end(e));
    if (!this.functions) throw this.dead ?? new Error("the module did not register its functions");
    if (this.facts.build !== build) {
      throw new AddendError(
        "build-mismatch",
        `the module is of build ${this.facts.build}, the JavaScript around it of build ${build}`,
        "serve all files of one copy of the package: one of them may come from an old cache",
      );
    }
    this.#answer = this.#exports.addend_answer?.();
  }

  // Called by the module while it starts.
  register(functions, facts) {
    this.functions = functions;
    this.facts = facts;
  }

  // Calls a function of the module's table; what it reports as an error is thrown.
  call(name, ...args) {
    const { value, error } = this.#alive(() => this.functions[name](...args) ?? {});
    if (error) throw fromModule(error);
    return value;
  }

  // The same for a function that answers with a promise: it is settled also when the instance ends before.
  async wait(name, ...args) {
    const promise = this.call(name, ...args);
    let end;
    const ended = new Promise((_, reject) => (end = (reason) => reject(ending(reason))));
    this.#waiting.add(end);
    try {
      const { value, error } = await Promise.race([promise, ended]);
      if (error) throw fromModule(error);
      return value;
    } finally {
      this.#waiting.delete(end);
    }
  }

  // Passes text through one of the exported functions: its output, and the error that came with it or null.
  pass(name, text, option) {
    const exports = this.#exports;
    const status = this.#alive(() => {
      const room = text.length * 3; // the most that UTF-8 can need
      const at = exports.addend_input(room) >>> 0;
      const { written } = encoder.encodeInto(text, new Uint8Array(exports.mem.buffer, at, room));
      return exports[name](written, option);
    });
    const [address, length] = new Uint32Array(exports.mem.buffer, this.#answer, 2);
    const output = decoder.decode(new Uint8Array(exports.mem.buffer, address, length));
    return { output, error: status ? fromModule(this.call("lastError")) : null };
  }

  // Renders text with a record of options: a string, or for operations the bytes of the stream, which are the module's
  // own memory and must be read before the next call. Options that are refused are thrown.
  render(record, text, form) {
    const exports = this.#exports;
    const status = this.#alive(() => {
      const room = (record.length + text.length) * 3;
      const at = exports.addend_input(room) >>> 0;
      const first = encoder.encodeInto(record, new Uint8Array(exports.mem.buffer, at, room)).written;
      const { written } = encoder.encodeInto(text, new Uint8Array(exports.mem.buffer, at + first, room - first));
      return exports.addend_render(first, written, forms[form]);
    });
    const error = status ? fromModule(this.call("lastError")) : null;
    if (status === 2) throw error;
    const [address, length] = new Uint32Array(exports.mem.buffer, this.#answer, 2);
    const bytes = new Uint8Array(exports.mem.buffer, address, length);
    return { output: form === "operations" ? bytes : decoder.decode(bytes), error };
  }

  // Ends the instance: its promises are rejected, and nothing that is still to come reaches it.
  end(reason) {
    if (this.dead) return;
    this.dead = reason;
    const go = this.#go;
    for (const timeout of go._scheduledTimeouts.values()) clearTimeout(timeout);
    go._scheduledTimeouts.clear();
    go._resume = () => {};
    for (const end of this.#waiting) end(reason);
  }

  #alive(f) {
    let out;
    try {
      out = f();
    } catch (e) {
      this.end(e); // a trap or a stack overflow: what Go had in its hands is lost
    }
    if (this.dead) throw ending(this.dead);
    return out;
  }

  #log(sp) {
    const view = new DataView(this.#exports.mem.buffer);
    const at = Number(view.getBigInt64(sp + 16, true));
    console.error(decoder.decode(new Uint8Array(view.buffer, at, view.getInt32(sp + 24, true))).trimEnd());
  }
}

const ending = (reason) =>
  reason instanceof AddendError
    ? reason
    : new AddendError("crashed", "the module ended in the middle of a call", "call again: it is started anew", reason);
