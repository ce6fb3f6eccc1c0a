// How long the module takes for hostile texts at the platform's limits: CPU time of the thread, in Node.
//   node bench/pathological/run.mjs [--npm DIR]
import { loadavg } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { duration, table } from "../harness/table.mjs";
import { timeOf } from "./clock.mjs";
import { texts } from "./texts.mjs";

// The longest message and the longest post, and what is to be kept to, in milliseconds.
const limits = [[20_000, 20], [50_000, 60]];
const profiles = ["chat", "post"];

const at = process.argv.indexOf("--npm");
const npm = resolve(at < 0 ? join(import.meta.dirname, "../../dist/npm") : process.argv[at + 1]);
const { load } = await import(pathToFileURL(join(npm, "index.js")));
const a = await load();
const render = (text, options) => a.render(text, options);
for (let i = 0; i < 300; i++) for (const profile of profiles) render("# a\n\n*b* `c` [d](e)\n\n- f\n\n|a|\n|-|\n|b|\n", { profile });

const rows = texts().map(({ name, of }) => {
  const cells = limits.flatMap(([n, most]) => profiles.map((profile) => ({ ms: timeOf(render, of(n), profile), most })));
  return { name, cells, worst: Math.max(...cells.map(({ ms, most }) => ms / most)) };
});
rows.sort((x, y) => y.worst - x.worst);
const head = ["", ...limits.flatMap(([n, most]) => profiles.map((profile) => `${n.toLocaleString("en")} characters, ${profile}, at most ${most} ms`))];
console.log(table(head, rows.map(({ name, cells }) => [name, ...cells.map(({ ms, most }) => duration(ms) + (ms > most ? " (over)" : ""))])));
const over = rows.filter(({ worst }) => worst > 1);
console.log(`\n${rows.length} families; ${over.length ? `over: ${over.map(({ name }) => name).join("; ")}` : "none is over"}. Node ${process.version}, load ${loadavg()[0].toFixed(1)}.`);
a.close();
