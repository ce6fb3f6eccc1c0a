// For Node: the same, with the module read from the package's folder, because fetch knows no file: addresses there.
import { readFile } from "node:fs/promises";
import { compileBytes } from "./compile.js";
import { AddendError } from "./errors.js";
import { loader } from "./load.js";

export { AddendError } from "./errors.js";
export { plain } from "./plain.js";

export const load = loader(async () => {
  const url = new URL("./addend.wasm", import.meta.url);
  let bytes;
  try {
    bytes = await readFile(url);
  } catch (cause) {
    throw new AddendError("not-found", `${url} could not be read: ${cause.message}`, "keep addend.wasm beside node.js, or pass load({ bytes })", cause);
  }
  return compileBytes(bytes, url);
});
