import { bytes, duration, table, times } from "../harness/table.mjs";
import { ours } from "./addend.mjs";
import { baseline, baselineOf, nodeRows, rows } from "./rows.mjs";
import { summary } from "./summary.mjs";

// The whole result as text: Markdown, to be read in a terminal.
export function report(result) {
  const results = [...result.browser.results, ...result.node];
  const parts = [heading(result), summary(result), perContender(results), firstHTML(result.firstHTML), sizes(result.sizes), notes(results)];
  return parts.filter(Boolean).join("\n\n") + "\n";
}

function heading({ browser, machine, quick }) {
  const mode = quick ? "\nQuick mode: smaller texts and fewer rounds, not for quoting." : "";
  return `# Markdown to safe HTML: addend ${browser.version}, Chromium ${browser.chromium}, Node ${machine.node}, ${machine.cores} cores

CPU time of the main thread; × times as fast as ${baseline} in the same round, median of the rounds.${mode}`;
}

// One table for each row: every contender on both corpora.
function perContender(results) {
  const of = (name, corpus) => results.find((r) => r.row === name && r.corpus === corpus);
  return [...rows, ...nodeRows]
    .filter((row) => of(row.name, "real"))
    .map((row) => {
      const [synthetic, real] = [of(row.name, "synthetic"), of(row.name, "real")];
      const labels = [...Object.keys(synthetic.verified), ...synthetic.missing];
      const lines = labels.map((label) => {
        const name = synthetic.verified[label]?.safe === false ? `(${label})` : label;
        return [name, ...cells(synthetic, label, baselineOf(row)), ...cells(real, label, baselineOf(row))];
      });
      return `## ${row.name}\n${table(["", "synthetic", "a text", "spread", "real", "a text", "spread"], lines)}`;
    })
    .join("\n\n");
}

function cells(result, label, base) {
  const c = result.contenders[label];
  if (c) return [label === base ? "1" : times(c.times), duration(c.cpuMs / result.texts), `±${(c.spread * 100).toFixed(0)} %`];
  return [result.missing.includes(label) ? "not there" : "failed", "–", "–"];
}

function firstHTML(first) {
  const lines = Object.entries(first).map(([name, { cold, warm }]) => [
    name,
    ...[cold, warm].flatMap((k) => [duration(k.ms), duration(k.least), times(k.slower)]),
  ]);
  const head = ["", "cold", "least", "slower", "warm", "least", "slower"];
  return `## first safe HTML after the start of the navigation, by the clock on the wall\n${table(head, lines)}`;
}

function sizes(all) {
  const lines = Object.entries(all).map(([name, s]) => [name, bytes(s.raw), bytes(s.gzip), bytes(s.brotli)]);
  return `## download\n${table(["", "raw", "gzip", "brotli"], lines)}`;
}

// What a reader must know about single figures: who failed and why, who lost words, whether the machine was busy.
function notes(results) {
  const lines = [];
  let compared = 0;
  let busy = 0;
  for (const { row, corpus, verified, contenders } of results) {
    for (const [label, v] of Object.entries(verified)) {
      const where = `${row}, ${corpus}: ${label}`;
      if (v.failure) lines.push(`${where} has no figure: ${v.failure}`);
      else if (v.fewWords) lines.push(`${where} lost more than 30 % of the words of ${v.fewWords} texts`);
      const c = contenders[label];
      if (c) compared++;
      if (c && Math.abs(c.timesByWallClock / c.times - 1) > 0.3) busy++;
    }
  }
  if (busy) {
    lines.push(`${busy} of ${compared} ratios are more than 30 % off by the clock on the wall: other programs were running; CPU time leaves most of that out`);
  }
  lines.push(`names in brackets do not sanitise: what ${ours} or a peer could reach at most`);
  return "Notes\n" + lines.map((l) => `- ${l}`).join("\n");
}
