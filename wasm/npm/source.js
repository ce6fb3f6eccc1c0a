import { AddendError } from "./errors.js";

const inOneGo = 2 ** 20; // bytes that are read within one task: about 5 ms

// What the module reads from: a Uint8Array, or something that has a size and slices as a Blob has them.
export async function sourceOf(value, signal) {
  if (value instanceof Blob) return value;
  if (value instanceof URL || typeof value === "string") return (await import(/* webpackMode: "eager" */ "./remote.js")).openRemote(value, signal);
  if (value instanceof ArrayBuffer) value = new Uint8Array(value);
  if (!ArrayBuffer.isView(value)) {
    throw new AddendError("bad-argument", "there is nothing to read", "pass a File, a Blob, an ArrayBuffer, a Uint8Array or an address");
  }
  const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return bytes.length > inOneGo ? new Pieces(bytes) : bytes;
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
