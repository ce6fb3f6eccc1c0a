import { AddendError } from "./errors.js";

const strength = ["sha256", "sha384", "sha512"];

// Checks bytes against an integrity value as integrity.json and the attribute of that name have it: "sha384-…", or
// several apart by spaces, of which the strongest kind counts. What cannot be checked is refused.
export async function verify(bytes, integrity, url) {
  const wanted = String(integrity).trim().split(/\s+/).map((value) => value.split(/-(.*)/s));
  const kind = strength.findLast((name) => wanted.some(([given]) => given === name));
  if (!kind) throw new AddendError("integrity", "the integrity value is of no known kind", 'take it from integrity.json: it begins with "sha384-"');
  if (!globalThis.crypto?.subtle) {
    throw new AddendError("integrity", "this page cannot check the module", "serve the page over https: elsewhere browsers keep crypto.subtle away");
  }
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-" + kind.slice(3), bytes));
  const got = btoa(String.fromCharCode(...sum));
  if (!wanted.some(([given, value]) => given === kind && value?.split("?")[0] === got)) {
    throw new AddendError(
      "integrity",
      `${url} is not the file that was expected: its ${kind} is ${got}`,
      "take module and integrity.json from the same copy of the package; if they are, somebody changed the file on its way",
    );
  }
}
