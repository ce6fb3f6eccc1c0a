// The package as a user gets it: packed with npm, unpacked into a temporary folder, imported by its name.
import { execFile } from "node:child_process";
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

export const run = promisify(execFile);
export const root = fileURLToPath(new URL("../../", import.meta.url));

const built = path.resolve(root, process.env.ADDEND_NPM_DIR ?? "dist/npm");

// Packs the package and installs it into a folder of its own; remove() deletes that folder.
export async function packed() {
  if (!(await exists(path.join(built, "addend.wasm")))) await build(built);
  const folder = await mkdtemp(path.join(tmpdir(), "addend-packed-"));
  const { stdout } = await run("npm", ["pack", built, "--json", "--ignore-scripts", "--pack-destination", folder]);
  const [{ filename, files }] = JSON.parse(stdout);
  const home = path.join(folder, "node_modules", "addend");
  await mkdir(home, { recursive: true });
  await run("tar", ["-xzf", path.join(folder, filename), "-C", home, "--strip-components=1"]);
  await writeFile(path.join(folder, "package.json"), '{"type":"module"}');
  // A module in the folder finds the package by its name, as a user's own code does.
  await writeFile(path.join(folder, "user.mjs"), 'export * from "addend"; export { plain as onlyPlain } from "addend/plain";');
  return {
    home,
    files: files.map((f) => f.path),
    addend: await import(pathToFileURL(path.join(folder, "user.mjs"))),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

// Builds the package as the Makefile does, with more build tags where a test asks for them.
export async function build(to, tags = "") {
  await run("go", ["run", "./cmd/pack", "-o", to, "-tags", tags, `-lean=${!tags}`], { cwd: root });
}

// Lets tests into the entry of a built package: inside.js exports the classes that index.js keeps for itself.
export async function opened(home) {
  const inside = path.join(home, "inside.js");
  await writeFile(inside, `${await readFile(path.join(home, "index.js"), "utf8")}\nexport { Addend, Host };\n`);
  return import(pathToFileURL(inside));
}

// The names that an object has, its classes' among them, in order.
export function members(object) {
  const names = new Set();
  for (let from = object; from !== Object.prototype; from = Object.getPrototypeOf(from)) Object.getOwnPropertyNames(from).forEach((name) => names.add(name));
  names.delete("constructor");
  return [...names].sort();
}

const exists = (file) => access(file).then(() => true, () => false);
