// What reads files: their kind and length, the rules they have to keep.
import { abortable, requireControls, teller } from "./abort.js";
import { bad, most } from "./arguments.js";
import { sourceOf } from "./source.js";

const top = 1024; // of a part of a waveform at full scale

export async function media(host, source, options) {
  return probe(host, "media", source, options);
}

export async function messageMetadata(host, source, options, waveform) {
  return probe(host, "messageMetadata", source, options, waveform === undefined ? undefined : waveformIn(waveform));
}

export async function checkUpload(host, files, { as, poll = false, attached = 0, signal }) {
  requireControls(signal);
  if (!files.every((file) => file instanceof Blob)) throw bad("these are no files", "pass the files of an <input>, or an array of Files or Blobs");
  const checking = host.instance.wait("checkUpload", files, as, poll, attachedIn(attached), signal);
  return abortable(checking, signal, "checking");
}

async function probe(host, name, source, { signal, onProgress }, ...more) {
  requireControls(signal, onProgress);
  const { tell, gone } = teller(onProgress);
  const both = gone && signal ? AbortSignal.any([gone, signal]) : (gone ?? signal);
  const probing = (async () => {
    const from = await sourceOf(source, both);
    try {
      return await host.instance.wait(name, from, both, tell, ...more);
    } catch (error) {
      throw from.failure ?? error;
    } finally {
      from.close?.();
    }
  })();
  return abortable(probing, both, "reading");
}

function waveformIn(peaks) {
  const fits = (v) => Number.isInteger(v) && v >= 0 && v <= top;
  if (Array.isArray(peaks) && peaks.length >= 1 && peaks.length <= most && peaks.every(fits)) return peaks;
  throw bad("the peaks are no waveform", `pass what peaks() gave: whole numbers from 0 to ${top}`);
}

function attachedIn(n) {
  if (Number.isInteger(n) && n >= 0 && n < 2 ** 31) return n;
  throw bad("attached is not a number of files", "pass how many files the post has already, or leave it out");
}
