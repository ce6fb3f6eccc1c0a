import { AddendError } from "./errors.js";

// What callers pass, checked and as the module takes it.

export const most = 4096; // parts of a waveform

export function optionsIn(options = {}) {
  if (typeof options === "object" && options && !Array.isArray(options)) return options;
  throw new AddendError("bad-option", "the options are not an object", "give an object, or leave them out");
}

export function textIn(text) {
  if (typeof text === "string") return text;
  throw bad("the text is not a string", "pass data.text of the message or post; an absent text is the empty string");
}

export function samplesIn(pcm) {
  if (pcm instanceof Float32Array) return pcm;
  if (Array.isArray(pcm) && pcm.every((sample) => typeof sample === "number")) return Float32Array.from(pcm);
  throw bad("there are no samples", "pass a Float32Array of one channel, such as audioBuffer.getChannelData(0)");
}

export function partsIn(n) {
  if (Number.isInteger(n) && n >= 1 && n <= most) return n;
  throw bad("a waveform has a whole number of parts", `pass 1 to ${most}, or leave it out for 64`);
}

// A copy of a list of files, at once: the list of an <input> is empty as soon as the page clears it. What is no list is
// one that holds it.
export function listed(files) {
  const many = typeof files === "object" && files && (Symbol.iterator in files || "length" in files);
  return many ? Array.from(files) : [files];
}

export const bad = (message, hint, cause) => new AddendError("bad-argument", message, hint, cause);
