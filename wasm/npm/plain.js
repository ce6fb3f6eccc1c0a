const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };

// The text as HTML that shows exactly the text: escaped, with its line breaks. No module is needed for it, so it is
// what a page shows until the module is there, and what markdown() returns for a text that is past a limit.
export function plain(text) {
  return String(text)
    .replace(/\0/g, "\uFFFD")
    .replace(/[&<>"']/g, (c) => entities[c])
    .replace(/\r\n?|\n/g, "<br>\n");
}
