import { AddendError, fromModule } from "./errors.js";
import { goProgram } from "./runtime.js";
import { build } from "./version.js";

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const least = 1 << 14; // bytes of input, at first
const kept = 1 << 18; // a longer buffer is for one text only
const forms = { html: 0, operations: 1, links: 2 };

// One running instance of the module. When Go ends it (a stack overflow, an exit), it is dead for good and its host
// starts another from the same WebAssembly.Module.
export class Instance {
  dead = null; // the reason, once it has ended
  #go;
  #exports;
  #answerAt; // where the exported functions leave address and length of their output
  #answer = new Uint32Array(); // the same, to be read
  #input = new Uint8Array(); // where they read
  #waiting = new Set(); // what to call when it ends, one for each promise that it owes
  #said = ""; // what Go has written in this turn

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
        "serve all files of one copy of the package: one may come from an old cache",
      );
    }
    this.#answerAt = this.#exports.addend_answer?.();
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
    const { written } = encoder.encodeInto(text, this.#room(text.length * 3)); // the most that UTF-8 can need
    const status = this.#run(name, written, option);
    return { output: decoder.decode(this.#output()), error: status ? fromModule(this.call("lastError")) : null };
  }

  // Renders text with a record of options: a string, or for operations the bytes of the stream, which are the module's
  // own memory and must be read before the next call. Options that are refused are thrown.
  render(record, text, form) {
    const room = this.#room((record.length + text.length) * 3);
    const first = record ? encoder.encodeInto(record, room).written : 0;
    const { written } = encoder.encodeInto(text, first ? room.subarray(first) : room);
    const status = this.#run("addend_render", first, written, forms[form]);
    const error = status ? fromModule(this.call("lastError")) : null;
    if (status === 2) throw error;
    const bytes = this.#output();
    return { output: form === "operations" ? bytes : decoder.decode(bytes), error };
  }

  // The module's buffer for input, of at least so many bytes. It stays where it is until a longer one is asked for or
  // the memory grows; what is in it is only read while a function runs.
  #room(length) {
    const { buffer } = this.#exports.mem;
    if (this.#input.buffer !== buffer || this.#input.length < length || this.#input.length > kept) {
      const size = Math.max(length, least);
      const at = this.#run("addend_input", size) >>> 0;
      this.#input = new Uint8Array(this.#exports.mem.buffer, at, size);
    }
    return this.#input;
  }

  #output() {
    const { buffer } = this.#exports.mem;
    if (this.#answer.buffer !== buffer) this.#answer = new Uint32Array(buffer, this.#answerAt, 2); // it has grown
    return new Uint8Array(buffer, this.#answer[0], this.#answer[1]);
  }

  #run(name, a, b, c) {
    let status;
    try {
      status = this.#exports[name](a, b, c);
    } catch (e) {
      this.end(e); // a trap or a stack overflow: what Go had in its hands is lost
    }
    if (this.dead) throw ending(this.dead);
    return status;
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

  // Go writes its last words in hundreds of pieces; they are one message on the console.
  #log(sp) {
    const view = new DataView(this.#exports.mem.buffer);
    const at = Number(view.getBigInt64(sp + 16, true));
    if (!this.#said) queueMicrotask(() => (console.error(this.#said), (this.#said = "")));
    if (this.#said.length < least) this.#said += decoder.decode(new Uint8Array(view.buffer, at, view.getInt32(sp + 24, true)));
  }
}

const ending = (reason) =>
  reason instanceof AddendError
    ? reason
    : new AddendError("crashed", "the module ended in the middle of a call", "call again: it is started anew", reason);
