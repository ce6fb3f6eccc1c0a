import { median } from "../harness/statistics.mjs";
import { bytes, duration, table } from "../harness/table.mjs";
import { ours, uncounted } from "./contenders.mjs";
import { ofRounds, promises } from "./promises.mjs";
import { right } from "./score.mjs";

// The whole result as text: a table for each host, the formats, and every file that the module gets wrong.
export function report({ quick, files, browser, node, large, sizes }) {
  const mode = quick ? "\nQuick mode: one call each, not warmed up.\n" : "";
  const title = `# Duration of ${files.length} recordings: addend ${browser.version}, Chromium ${browser.chromium}, Node ${process.version}\n${mode}`;
  return [
    title + "\nRight is within the file's tolerance; strictly, within 20 ms or a thousandth. Times in Chromium and Node are by the clock on the wall.",
    `## in Chromium\n${score(files, browser.answers, sizes)}${sizes.lean ? `\n\nThe module without Markdown (media.wasm) is ${bytes(sizes.lean)}.` : ""}`,
    `## in Node\n${score(files, node.answers, sizes)}`,
    `## right, by format\n${byFormat(files, browser.answers)}`,
    misses(files, browser.answers, node.answers),
    `## large files, in Chromium\n${large.files.length ? ofLarge(large) : large.why}`,
    ...(large.rounds ? [`## again and again, in Chromium, each time in a fresh page\nThe load of the machine was ${large.load}.\n${ofRounds(large)}`] : []),
    ...(large.rounds ? [`## promised\n${promises({ files, browser, large })}`] : []),
  ].join("\n\n") + "\n";
}

const namesIn = (answers) => Object.keys(Object.values(answers)[0]).sort((a, b) => (b === ours) - (a === ours));

function score(files, answers, sizes) {
  const total = files.reduce((sum, f) => sum + f.bytes, 0);
  const lines = namesIn(answers).map((name) => {
    const mine = files.map((f) => ({ f, a: answers[f.file][name] }));
    const read = mine.reduce((sum, { a }) => sum + a.bytes, 0);
    return [
      name,
      mine.filter(({ f, a }) => right(f, a.seconds)).length,
      mine.filter(({ f, a }) => right(f, a.seconds, true)).length,
      uncounted.has(name) ? "–" : `${((100 * read) / total).toFixed(0)} %`,
      duration(median(mine.map(({ a }) => a.ms))),
      duration(Math.max(...mine.map(({ a }) => a.ms))),
      bytes(sizes[name] ?? 0),
    ];
  });
  return table([`of ${files.length}`, "right", "strictly", "bytes read", "median", "slowest", "gzip"], lines);
}

// Each cell: the time and the bytes read, or what was wrong.
function ofLarge({ files, answers, memory }) {
  const names = namesIn(answers);
  const cell = (f, name) => {
    const a = answers[f.file][name];
    if (!right(f, a.seconds)) return a.seconds === null ? (/^no answer/.test(a.error ?? "") ? "no answer" : "none") : `wrong: ${a.seconds.toFixed(1)} s`;
    return uncounted.has(name) ? duration(a.ms) : `${duration(a.ms)}, ${bytes(a.bytes)}`;
  };
  const lines = files.map((f) => [`${f.file}, ${bytes(f.bytes)}`, ...names.map((name) => cell(f, name))]);
  const peaks = ["peak memory for gigabyte.mp4, in Node", ...names.map((name) => (memory[name] ? bytes(memory[name].peak) : "–"))];
  return table(["", ...names], [...lines, peaks]);
}

function byFormat(files, answers) {
  const formats = [...new Set(files.map((f) => f.format))];
  const names = namesIn(answers);
  const lines = formats.map((format) => {
    const those = files.filter((f) => f.format === format);
    return [format, those.length, ...names.map((name) => those.filter((f) => right(f, answers[f.file][name].seconds)).length)];
  });
  return table(["", "files", ...names], lines);
}

function misses(files, browser, node) {
  const lines = files.flatMap((f) => {
    const [b, n] = [browser[f.file][ours], node[f.file][ours]];
    if (right(f, b.seconds) && right(f, n.seconds)) return [];
    const said = (a) => (a.error ? a.error : `${a.seconds} s`);
    const differ = b.seconds !== n.seconds ? `; in Node: ${said(n)}` : "";
    return [`- ${f.file}: ${said(b)}${differ}; it is ${f.seconds === null ? "unknowable" : `${f.seconds} s ± ${f.tolerance}`}`];
  });
  return `## what ${ours} gets wrong\n${lines.length ? lines.join("\n") : "Nothing."}`;
}
