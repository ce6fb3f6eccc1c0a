/** A type of the page, where the project has it: one for a server may be without the library "dom". */
export type OfPage<Name extends string, Else = object> = typeof globalThis extends Record<Name, { prototype: infer T }> ? T : Else;

/** A WebAssembly.Module. */
export type CompiledModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer T } } } ? T : object;

/** What the classes of the elements extend: HTMLElement. */
export declare const Base: typeof globalThis extends { HTMLElement: infer T extends new () => object } ? T : new () => object;
