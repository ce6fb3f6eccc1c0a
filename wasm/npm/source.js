import { AddendError } from "./errors.js";

const inOneGo = 2 ** 20; // bytes that are read within one task: about 5 ms
const large = 2 ** 18; // bytes of a read in a walk through everything
const turn = 8; // ms that a walk keeps the page waiting

// What the module reads from: a Uint8Array, or something that has a size and slices as a Blob has them, and is closed
// when nothing more is read.
export async function sourceOf(value, signal) {
  if (value instanceof Blob) return new Walked(value);
  if (value instanceof URL || typeof value === "string") return (await import(/* webpackMode: "eager" */ "./remote.js")).openRemote(value, signal);
  let bytes;
  try {
    bytes = ArrayBuffer.isView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : value instanceof ArrayBuffer && new Uint8Array(value);
  } catch {
    // they were given away to somebody else
  }
  if (!bytes) throw new AddendError("bad-argument", "there is nothing to read", "pass a File, a Blob, an ArrayBuffer, a Uint8Array or an address");
  return bytes.length > inOneGo ? new Pieces(bytes) : bytes;
}

// A Blob. Each slice of one costs about a millisecond; large reads that follow each other come from one stream, which
// the browser fills while the module works.
class Walked {
  size;
  #blob;
  #end = -1; // of the latest read
  #reader;
  #rest; // of the latest chunk
  #bytes; // what is answered: the module copies them before it reads on
  #since = 0; // when this turn began

  constructor(blob) {
    this.#blob = blob;
    this.size = blob.size;
  }

  slice(from, to) {
    const follows = from === this.#end && (this.#reader || to - from >= large);
    this.#end = to;
    if (follows) return { arrayBuffer: () => this.#next(from, to - from) };
    this.close();
    return this.#blob.slice(from, to);
  }

  close() {
    this.#reader?.cancel().catch(() => {});
    this.#reader = this.#rest = undefined;
  }

  async #next(from, length) {
    if (performance.now() - this.#since > turn) {
      await anotherTask(); // a chunk that is there already comes without one
      this.#since = performance.now();
    }
    const reader = (this.#reader ??= this.#blob.slice(from).stream().getReader());
    if (this.#bytes?.length !== length) this.#bytes = new Uint8Array(length);
    const bytes = this.#bytes;
    let at = 0;
    while (at < length) {
      const chunk = this.#rest ?? (await reader.read()).value;
      if (!chunk) return bytes.slice(0, at).buffer;
      const part = chunk.subarray(0, length - at);
      bytes.set(part, at);
      at += part.length;
      this.#rest = part.length < chunk.length ? chunk.subarray(part.length) : undefined;
    }
    return bytes.buffer;
  }
}

// Many bytes, of which each piece comes in a task of its own: the page stays alive in between, and an AbortSignal is
// heard.
class Pieces {
  #bytes;

  constructor(bytes) {
    this.#bytes = bytes;
    this.size = bytes.length;
  }

  slice(from, to) {
    return {
      arrayBuffer: async () => {
        await anotherTask();
        return this.#bytes.slice(from, to).buffer;
      },
    };
  }
}

// A timer would make every one wait for 4 ms.
const anotherTask = () =>
  new Promise((go) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      go();
    };
    port2.postMessage(null);
  });
