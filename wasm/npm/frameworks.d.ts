import type { FileCard, MdMessage, VoiceNote } from "./element.js";
import type { AddendError, MarkdownOptions, MessageMetadata } from "./index.js";

/** What a template may give the elements: properties, attributes as HTML has them, and listeners. */
export interface ElementProps {
  "md-message": {
    text?: string;
    profile?: "chat" | "post";
    images?: "inline" | "click" | "link" | "none";
    options?: Omit<MarkdownOptions, "profile">;
    "data-state"?: "rendered";
    "onaddend-render"?: (event: CustomEvent<{ error: AddendError | null }>) => void;
    "onaddend-error"?: (event: CustomEvent<{ error: unknown }>) => void;
  };
  "voice-note": {
    src?: string;
    duration?: number | string;
    levels?: Iterable<number> | string;
    speed?: number | string;
    measure?: boolean | "";
    note?: { src: string; duration?: number; levels?: Iterable<number> };
    metadata?: MessageMetadata;
    "onaddend-play"?: (event: CustomEvent<{}>) => void;
    "onaddend-error"?: (event: CustomEvent<{ error: unknown }>) => void;
    "onduration-needed"?: (event: CustomEvent<{ src: string; note: VoiceNote }>) => void;
  };
  "file-card": {
    src?: string;
    name?: string;
    size?: number | string;
    progress?: number | string;
    error?: string;
    label?: string;
    file?: { src?: string; href?: string; name: string; size?: number };
    "onaddend-cancel"?: (event: CustomEvent<{}>) => void;
    "onaddend-retry"?: (event: CustomEvent<{}>) => void;
  };
}

interface Elements {
  "md-message": MdMessage;
  "voice-note": VoiceNote;
  "file-card": FileCard;
}

type Names = keyof ElementProps;

/** The props of one element, with what every element of the framework takes besides. */
type Props<N extends Names, Others> = Omit<Others, keyof ElementProps[N]> & ElementProps[N];

/** Solid tells properties and listeners by their prefixes. */
type Prefixed<N extends Names> = { [K in keyof ElementProps[N] & string as K extends `on${infer E}` ? `on:${E}` : `prop:${K}`]?: ElementProps[N][K] };

/** Vue knows names with a hyphen in camel case, too. */
type Camel<N extends Names> = { [K in keyof ElementProps[N] as K extends `on${infer A}-${infer B}` ? `on${Capitalize<A>}${Capitalize<B>}` : K extends `data-${infer A}` ? `data${Capitalize<A>}` : never]?: ElementProps[N][K] };

// Each of these is for those who have the framework; for others there is nothing to extend, which is no error.

// @ts-ignore
declare module "react" {
  namespace JSX {
    // @ts-ignore
    interface IntrinsicElements extends ReactElements {}
  }
}
// @ts-ignore
type ReactElements = { [N in Names]: Props<N, import("react").DetailedHTMLProps<import("react").HTMLAttributes<Elements[N]>, Elements[N]>> };

// @ts-ignore
declare module "preact" {
  namespace JSX {
    // @ts-ignore
    interface IntrinsicElements extends PreactElements {}
  }
}
// @ts-ignore
type PreactElements = { [N in Names]: Props<N, import("preact").HTMLAttributes<Elements[N]> & import("preact").ClassAttributes<Elements[N]>> };

// @ts-ignore
declare module "solid-js/jsx-runtime" {
  namespace JSX {
    // @ts-ignore
    interface IntrinsicElements extends SolidElements {}
  }
}
// @ts-ignore
type SolidElements = { [N in Names]: Props<N, import("solid-js").JSX.HTMLAttributes<Elements[N]>> & Prefixed<N> };

// @ts-ignore
declare module "vue" {
  // @ts-ignore
  interface GlobalComponents extends VueElements {}
}
// @ts-ignore
type VueElements = { [N in Names]: new () => { $props: Props<N, import("vue").HTMLAttributes & import("vue").ReservedProps> & Camel<N> } };

// @ts-ignore
declare module "svelte/elements" {
  // @ts-ignore
  interface SvelteHTMLElements extends SvelteElements {}
}
// @ts-ignore
type SvelteElements = { [N in Names]: Props<N, import("svelte/elements").HTMLAttributes<Elements[N]>> };
