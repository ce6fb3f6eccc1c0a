// The texts that the tests render: the project's own payloads, and the public collections beside the project where
// they are there.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { root } from "../node/packed.mjs";

const lines = (file) => readFileSync(file, "utf8").split("\n").filter(Boolean);

export function ownPayloads() {
  return lines(path.join(root, "wasm/markdown/testdata/hostile.jsonl"))
    .filter((line) => line[0] !== "#")
    .map((line, i) => ({ id: `own-${i}`, input: JSON.parse(line) }));
}

const shared = path.resolve(root, "../shared");

export function publicPayloads() {
  const folder = path.join(shared, "data/xss");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".jsonl") && name !== "pathological.jsonl")
    .flatMap((name) => lines(path.join(folder, name)).map((line, i) => {
      const row = JSON.parse(line);
      return { id: row.id ?? `${name}-${i}`, input: row.input ?? row.markdown };
    }))
    .filter((row) => typeof row.input === "string");
}

export function gfmExamples() {
  const file = path.join(shared, "data/xss/gfm-0.29.jsonl");
  return existsSync(file) ? lines(file).map((line) => JSON.parse(line)) : null;
}

/** The program that says what a browser does with HTML, where it is there. */
export function oracle() {
  const program = path.join(shared, "tools/oracle/oracle.mjs");
  return existsSync(program) ? program : null;
}
