import { AddendError } from "./errors.js";

const first = 64 * 1024; // what the module asks for first
const small = 4 * 2 ** 20; // what is read whole where a server knows no ranges

// A file behind an address, read by ranges (RFC 9110, section 14): something that has a size and slices as a Blob has
// them. Where the server answers with the whole file, a small one is read and a large one refused.
export async function openRemote(address, signal) {
  return new Remote(absolute(address), signal).open();
}

class Remote {
  size = 0;
  failure = null; // the AddendError that a read ended with; the module passes on its words only
  #url;
  #name; // for people: a query may hold a token
  #signal;
  #mark; // what must stay the same from answer to answer
  #head; // the bytes that came with the first answer

  constructor(url, signal) {
    this.#url = url;
    this.#name = url.href.split(/[?#]/)[0];
    this.#signal = signal;
  }

  async open() {
    const response = await this.#ask({ range: `bytes=0-${first - 1}` });
    if (response.status === 200) return this.#whole(response);
    if (response.status === 416) {
      await response.body?.cancel();
      if (/\/0$/.test(response.headers.get("content-range") ?? "")) return new Uint8Array(0);
      throw noRanges(this.#name, "it refuses the first bytes");
    }
    this.#head = await this.#bytes(response);
    this.size = rangeOf(response)?.size ?? (await this.#length());
    this.#mark = markOf(response);
    if (this.#head.byteLength !== Math.min(first, this.size)) throw noRanges(this.#name, "it sends other bytes than it was asked for");
    return this;
  }

  slice(from, to) {
    return {
      arrayBuffer: async () => {
        if (to <= this.#head.byteLength) return this.#head.slice(from, to);
        try {
          return await this.#range(from, to);
        } catch (error) {
          this.failure = error;
          throw error;
        }
      },
    };
  }

  // If-Range would make browsers ask first whether they may ask (CORS); comparing what comes says the same.
  async #range(from, to) {
    const response = await this.#ask({ range: `bytes=${from}-${to - 1}` });
    const range = rangeOf(response);
    const mark = markOf(response);
    if (response.status !== 206 || (range && (range.from !== from || range.size !== this.size)) || mark !== this.#mark) {
      await response.body?.cancel();
      throw new AddendError("changed", `${this.#name} is not the same file any more`, "it was replaced while it was read: ask again");
    }
    const bytes = await this.#bytes(response);
    if (bytes.byteLength !== to - from) throw noRanges(this.#name, "it sends other bytes than it was asked for");
    return bytes;
  }

  // A page may read Content-Range of another origin only where that origin says so, Content-Length always.
  async #length() {
    const response = await this.#ask({}, "HEAD");
    const length = Number(response.headers.get("content-length") || NaN);
    if (Number.isSafeInteger(length)) return length;
    throw noRanges(this.#name, "it does not tell how long the file is");
  }

  async #whole(response) {
    const parts = [];
    let size = Number(response.headers.get("content-length") ?? 0);
    if (size <= small) {
      size = 0;
      try {
        for await (const part of pieces(response.body)) {
          if ((size += part.length) > small) break;
          parts.push(part);
        }
      } catch (cause) {
        throw this.#broken(cause);
      }
    }
    if (size <= small) return new Uint8Array(await new Blob(parts).arrayBuffer());
    await response.body?.cancel().catch(() => {});
    throw noRanges(this.#name, "it knows no ranges, and the file is too large to be read whole");
  }

  async #ask(headers, method = "GET") {
    let response;
    try {
      response = await fetch(this.#url, { method, headers, signal: this.#signal });
    } catch (cause) {
      throw this.#broken(cause);
    }
    if (response.ok || response.status === 416) return response;
    await response.body?.cancel();
    throw refused(this.#name, response.status);
  }

  async #bytes(response) {
    try {
      return await response.arrayBuffer();
    } catch (cause) {
      throw this.#broken(cause);
    }
  }

  #broken(cause) {
    return new AddendError(
      "fetch-failed",
      `${this.#name} could not be fetched: ${cause.message}`,
      "check the address, that connect-src of the page's Content-Security-Policy allows it, and for another origin that it sends Access-Control-Allow-Origin",
      cause,
    );
  }
}

// The schemes that fetch() reads a file from. A password in an address would stand in the errors of fetch().
function absolute(address) {
  let url;
  try {
    url = new URL(address, globalThis.document?.baseURI ?? globalThis.location?.href);
  } catch (cause) {
    throw new AddendError("bad-argument", "the address cannot be read", "pass an absolute one such as https://chat.example/files/1", cause);
  }
  if (!["https:", "http:", "blob:"].includes(url.protocol) || url.username || url.password) {
    throw new AddendError("bad-argument", "the address is not one that can be fetched", "pass one of https:, http: or blob:, without a name and password in it");
  }
  return url;
}

async function* pieces(stream) {
  const reader = stream?.getReader();
  try {
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true };
      if (done) return;
      yield value;
    }
  } finally {
    await reader?.cancel().catch(() => {});
    reader?.releaseLock();
  }
}

function rangeOf(response) {
  const found = /^bytes (\d+)-\d+\/(\d+)$/.exec(response.headers.get("content-range") ?? "");
  return found && { from: Number(found[1]), size: Number(found[2]) };
}

const markOf = ({ headers }) => `${headers.get("etag")} ${headers.get("last-modified")}`;

const noRanges = (name, why) =>
  new AddendError(
    "no-ranges",
    `${name} cannot be read in parts: ${why}`,
    "have the server answer Range with 206 and Content-Range (Access-Control-Expose-Headers for another origin), or fetch the file and pass its Blob",
  );

function refused(name, status) {
  if (status === 404 || status === 410) return new AddendError("not-found", `${name} was answered with status ${status}`, "the file is gone, or the address is wrong");
  if (status === 401 || status === 403) {
    return new AddendError("not-allowed", `${name} was answered with status ${status}`, "sign in first; cookies are sent to the page's own origin only");
  }
  return new AddendError("bad-status", `${name} was answered with status ${status}`, "try again later");
}
