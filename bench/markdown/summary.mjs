import { bytes, table, times } from "../harness/table.mjs";
import { ours } from "./addend.mjs";
import { nodeRows, rows } from "./rows.mjs";

// What the module has to reach, beside what it reached.
export function summary({ browser, node, firstHTML, sizes }) {
  const results = [...browser.results, ...node];
  const lines = [...rows, ...nodeRows].filter((row) => results.some((r) => r.row === row.name)).map((row) => against(row, results));
  const chat = rows.filter((r) => r.way === "call" && r.profile === "chat");
  for (const row of chat) if (results.some((r) => r.row === row.name)) lines.splice(2, 0, againstSanitizeHTML(row, results));
  for (const [kind, most] of [["cold", 3.5], ["warm", 2.5]]) {
    const { slower } = firstHTML[ours][kind];
    lines.push([`first safe HTML, ${kind}: slower by`, times(slower), "", `≤ ${most}×`, slower <= most ? "yes" : "no"]);
  }
  const { brotli } = sizes["addend.wasm"];
  lines.push(["module, brotli", bytes(brotli), "", "≤ 1.05 MB", brotli <= 1.05e6 ? "yes" : "no"]);
  return table([ours, "synthetic", "real", "must", "reached"], lines);
}

function against({ name, bars, way }, results) {
  const label = way === "page" ? `${ours}, mount` : ours;
  const reached = ["synthetic", "real"].map((corpus) => results.find((r) => r.row === name && r.corpus === corpus).contenders[label]?.times);
  return line(name, reached, bars);
}

function againstSanitizeHTML({ name }, results) {
  const reached = ["synthetic", "real"].map((corpus) => {
    const { contenders } = results.find((r) => r.row === name && r.corpus === corpus);
    return contenders[ours] && contenders[ours].times / contenders["marked + sanitize-html"].times;
  });
  return line("chat, against marked + sanitize-html", reached, [3, 1.5]);
}

function line(name, reached, bars) {
  const yes = reached.every((r, i) => r >= bars[i]);
  return [name, ...reached.map((r) => (r ? times(r) : "no figure")), bars.map((b) => `${b}×`).join(" / "), yes ? "yes" : "no"];
}
