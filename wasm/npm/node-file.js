import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

// The address of a file of the package, for Node: where place() has it, which is beside the script that asks. A script
// that a bundler has put elsewhere, or robbed of its own address, finds it as any program finds a package: by its name,
// from the script or from the program's folder.
export function fileOf(place, name) {
  let beside;
  try {
    beside = place();
    if (existsSync(beside)) return pathToFileURL(beside);
  } catch {
    // there is no address to begin with
  }
  for (const from of [beside, `${process.cwd()}/program.js`]) {
    try {
      return pathToFileURL(createRequire(from).resolve(`addend/${name}`));
    } catch {
      // not from here
    }
  }
  return pathToFileURL(beside ?? name); // so that the error names it
}
