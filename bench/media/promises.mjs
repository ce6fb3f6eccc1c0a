import { bytes, duration, table } from "../harness/table.mjs";
import { ours } from "./contenders.mjs";
import { right } from "./score.mjs";
import { median } from "../harness/statistics.mjs";

// Files without a table, of which every frame is read.
export const walks = ["vbr.mp3", "adts.aac", "wide.amr"];
// An hour of sound with an index.
export const indexed = ["hour.mp4", "hour.mkv"];

// What the module is to keep to, beside what was measured: the worst of all calls counts, the first ones too.
export function promises({ files, browser, large }) {
  const of = (file) => large.answers[file][ours];
  const worst = (names) => Math.max(...names.flatMap((file) => typeof large.rounds[file][ours] === "string" ? [NaN] : Object.values(large.rounds[file][ours]).flat()));
  const corpus = (strictly) => files.filter((f) => right(f, browser.answers[f.file][ours].seconds, strictly)).length;
  const rows = [];
  const row = (what, value, most, written) => rows.push([what, written(most), written(value), value <= most ? "yes" : "no"]);
  if (files.length === 217) {
    for (const [what, strictly, least] of [["corpus: right, at least", false, 213], ["corpus: strictly right, at least", true, 200]]) rows.push([what, least, corpus(strictly), corpus(strictly) >= least ? "yes" : "no"]);
  }
  if (large.files.length) {
    const wrong = large.files.filter((f) => !right(f, of(f.file).seconds));
    row("large files: wrong", wrong.length, 0, String);
    row("large files with an index or a tail to read: bytes, most", Math.max(...large.files.filter((f) => ![...walks, "cbr.mp3"].includes(f.file)).map((f) => of(f.file).bytes)), 1e6, bytes);
    for (const file of walks) row(`${file}, ${bytes(large.files.find((f) => f.file === file).bytes)}: slowest of all calls`, worst([file]), 300, duration);
    row("an hour with an index: slowest of all calls", worst(indexed), 30, duration);
    row("gigabyte.mp4: bytes read", of("gigabyte.mp4").bytes, 256 * 1024, bytes);
    row("gigabyte.mp4: more memory, in Node", large.memory[ours]?.peak ?? NaN, 4 * 2 ** 20, bytes);
  }
  return rows.length ? table(["", "must", "is", "kept"], rows) : "";
}

// Each cell: least, median and most of the first calls, and of the second ones.
export function ofRounds({ rounds }) {
  const names = Object.keys(Object.values(rounds)[0]);
  const three = (list) => [Math.min(...list), median(list), Math.max(...list)].map(duration).join(" · ");
  const lines = Object.entries(rounds).flatMap(([file, by]) => ["first", "next"].map((which) => [`${file}, ${which} call`, ...names.map((name) => (typeof by[name] === "string" ? by[name] : three(by[name][which])))]));
  return table(["least · median · most", ...names], lines);
}
