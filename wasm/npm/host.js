import { AddendError } from "./errors.js";
import { Instance } from "./instance.js";
import { unlessForbidden } from "./policy.js";

// Keeps the compiled module and an instance of it: a dead instance is replaced at the next call.
export class Host {
  #module;
  #instance;

  constructor(module) {
    this.#module = module;
    this.#instance = this.#start();
  }

  get instance() {
    if (!this.#module) throw closed();
    if (this.#instance.dead) this.#instance = this.#start();
    return this.#instance;
  }

  close() {
    this.#instance?.end(closed());
    this.#module = this.#instance = null; // its memory goes, whoever still holds what was loaded
  }

  #start() {
    try {
      return new Instance(this.#module);
    } catch (cause) {
      if (cause instanceof AddendError) throw cause;
      unlessForbidden(cause);
      throw new AddendError(
        "start-failed",
        "the module did not start: " + cause.message,
        "call again, or serve all files of one copy of the package",
        cause,
      );
    }
  }
}

const closed = () => new AddendError("closed", "the module was closed", "call load() again for a new one");
