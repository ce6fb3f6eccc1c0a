import { AddendError } from "./errors.js";
import { forbidden, unlessForbidden } from "./policy.js";

const magic = [0, 0x61, 0x73, 0x6d];

// Fetches and compiles the module. Streaming needs the right Content-Type; with any other, or where the bytes are to
// be checked first, they are compiled when they are all there.
export async function compileFrom(url, { integrity, progress } = {}) {
  if (String(url).startsWith("file:") && globalThis.process?.getBuiltinModule) {
    const { read } = await import(/* webpackMode: "eager" */ "./file.js");
    return compileBytes(await read(url), { integrity, url });
  }
  let response = await fetched(url);
  if (progress) response = (await import(/* webpackMode: "eager" */ "./progress.js")).counted(response, progress);
  const type = (response.headers.get("content-type") ?? "").split(";")[0].trim().toLowerCase();
  if (type === "application/wasm" && WebAssembly.compileStreaming && !integrity) {
    return compiled(() => WebAssembly.compileStreaming(response), url);
  }
  return compileBytes(await got(() => response.arrayBuffer(), url), { integrity, url, type });
}

// Compiles bytes that are at hand. A page that came instead of the module is recognised before the compiler
// complains about its first character.
export async function compileBytes(bytes, { integrity, url = "bytes", type = "" } = {}) {
  const view = ArrayBuffer.isView(bytes) ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) : new Uint8Array(bytes);
  if (magic.some((byte, at) => view[at] !== byte)) {
    throw new AddendError(
      "not-wasm",
      `${url} is not a WebAssembly module` + (type ? `: it came as ${type}` : ""),
      type.includes("html")
        ? "the server answered with a page: copy addend.wasm beside index.js, or pass wasmURL"
        : "serve the file whole; as bytes, pass an ArrayBuffer or a Uint8Array",
    );
  }
  if (integrity) await (await import(/* webpackMode: "eager" */ "./verify.js")).verify(view, integrity, url);
  if (type && type !== "application/wasm") console.warn(`addend: ${url} came as ${type}, application/wasm would be faster`);
  return compiled(() => WebAssembly.compile(view), url);
}

async function fetched(url) {
  let blocked;
  const listen = (event) => (blocked ||= /^(connect|default)-src/.test(event.effectiveDirective));
  globalThis.addEventListener?.("securitypolicyviolation", listen);
  try {
    const response = await got(async () => {
      try {
        return await fetch(url, { credentials: "same-origin" });
      } catch (cause) {
        await new Promise((resolve) => setTimeout(resolve)); // the report comes after the failure
        throw blocked ? forbidden("this address", "connect-src: connect-src 'self'", cause) : cause;
      }
    }, url);
    if (response.ok) return response;
    throw new AddendError(
      "not-found",
      `${url} was answered with status ${response.status}`,
      "serve addend.wasm beside index.js, or pass its address as load({ wasmURL })",
    );
  } finally {
    globalThis.removeEventListener?.("securitypolicyviolation", listen);
  }
}

async function got(read, url) {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof AddendError) throw cause;
    throw new AddendError("fetch-failed", `${url} could not be fetched: ${cause.message}`, "check address and connection, then call load() again", cause);
  }
}

async function compiled(compile, url) {
  try {
    return await compile();
  } catch (cause) {
    unlessForbidden(cause);
    throw new AddendError("compile-failed", `${url} could not be compiled: ${cause.message}`, "fetch it again: it may have been cut off", cause);
  }
}

export function requireWebAssembly() {
  if (typeof WebAssembly !== "object") {
    throw new AddendError("no-webassembly", "this browser has no WebAssembly, or it is switched off", "show plain(text) instead");
  }
}
