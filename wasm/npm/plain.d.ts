/**
 * The text as HTML that shows exactly the text: special characters escaped, line breaks kept. Needs no module and no
 * `load()`: use it until the module is there, or where WebAssembly is refused.
 *
 * The result is a string also in a page that requires Trusted Types; there, use `element.textContent` with
 * `white-space: pre-line` instead.
 */
export function plain(text: string): string;
