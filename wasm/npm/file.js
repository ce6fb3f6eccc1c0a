import { AddendError } from "./errors.js";

// Reads the module from a file: address. Node's fetch knows none.
export async function read(url) {
  const { readFile } = globalThis.process.getBuiltinModule("node:fs/promises");
  try {
    return await readFile(new URL(url));
  } catch (cause) {
    const missing = cause.code === "ENOENT";
    throw new AddendError(
      missing ? "not-found" : "fetch-failed",
      `${url} could not be read: ${cause.message}`,
      missing
        ? "keep addend.wasm beside the scripts of the package (where a bundler moves them, leave the package out of it), or pass load({ wasmURL }) or load({ bytes })"
        : "check that the program may read it (--allow-fs-read), or pass load({ bytes })",
      cause,
    );
  }
}
