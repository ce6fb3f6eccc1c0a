import { textIn } from "./arguments.js";

const together = 1 << 16; // characters in one call

// Calls render with texts joined by NUL, as many at a time as fit one call, and answers the parts of what it answers.
// NUL itself is a replacement character in Markdown. A text too long to be joined with others, and the texts of a call
// that fails, are passed to alone.
export function inBatches(texts, render, alone) {
  const out = [];
  for (let from = 0; from < texts.length; ) {
    let to = from;
    for (let length = 0; to < texts.length && (length += textIn(texts[to]).length + 1) <= together; ) to++;
    const some = texts.slice(from, Math.max(to, from + 1));
    const answers = to > from ? render(some.map((t) => (t.includes("\0") ? t.replaceAll("\0", "\uFFFD") : t)).join("\0")) : null;
    const parts = answers?.split("\0");
    out.push(...(parts?.length === some.length ? parts : some.map(alone)));
    from += some.length;
  }
  return out;
}
