const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;", "\0": "\uFFFD", "\n": "<br>\n" };
let table;

// The text as HTML that shows exactly the text: escaped, with its line breaks. No module is needed for it, so it is
// what a page shows until the module is there, and what markdown() returns for a text that is past a limit. It works
// on bytes because such a text can be long: 51 MB with a special character every third take 0.8 s, and replacing in
// strings took 3.3.
export function plain(text) {
  if (!table) {
    table = new Array(256).fill(null);
    for (const c in entities) table[c.charCodeAt(0)] = encoder.encode(entities[c]);
  }
  const source = encoder.encode(String(text).replace(/\r\n?/g, "\n"));
  let length = source.length;
  for (let i = 0; i < source.length; i++) if (table[source[i]]) length += table[source[i]].length - 1;
  const out = new Uint8Array(length);
  let at = 0;
  for (let i = 0; i < source.length; i++) {
    const entity = table[source[i]];
    if (!entity) out[at++] = source[i];
    else for (let j = 0; j < entity.length; j++) out[at++] = entity[j];
  }
  return decoder.decode(out);
}

// The same as nodes, for pages where no HTML may be written: a paragraph for each, and what is fenced as a block, so that
// little moves when Markdown takes their place.
export function plainBlocks(text, document = globalThis.document) {
  const root = document.createDocumentFragment();
  const add = (tag, text) => {
    const block = root.appendChild(document.createElement(tag));
    block.dir = "auto";
    text.split("\n").forEach((line, i) => block.append(...(i ? [tag === "pre" ? "\n" : document.createElement("br"), line] : [line])));
  };
  const parts = String(text).replace(/\r\n?/g, "\n").replaceAll("\0", "\uFFFD").split(/^```[^\n]*\n([\s\S]*?)^```[^\n]*$/m);
  parts.forEach((part, i) => {
    if (i % 2) add("pre", part);
    else for (const paragraph of part.split(/\n{2,}/)) if (paragraph.trim()) add("p", paragraph.replace(/^\n+|\n+$/g, ""));
  });
  return root;
}
