import type {} from "./frameworks.js";
import type { Addend, AddendError, MarkdownOptions, MessageMetadata, SafeHTML } from "./index.js";
import { Base } from "./page.js";
export type { ElementProps } from "./frameworks.js";

/** What the elements use of the module: `mount` where it is there, else `render`, which may answer with a promise. */
export interface ElementModule {
  mount?: Addend["mount"];
  render?(text: string, options?: MarkdownOptions): Rendering | PromiseLike<Rendering>;
  messageMetadata(source: URL): Promise<MessageMetadata>;
}

type Rendering = { html: SafeHTML; error: AddendError | null };

/**
 * Gives the elements a module that the page loads itself, with options of its own or wrapped; a module of
 * `addend/worker` will do. Without it, the first element that needs the module loads it as `load()` does. What is shown
 * as plain text meanwhile is rendered as soon as it is there.
 *
 * @param options For every `<md-message>`, such as an imageProxy; an element's own options come before them.
 */
export function use(addend: ElementModule | PromiseLike<ElementModule>, options?: Omit<MarkdownOptions, "profile">): void;

/** What the elements say and write on their buttons. {braces} are filled in. */
export interface Words {
  /** "Play the voice note" */
  play: string;
  /** "Pause the voice note" */
  pause: string;
  /** "Position" */
  position: string;
  /** "{at} of {all}" */
  positionOf: string;
  /** "an unknown time", for {all} */
  unknownTime: string;
  /** "Speed {speed}" */
  speed: string;
  /** "This recording cannot be played" */
  unplayable: string;
  /** "Download {name}" */
  download: string;
  /** "Cancel {name}" */
  cancel: string;
  /** "Try {name} again" */
  retry: string;
  /** "Sending {name}" */
  progress: string;
  /** "size not known" */
  unknownSize: string;
  /** "file", where a file has no name */
  file: string;
  /** "done", of a check box */
  done: string;
  /** "to do", of a check box */
  todo: string;
}

/** Gives the elements other words, all or some, also those that are drawn already. Sizes follow the page's `lang`. */
export function words(words: Partial<Words>): void;

/**
 * `<md-message profile="chat|post" images="inline|click|link|none">Markdown</md-message>`: the text as plain text at
 * once, rendered as soon as the module is there, and in the same turn where it is there already. It draws into itself:
 * style it as any other content. It is a block unless a rule of the page says otherwise. Indentation that all lines share is the page's and is taken off.
 *
 * With `data-state="rendered"` it holds what a server has rendered and stays as it is until a text is set. `data-state`
 * says what is shown: plain, rendered or limited.
 *
 * Events, which bubble: `addend-render` with `{ error }` (null, or why the text is shown as it was typed) and
 * `addend-error` with `{ error }` where the module could not be loaded or the options are refused: the text stays
 * readable.
 */
export class MdMessage extends Base {
  /** The Markdown; at first the attribute of that name, else what the element held as text. */
  text: string;
  profile: "chat" | "post";
  /** The rendering's other options: mentions, hashtags, links, … */
  options: Omit<MarkdownOptions, "profile">;
  readonly state: "plain" | "rendered" | "limited";
  /** Whether Markdown made something of the text that plain text would not show. */
  readonly formatted: boolean;
}

/**
 * `<voice-note src duration levels speed measure>`: plays a recording: play and pause, seek (arrow keys: a second), speed.
 * One plays at a time, and none beside another player of the page. What it holds is shown where no script runs:
 * `<voice-note><audio controls src="…"></audio></voice-note>`, and its address is taken from there.
 *
 * With the attribute `measure` a note without a duration reads it from the file when it is first seen; without, when it
 * is first played.
 *
 * Parts: note, play, wave, all, played, clock, speed. Custom properties: --addend-accent, --addend-on-accent,
 * --addend-focus, --addend-gap, --addend-width. `data-state` is paused, playing or failed. Events, which bubble:
 * `addend-play`; `duration-needed` with `{ src, note }` where the length is not given (set `note.duration`, or leave it
 * to the note); `addend-error` with `{ error }`, the browser's MediaError. A failed note tries again when it is played.
 */
export class VoiceNote extends Base {
  src: string;
  /** In seconds; 0 while it is not known. Values that are not above 0 are ignored, undefined takes it away. */
  get duration(): number;
  set duration(seconds: number | undefined);
  /** Numbers from 0 to 100, as many as there are: 64 bars are drawn of them. */
  get levels(): number[];
  set levels(levels: Iterable<number> | string | undefined);
  /** 0.25 to 4. */
  speed: number;
  /** In seconds. */
  currentTime: number;
  /** All at once; what is left out is taken away. */
  set note(note: { src: string; duration?: number; levels?: Iterable<number> });
  /** What `messageMetadata()` gave, as it was stored with the message. */
  set metadata(metadata: MessageMetadata);
  readonly paused: boolean;
  play(): Promise<void>;
  pause(): void;
  /** Whether to read the duration from the file when the note is first seen. */
  measure: boolean;
  /** Reads the duration from the file; resolves to it, 0 where it cannot be told. */
  readDuration(): Promise<number>;
}

/**
 * `<file-card src name size progress error label>`: a file and its download. `src` is of http, https or blob; other
 * schemes give no link. Beside `/files/{id}` of the page's own origin the name goes along, so that the file is saved
 * under it. What it holds is shown where no script runs: `<file-card><a href="…" download="a.pdf">a.pdf</a></file-card>`,
 * and address and name are taken from there.
 *
 * While a file is sent, `progress` (0 to 1) shows a bar and a button that fires `addend-cancel`; `error` shows a text
 * and a button that fires `addend-retry`. Both events bubble. The download is there once neither is.
 *
 * Parts: card, kind, name, size, bar, problem, cancel, retry, download. Custom properties: --addend-accent,
 * --addend-focus, --addend-gap, --addend-line, --addend-problem, --addend-radius, --addend-surface, --addend-width.
 */
export class FileCard extends Base {
  src: string;
  name: string;
  /** In bytes; NaN while it is not known. */
  size: number;
  /** How much of it is sent, 0 to 1; NaN where it is not being sent. */
  progress: number;
  /** Why it could not be sent, for people; empty where nothing is wrong. */
  error: string;
  set file(file: { src?: string; href?: string; name: string; size?: number });
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
    "addend-play": CustomEvent<{}>;
    "addend-cancel": CustomEvent<{}>;
    "addend-retry": CustomEvent<{}>;
    "duration-needed": CustomEvent<{ src: string; note: VoiceNote }>;
  }
}
