import type { Addend, AddendError } from "./index.js";

/** What the elements use of the module. */
export type ElementModule = Pick<Addend, "render" | "messageMetadata">;

/**
 * Gives the elements a module that the page loads itself, with options of its own or wrapped. Without it, the first
 * element that needs the module loads it as `load()` does.
 */
export function use(addend: ElementModule | PromiseLike<ElementModule>): void;

/**
 * `<md-message profile="chat|post">Markdown</md-message>`: the text as plain text at once, rendered as soon as the module
 * is there. It draws into itself: style it as any other content. With `data-state="rendered"` it holds what a server has
 * rendered and stays as it is.
 *
 * Events, which bubble: `addend-render` with `{ error }` (null, or why the text is shown as it was typed) and
 * `addend-error` with `{ error }` where the module could not be loaded: the text stays readable.
 */
export class MdMessage extends HTMLElement {
  /** The Markdown; at first, what the element held as text. */
  text: string;
  profile: "chat" | "post";
  readonly state: "plain" | "rendered" | "limited";
}

/**
 * `<voice-note src duration levels>`: plays a recording. One plays at a time.
 *
 * Parts: note, play, wave, all, played, clock, speed. Custom properties: --addend-accent, --addend-on-accent,
 * --addend-width. Events: `addend-play`, `duration-needed` with `{ src, note }` where the length is not given (set
 * `note.duration`, or let the note measure it when it is first played), `addend-error` with `{ error }`.
 */
export class VoiceNote extends HTMLElement {
  src: string;
  /** In seconds; 0 while it is not known. Values that are not above 0 are ignored. */
  get duration(): number;
  set duration(seconds: number | undefined);
  /** Up to 64 numbers from 0 to 100. */
  get levels(): number[];
  set levels(levels: Iterable<number> | undefined);
  set note(note: { src: string; duration?: number; levels?: Iterable<number> });
  readonly paused: boolean;
  play(): Promise<void>;
  pause(): void;
}

/**
 * `<file-card src name size label>`: a file and its download. `src` is of http, https or blob; other schemes give no
 * link. Beside `/files/{id}` of the page's own origin the name goes along, so that the file is saved under it.
 *
 * Parts: card, kind, name, size, download. Custom properties: --addend-accent, --addend-line, --addend-radius,
 * --addend-surface, --addend-width.
 */
export class FileCard extends HTMLElement {
  src: string;
  name: string;
  /** In bytes; NaN while it is not known. */
  size: number;
  set file(file: { src: string; name: string; size?: number });
}

declare global {
  interface HTMLElementTagNameMap {
    "md-message": MdMessage;
    "voice-note": VoiceNote;
    "file-card": FileCard;
  }
  interface HTMLElementEventMap {
    "addend-render": CustomEvent<{ error: AddendError | null }>;
    "addend-error": CustomEvent<{ error: unknown }>;
  }
}
