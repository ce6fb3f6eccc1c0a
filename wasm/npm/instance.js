import { AddendError, fromModule } from "./errors.js";
import { withGlobals } from "./runtime.js";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

// One running instance of the module. When Go ends it (a stack overflow, an exit), it is dead for good and its host
// starts another from the same WebAssembly.Module.
export class Instance {
  dead = null; // the reason, once it has ended

  constructor(runtime, module) {
    const go = new runtime.Go();
    go.exit = (code) => {
      this.dead ??= new Error(`the Go program ended with exit code ${code}`);
    };
    const imports = go.importObject;
    // The original writes through a global fs, which is gone once the instance runs.
    imports.gojs["runtime.wasmWrite"] = (sp) => this.#log(go, sp >>> 0);
    const instance = new WebAssembly.Instance(module, imports);
    withGlobals(runtime, { __addend_host: this }, () => void go.run(instance).catch((e) => (this.dead ??= e)));
    if (!this.functions) throw this.dead ?? new Error("the module did not register its functions");
    this.exports = instance.exports;
    this.answer = this.exports.addend_answer();
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

  // Passes text through one of the exported functions: its output, and the error that came with it or null.
  pass(name, text, option) {
    const { exports } = this;
    const status = this.#alive(() => {
      const room = text.length * 3; // the most that UTF-8 can need
      const at = exports.addend_input(room) >>> 0;
      const { written } = encoder.encodeInto(text, new Uint8Array(exports.mem.buffer, at, room));
      return exports[name](written, option);
    });
    const [address, length] = new Uint32Array(exports.mem.buffer, this.answer, 2);
    const output = decoder.decode(new Uint8Array(exports.mem.buffer, address, length));
    return { output, error: status ? fromModule(this.call("lastError")) : null };
  }

  #alive(f) {
    let out, cause;
    try {
      out = f();
    } catch (e) {
      cause = e; // a trap or a stack overflow: what Go had in its hands is lost
      this.dead ??= e;
    }
    if (this.dead) throw crashed(cause ?? this.dead);
    return out;
  }

  #log(go, sp) {
    const view = new DataView(go._inst.exports.mem.buffer);
    const at = Number(view.getBigInt64(sp + 16, true));
    console.error(decoder.decode(new Uint8Array(view.buffer, at, view.getInt32(sp + 24, true))));
  }
}

const crashed = (cause) =>
  new AddendError("crashed", "the module ended in the middle of a call", "call again: it is started anew", cause);
