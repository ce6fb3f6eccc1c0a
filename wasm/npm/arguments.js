import { AddendError } from "./errors.js";

// What callers pass to the media functions, as the module takes it.

export const most = 4096; // parts of a waveform

export function samplesIn(pcm) {
  if (pcm instanceof Float32Array) return pcm;
  if (Array.isArray(pcm)) return Float32Array.from(pcm);
  throw bad("there are no samples", "pass a Float32Array of one channel, such as audioBuffer.getChannelData(0)");
}

export function partsIn(n) {
  if (Number.isInteger(n) && n >= 1 && n <= most) return n;
  throw bad("a waveform has a whole number of parts", `pass 1 to ${most}, or leave it out for 64`);
}

// A copy: the list of an <input> is empty as soon as the page clears it.
export function filesIn(files) {
  if (files instanceof Blob) return [files];
  const many = typeof files === "object" && files && (Symbol.iterator in files || "length" in files);
  const list = many ? Array.from(files) : [undefined];
  if (list.every((f) => f instanceof Blob)) return list;
  throw bad("these are no files", "pass the files of an <input>, or an array of Files or Blobs");
}

export const bad = (message, hint) => new AddendError("bad-argument", message, hint);
