import { AddendError } from "./errors.js";

// Fetches and compiles the module. Streaming needs the right Content-Type; with any other the bytes are compiled, and
// a host that sends the wrong one is only slower.
export async function compileFrom(url) {
  requireWebAssembly();
  const response = await fetched(url);
  const type = (response.headers.get("content-type") ?? "").split(";")[0].trim().toLowerCase();
  if (type === "application/wasm" && WebAssembly.compileStreaming) {
    return compiled(() => WebAssembly.compileStreaming(response), url, type);
  }
  return compileBytes(await response.arrayBuffer(), url, type);
}

// Compiles bytes that are at hand. A page that came instead of the module is recognised before the compiler
// complains about its first character.
export async function compileBytes(bytes, url = "the given bytes", type = "") {
  requireWebAssembly();
  const head = new Uint8Array(ArrayBuffer.isView(bytes) ? bytes.buffer : bytes, bytes.byteOffset ?? 0, Math.min(4, bytes.byteLength));
  if (head.length < 4 || head[0] !== 0 || head[1] !== 0x61 || head[2] !== 0x73 || head[3] !== 0x6d) {
    throw new AddendError(
      "not-wasm",
      `${url} is not a WebAssembly module` + (type ? `: it came as ${type}` : ""),
      type.includes("html")
        ? "the server answered with a page: copy addend.wasm beside index.js, or pass wasmURL"
        : "check that the file was copied whole and is served as it is",
    );
  }
  return compiled(() => WebAssembly.compile(bytes), url, type);
}

async function fetched(url) {
  let response;
  try {
    response = await fetch(url, { credentials: "same-origin" });
  } catch (cause) {
    throw new AddendError(
      "fetch-failed",
      `${url} could not be fetched: ${cause.message}`,
      "check the address, and that connect-src of the page's Content-Security-Policy allows it",
      cause,
    );
  }
  if (!response.ok) {
    throw new AddendError(
      "not-found",
      `${url} was answered with status ${response.status}`,
      "serve addend.wasm beside index.js, or pass its address as load({ wasmURL })",
    );
  }
  return response;
}

async function compiled(compile, url, type) {
  try {
    return await compile();
  } catch (cause) {
    if (/content.security.policy|unsafe-eval|CSP/i.test(cause.message)) {
      throw new AddendError(
        "csp",
        "the page's Content-Security-Policy forbids WebAssembly",
        "add 'wasm-unsafe-eval' to script-src: script-src 'self' 'wasm-unsafe-eval'",
        cause,
      );
    }
    throw new AddendError("compile-failed", `${url} could not be compiled: ${cause.message}`, "fetch the file again: it may have been cut off", cause);
  }
}

function requireWebAssembly() {
  if (typeof WebAssembly !== "object") {
    throw new AddendError("no-webassembly", "this browser has no WebAssembly, or it is switched off", "show plain(text) instead");
  }
}
