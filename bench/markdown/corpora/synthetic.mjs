import { marked, sentence, url } from "./phrases.mjs";
import { random } from "./random.mjs";

const size = (text) => Buffer.byteLength(text);

// Messages of 40 to 400 bytes: a quarter without any markup, the rest with what people type in a chat.
export function messages(count, seed = 1) {
  const r = random(seed);
  const out = [];
  while (out.length < count) {
    const text = r.chance(0.25) ? sentences(r, r.upTo(1, 4)) : r.pick(kinds)(r);
    if (size(text) >= 40 && size(text) <= 400) out.push(text);
  }
  return out;
}

const sentences = (r, n, make = sentence) => Array.from({ length: n }, () => make(r)).join(" ");
const formatted = (r) => [sentence(r), marked(r), r.chance(0.5) ? marked(r) : sentence(r)].slice(0, r.upTo(2, 3)).join(" ");
const items = (r, mark) => Array.from({ length: r.upTo(2, 5) }, (_, i) => `${mark(i)} ${r.chance(0.4) ? marked(r, 6) : sentence(r, 5)}`).join("\n");

const kinds = [
  formatted,
  formatted,
  formatted,
  formatted,
  (r) => `${sentence(r)}\n${marked(r)}`,
  (r) => `${formatted(r)}\n\n${sentence(r)}`,
  (r) => `> ${sentence(r)}\n\n${marked(r)}`,
  (r) => `${sentence(r, 4)}\n\n${items(r, () => "-")}`,
  (r) => `${sentence(r)} ${url(r)}`,
  (r) => `${sentence(r)}\n\n\`\`\`\n${sentence(r)}\n\`\`\``,
];

// Posts of 2 to 8 KB. Three in ten hold some HTML of the kinds that authors use.
export function posts(count, seed = 2) {
  const r = random(seed);
  return Array.from({ length: count }, () => document(r, r.upTo(2_000, 8_000), r.chance(0.3)));
}

// One text of so many bytes.
export function long(bytes, { html, seed = 3 }) {
  return document(random(seed), bytes, html);
}

function document(r, bytes, html) {
  const parts = [`# ${sentence(r, 5)}`];
  for (let length = size(parts[0]); ; ) {
    const part = html && r.chance(0.15) ? r.pick(rawHTML)(r) : r.pick(blocks)(r);
    length += size(part) + 2;
    if (length > bytes) return parts.join("\n\n") + "\n";
    parts.push(part);
  }
}

const paragraph = (r) => sentences(r, r.upTo(2, 6), r.chance(0.6) ? marked : sentence);
const blocks = [
  paragraph,
  paragraph,
  paragraph,
  paragraph,
  (r) => `## ${sentence(r, 4)}`,
  (r) => items(r, () => "-"),
  (r) => items(r, (i) => `${i + 1}.`),
  (r) => items(r, () => (r.chance(0.5) ? "- [x]" : "- [ ]")),
  (r) => `> ${sentences(r, 2)}\n> ${marked(r)}`,
  (r) => "```js\n" + `const ${r.pick(["a", "b", "c"])} = { volts: ${r.upTo(1, 240)}, ok: a < b && c > 0 };\n`.repeat(r.upTo(2, 6)) + "```",
  (r) => `![${sentence(r, 3)}](${url(r)}.jpg)`,
  (r) => "| part | price | where |\n|---|--:|:-:|\n" + Array.from({ length: r.upTo(2, 6) }, () => `| ${sentence(r, 2)} | ${r.upTo(1, 99)} | ${marked(r, 3)} |`).join("\n"),
];
const rawHTML = [
  (r) => `${sentence(r)} Press <kbd>Ctrl</kbd>+<kbd>S</kbd>, then H<sub>2</sub>O. ${sentence(r)}`,
  (r) => `${sentence(r)}<br>${sentence(r)}`,
  (r) => `<details>\n<summary>${sentence(r, 4)}</summary>\n\n${marked(r)}\n\n</details>`,
  (r) => `<p align="center"><img src="${url(r)}.png" alt="${sentence(r, 3)}" width="320"></p>`,
];
