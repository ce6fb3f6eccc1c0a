import { mount, nodes, plainNodes, requireElement } from "./mount.js";
import { wholeRecord } from "./options.js";
import { Texts, within } from "./texts.js";

// What load() resolves to: everything.
export class Addend extends Texts {
  #host;

  constructor(host, onClose) {
    super(host, onClose);
    this.#host = host;
  }

  mount(element, text, options) {
    requireElement(element);
    const all = wholeRecord(options);
    const { output, error } = within(this.#host, text, (instance) => instance.render(all, text, "operations"));
    mount(element, (root) => (output ? nodes(root, output) : plainNodes(root, text)));
    return error;
  }
}
