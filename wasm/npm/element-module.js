import { changes } from "./element-words.js";

let promised;
let present = null;
let shared = {};

// Gives the elements a module that the page has loaded, or is loading, itself: with options of its own, or wrapped.
// options are those of every <md-message>, such as an imageProxy.
export function use(addend, options = {}) {
  shared = options;
  hold(Promise.resolve(addend));
  changes.dispatchEvent(new Event("module"));
}

// The module if it is here already, so that what it makes is there in the same turn; else null.
export const here = () => present;

export const common = () => shared;

// The module for an element that needs it. A failure is not kept: the next element tries again.
export function needed() {
  return promised ?? hold(import(/* webpackMode: "eager" */ "./index.js").then(({ load }) => load()));
}

// Forgets a module that was closed.
export function forget(addend) {
  if (addend === present) promised = present = null;
}

function hold(promise) {
  present = null;
  promised = promise;
  promise.then(
    (addend) => promise === promised && (present = addend),
    () => promise === promised && (promised = null),
  );
  return promise;
}
