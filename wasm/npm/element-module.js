import { load } from "./index.js";

let module;

// Gives the elements a module that the page has loaded, or is loading, itself: with options of its own, or wrapped.
export function use(addend) {
  module = Promise.resolve(addend);
  module.catch(() => {});
}

// The module for an element that needs it. A failure is not kept: the next element tries again.
export function needed() {
  module ??= load().catch((error) => {
    module = undefined;
    throw error;
  });
  return module;
}
