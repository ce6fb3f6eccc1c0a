import { duration, table, times } from "../harness/table.mjs";
import { ours } from "./addend.mjs";
import { baselineOf, rows } from "./rows.mjs";

// The whole result as text: Markdown, to be read in a terminal.
export function report(result) {
  return [heading(result), perContender(result.browser), notes(result.browser)].filter(Boolean).join("\n\n") + "\n";
}

function heading({ browser, machine, quick }) {
  const mode = quick ? "\nQuick mode: smaller texts and fewer rounds, not for quoting." : "";
  return `# Markdown to safe HTML: addend ${browser.version}, Chromium ${browser.chromium}, Node ${machine.node}, ${machine.cores} cores

CPU time of the page's main thread; × times as fast as marked + DOMPurify in the same round, median; synthetic / real texts.${mode}`;
}

// One table for each row: every contender on both corpora.
function perContender({ results }) {
  return [...new Set(results.map((r) => r.row))]
    .map((name) => {
      const [synthetic, real] = ["synthetic", "real"].map((corpus) => results.find((r) => r.row === name && r.corpus === corpus));
      const row = rows.find((r) => r.name === name);
      const base = baselineOf(row);
      const labels = [...Object.keys(synthetic.verified), ...synthetic.missing];
      const cells = (r, label) => {
        const c = r.contenders[label];
        if (c) return [label === base ? "1" : times(c.times), duration(c.cpuMs / r.texts), `±${(c.spread * 100).toFixed(0)} %`];
        return [r.missing.includes(label) ? "not there" : "failed", "–", "–"];
      };
      const lines = labels.map((label) => [label, ...cells(synthetic, label), ...cells(real, label)]);
      const bars = `\n${ours} must reach ${row.bars[0]}× / ${row.bars[1]}×.`;
      return `## ${name}\n${table(["", "synthetic", "a text", "spread", "real", "a text", "spread"], lines)}${bars}`;
    })
    .join("\n\n");
}

// What a reader must know about single figures: who failed and why, who lost words, whether the machine was busy.
function notes({ results }) {
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
  return lines.length ? "Notes\n" + lines.map((l) => `- ${l}`).join("\n") : "";
}
