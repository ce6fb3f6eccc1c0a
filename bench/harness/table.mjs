// Lays rows out in columns for a terminal: the first column to the left, the others to the right. The result is a
// Markdown table too.
export function table(head, rows) {
  const all = [head, ...rows].map((row) => row.map((cell) => String(cell ?? "–")));
  const widths = head.map((_, i) => Math.max(3, ...all.map((row) => row[i].length)));
  const line = (row) => "| " + row.map((cell, i) => (i ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join(" | ") + " |";
  const rule = "|" + widths.map((w, i) => (i ? "-".repeat(w + 1) + ":" : "-".repeat(w + 2))).join("|") + "|";
  return [line(all[0]), rule, ...all.slice(1).map(line)].join("\n");
}

// 0.94×, 3.1×, 24×
export function times(ratio) {
  if (!Number.isFinite(ratio)) return "–";
  return (ratio >= 10 ? ratio.toFixed(0) : ratio >= 1 ? ratio.toFixed(1) : ratio.toFixed(2)) + "×";
}

// 33 µs, 1.2 ms, 4.5 s from milliseconds.
export function duration(ms) {
  if (!Number.isFinite(ms)) return "–";
  if (ms < 1) return `${(ms * 1000).toFixed(0)} µs`;
  if (ms < 1000) return `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;
  return `${(ms / 1000).toFixed(1)} s`;
}

// 7 B, 25 KB, 1.04 MB; powers of 1,000.
export function bytes(n) {
  if (!Number.isFinite(n)) return "–";
  if (n < 1000) return `${n} B`;
  return n < 1e6 ? `${(n / 1e3).toFixed(0)} KB` : `${(n / 1e6).toFixed(2)} MB`;
}
