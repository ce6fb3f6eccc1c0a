import type { Addend, LoadOptions } from "./index.js";
export { AddendError, plain } from "./index.js";
export type { FileTarget, LoadOptions, Media, MessageMetadata, Explanation, ReadOptions, Readable } from "./index.js";

/** What the lean module has: everything but Markdown. */
export type LeanAddend = Omit<Addend, "markdown" | "markdownBatch" | "render" | "text" | "links" | "mount">;

/**
 * Loads media.wasm, the module without Markdown, which is smaller than addend.wasm; the README has the sizes. Options
 * and errors are those of the whole package's `load()`.
 */
export function load(options?: LoadOptions): Promise<LeanAddend>;
