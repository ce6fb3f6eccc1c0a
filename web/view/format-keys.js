// What the formatting keys and buttons do to a text field. execCommand keeps
// the browser's own undo working, which setting .value would throw away.
const marks = { bold: ["**", "**"], italic: ["_", "_"], code: ["`", "`"], anchor: ["[", "](https://)"] };
const keys = { b: "bold", i: "italic", e: "code", k: "anchor" };

export const formats = [
  ["bold", "Bold", "Ctrl+B"], ["italic", "Italic", "Ctrl+I"], ["code", "Code", "Ctrl+E"], ["anchor", "Link", "Ctrl+K"],
];

/** Puts the marks of `format` around the selection and keeps it selected. */
export function wrap(field, format) {
  let [before, after] = marks[format];
  const { selectionStart: start, selectionEnd: end, value } = field;
  const chosen = value.slice(start, end);
  if (format === "code" && chosen.includes("\n")) [before, after] = ["```\n", "\n```"];
  field.focus();
  document.execCommand("insertText", false, before + chosen + after);
  const from = start + before.length;
  if (format === "anchor" && chosen) field.setSelectionRange(from + chosen.length + 2, from + chosen.length + 10);
  else field.setSelectionRange(from, from + chosen.length);
}

/** True when the key was a formatting key and has been served. */
export function formatKey(event, field) {
  const format = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && keys[event.key.toLowerCase()];
  if (!format) return false;
  event.preventDefault();
  wrap(field, format);
  return true;
}
