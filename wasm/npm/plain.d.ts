import type { OfPage } from "./page.js";

/**
 * The text as HTML that shows exactly the text: special characters escaped, line breaks kept. Needs no module and no
 * `load()`: use it until the module is there, or where WebAssembly is refused.
 *
 * The result is a string also in a page that requires Trusted Types; there, use {@link plainBlocks}.
 */
export function plain(text: string): string;

/**
 * The text as nodes: a paragraph for each of its own, and what is fenced as a block. No HTML is written on the way, so
 * it works under every Content-Security-Policy: `element.replaceChildren(plainBlocks(text))`.
 *
 * @param document Whose nodes to make; the page's when left out.
 */
export function plainBlocks(text: string, document?: OfPage<"Document">): OfPage<"DocumentFragment">;
