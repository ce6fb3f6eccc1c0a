import { listed, optionsIn, partsIn, samplesIn } from "./arguments.js";
import { version } from "./version.js";

// What reads files comes with the first file: a page of messages needs none of it. Bundlers that write script elements
// for such parts would need a Trusted Types policy of their own, so they keep it in one.
const reading = () => import(/* webpackMode: "eager" */ "./reading.js");

// What load() of addend/media resolves to: files, recordings and error codes.
export class Lean {
  #host;
  #onClose;

  constructor(host, onClose) {
    this.#host = host;
    this.#onClose = onClose;
  }

  get version() {
    return version;
  }

  fileURL(fileId, options) {
    return this.#host.instance.call("fileURL", fileId, options);
  }

  fileSrcset(fileId, options) {
    return this.#host.instance.call("fileSrcset", fileId, options);
  }

  async media(source, options) {
    return (await reading()).media(this.#host, source, optionsIn(options));
  }

  async messageMetadata(source, options) {
    const { peaks, pcm, ...rest } = optionsIn(options);
    const waveform = peaks === undefined ? pcm && this.peaks(pcm) : Array.isArray(peaks) ? [...peaks] : [];
    return (await reading()).messageMetadata(this.#host, source, rest, waveform);
  }

  peaks(pcm, n = 64) {
    return this.#host.instance.call("peaks", samplesIn(pcm), partsIn(n));
  }

  async checkUpload(files, options) {
    const list = listed(files);
    return (await reading()).checkUpload(this.#host, list, optionsIn(options));
  }

  formatDuration(seconds) {
    return this.#host.instance.call("formatDuration", seconds);
  }

  explain(codeOrError) {
    return this.#host.instance.call("explain", codeIn(codeOrError));
  }

  close() {
    this.#host.close();
    this.#onClose();
  }
}

// The platform's code in what a caller has at hand: the number itself, an answer of the platform, an error of its
// client ("Amity SDK (400311): …"), or an error that wraps one of these.
function codeIn(value, depth = 0) {
  if (typeof value === "number" || typeof value === "string") {
    const found = /\b[3-8]\d{5}\b/.exec(String(value));
    return found ? Number(found[0]) : value;
  }
  if (value && typeof value === "object" && depth < 4) {
    for (const part of [value.code, value.error, value.cause, value.message]) {
      const code = part === undefined ? undefined : codeIn(part, depth + 1);
      if (typeof code === "number") return code;
    }
  }
  return undefined;
}
