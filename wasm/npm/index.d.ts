/**
 * Safe Markdown, file addresses and true audio durations for web apps on social.plus.
 *
 * ```js
 * import { load } from "addend";
 * const a = await load();
 * element.innerHTML = a.markdown("**Hello** <script>alert(1)</script>");
 * ```
 *
 * Importing does nothing: no fetch, no global, no top-level await. {@link load} fetches and starts the module.
 */

import type { CompiledModule, OfPage } from "./page.js";

/** HTML that is marked as safe where the browser knows Trusted Types, else a string. It is sanitised in both cases. */
export type SafeHTML = string;

export interface LoadOptions {
  /** Where addend.wasm is, when it is not beside index.js. */
  wasmURL?: string | URL;
  /** The bytes of addend.wasm, when they are at hand. */
  bytes?: ArrayBuffer | Uint8Array;
  /** The compiled module, for instance from postMessage: nothing is fetched or compiled. */
  module?: CompiledModule;
  /**
   * What the module has to be, as in integrity.json: "sha384-…". Checked before it is compiled, for wasmURL and bytes
   * alike; it needs a page on https or localhost.
   */
  integrity?: string;
  /**
   * Called with bytes so far and bytes in all, 0 while that is not known (a compressed answer does not tell). A loading
   * that somebody else has begun tells only where they asked to be told, too.
   */
  onProgress?: (loaded: number, total: number) => void;
  /** Stops waiting. What others wait for goes on, and a later call finds it done. */
  signal?: AbortSignal;
}

/**
 * Loads and starts the module. Calls with the same source share one promise and one result, also at the same time; a
 * failure is not kept, so that the next call tries again.
 *
 * @throws {AddendError} not-found, fetch-failed, not-wasm, compile-failed, integrity, csp, no-webassembly, build-mismatch,
 *   start-failed, aborted
 */
export function load(options?: LoadOptions): Promise<Addend>;

/**
 * The text as HTML that shows exactly the text: special characters escaped, line breaks kept. Needs no module: use it
 * until {@link load} has resolved, or where WebAssembly is refused.
 */
export function plain(text: string): string;

/** Every error of the package. */
export class AddendError extends Error {
  constructor(code: string, message: string, hint: string, cause?: unknown);
  /** Stable, for programs: "too-long", "bad-file-id", … The README lists them. */
  readonly code: string;
  /** What to do about it, for people. */
  readonly hint: string;
}

export interface MarkdownOptions {
  /**
   * "chat" (the default) is for messages: line breaks as typed, headings from h3, images as links, HTML shown as
   * text. "post" is CommonMark and GFM with images in place and a short list of HTML elements.
   */
  profile?: "chat" | "post";
  /**
   * What becomes of images: shown in place ("inline", the default of a post), a link to it ("link", the default of a
   * chat), its description only ("none"), or a link that {@link Addend.mount} replaces with the image at a click
   * ("click"; in a string it is a link of type image/*, for the page to do the same).
   */
  images?: "inline" | "click" | "link" | "none";
  /**
   * The address that images are loaded through, with {url} where the address of the image goes, percent-encoded:
   * "https://images.example/?u={url}". Relative addresses are the page's own and stay.
   */
  imageProxy?: string;
  links?: {
    /** "_blank" opens links in a new tab. No other name is taken. */
    target?: "_blank";
    /** Words of nofollow, ugc, sponsored, external, noreferrer, noopener; noopener is always added. Default: nofollow ugc noopener noreferrer. */
    rel?: string;
    /** Narrows what links may lead to; of the others the text is shown. Default: all five. */
    allow?: ("http" | "https" | "mailto" | "tel" | "relative")[];
  };
  /** Added to the level of headings, 0 to 5: with 2, a # becomes an h3. */
  headingOffset?: number;
  /** Whether a line ending inside a paragraph is a line break on the page. Default: true in a chat, false in a post. */
  breaks?: boolean;
  /**
   * What becomes of HTML that is not rendered: shown as it was typed ("text", the default) or left out ("drop"). In a
   * post, comments, declarations, processing instructions and end tags without a start are shown with neither: to a
   * browser they are nothing.
   */
  html?: "text" | "drop";
  /**
   * Begins every id in this message, and every link to one, such as "message-42-": letters, digits, - and _, - last.
   * Footnotes need ids, so they are there only with a prefix.
   */
  idPrefix?: string;
  /** Mentions become links. Who is mentioned is never guessed: pass what was stored with the message. */
  mentions?: {
    /** With {id} where the id of the user goes, such as "/people/{id}". */
    url: string;
    ranges: Mention[];
  };
  /** Words that begin with # (letters, digits and _ of any script, not digits only) become links. */
  hashtags?: {
    /** With {tag} where the tag goes, in lower case and without the #, such as "/tags/{tag}". */
    url: string;
  };
}

/** A range of the text, in UTF-16 code units as JavaScript counts, that begins with @. One that does not is left alone. */
export interface Mention {
  start: number;
  length: number;
  id: string;
}

/** A place that a message leads to, or loads an image from. */
export interface Link {
  /** As it would be in the page; of a refused link, as it was typed. */
  url: string;
  /** What the link says, or the description of the image. */
  text: string;
  /**
   * True where the text names another place than the target, where the name of the host can be taken for another
   * (letters of several scripts), and where the address is refused.
   */
  suspicious: boolean;
}

export interface Rendered {
  /** The HTML; where a limit was passed, the text itself, escaped. */
  html: SafeHTML;
  /** too-long, too-deep or too-complex where a limit was passed, else null. */
  error: AddendError | null;
}

/** The platform's own host of a region. */
export interface RegionTarget {
  region: "sg" | "eu" | "us";
  /** "download" (the default) gives …/download, "bare" the older …/files/{id}. */
  form?: "download" | "bare";
  base?: undefined;
  name?: undefined;
}

/** An edge worker: no token is needed in the address. */
export interface WorkerTarget {
  /** Its prefix, such as "/files" or "https://chat.example/files". */
  base: string;
  /** A file name for the download. */
  name?: string;
  region?: undefined;
  form?: undefined;
}

/** Where a file is: in a region or at a worker, not both. */
export type FileTarget = (RegionTarget | WorkerTarget) & {
  /** For images. */
  size?: "small" | "medium" | "large" | "full";
};

export interface ReadOptions {
  /** Stops reading; the promise is rejected with code "aborted". */
  signal?: AbortSignal;
  /**
   * Told how many bytes were read of how many, at most once for every 256 KiB: a file with an index is done before the
   * first call, one that must be walked through is not. What it throws stops the reading.
   */
  onProgress?: (read: number, size: number) => void;
}

export interface MessageOptions extends ReadOptions {
  /** The waveform to store, as {@link Addend.peaks} gives it. */
  peaks?: number[];
  /** Or the samples of one channel, from which a waveform of 64 parts is made. */
  pcm?: Float32Array | number[];
}

export interface UploadOptions {
  /** What the files are to become. The rules of images and videos are stricter than those of files. */
  as: "image" | "video" | "audio" | "file";
  /** Whether the post has a poll: then it takes no files. */
  poll?: boolean;
  /** How many files the post has already. */
  attached?: number;
  /** Stops reading; the promise is rejected with code "aborted". */
  signal?: AbortSignal;
}

/** A rule of the platform that a file breaks. */
export interface UploadProblem {
  /** Stable, for programs; the README lists them. */
  code:
    | "empty" | "too-large" | "too-many" | "poll" | "gif" | "image-format" | "video-format" | "video-too-long"
    | "not-an-image" | "not-a-video" | "not-audio" | "unreadable" | "broken" | "unknown-format";
  /** The file's name, empty for a Blob without one; absent where the problem is the post's. */
  file?: string;
  /** The file's place among those that were passed, from 0; absent with file. */
  index?: number;
  /** What is wrong, for people. */
  message: string;
  /** What to do about it, for people. */
  hint: string;
}

export interface Media {
  kind: "audio" | "video" | "image" | "other";
  /** "webm", "mp4", "ogg", "wav", "mp3", "flac", …; empty when unknown. */
  container: string;
  /** By the content, such as "audio/webm"; empty when unknown. */
  mimeType: string;
  codecs: string[];
  /** Playing time in seconds; 0 for images. */
  duration: number;
  /** False where the duration is an estimate, or a claim of the header that could not be checked. */
  exact: boolean;
  /** In hertz. */
  sampleRate?: number;
  channels?: number;
  /** In pixels, as shown: the turn that a phone held upright writes is applied. */
  width?: number;
  height?: number;
  /** How much of the file was read to know this. */
  bytesRead: number;
  /** Short stable names: "truncated", "header-wrong", "estimate", … */
  warnings: string[];
}

/** The object to store as the metadata of an audio message, so that every reader sees its length (FAQ F68). */
export interface MessageMetadata {
  /** Seconds, to the millisecond. */
  duration: number;
  /** By the content, such as "audio/webm". */
  mimeType?: string;
  /** Loudness of parts of equal length, 0 to 1024; where peaks or samples were passed. */
  waveform?: number[];
}

export interface Explanation {
  code: number;
  /** The platform's name of the code, such as "RateLimit". */
  name: string;
  title: string;
  cause: string;
  /** What to do about it. */
  remedy: string;
  /** Whether the same call may be made again. */
  retry: "never" | "later" | "sign-in";
}

/**
 * What can be read: a Blob or File, bytes, or the address of a file (https:, http: or blob:; relative to the page).
 * Of a Blob, a File or an address nothing is loaded but the parts that matter. A server has to answer Range with 206;
 * from one that knows no ranges, files of up to 4 MiB are read whole.
 */
export type Readable = Blob | ArrayBuffer | ArrayBufferView | URL | string;

/** What {@link load} resolves to. Every method but those that return a promise answers at once. */
export interface Addend {
  /** The version of the package. */
  readonly version: string;

  /**
   * Markdown as sanitised, balanced HTML. There is no way to switch the sanitiser off. A text past a limit comes back
   * escaped; {@link Addend.render} says so.
   */
  markdown(text: string, options?: MarkdownOptions): SafeHTML;

  /**
   * {@link Addend.markdown} of many texts at once, such as a page of messages: one call of the module for all of them,
   * in the same order. Options other than the profile work too, text by text.
   *
   * @throws {AddendError} bad-argument where one of the texts is not a string
   */
  markdownBatch(texts: readonly string[], options?: MarkdownOptions): SafeHTML[];

  /** {@link Addend.markdown}, with the reason where the text is shown as it was typed. */
  render(text: string, options?: MarkdownOptions): Rendered;

  /**
   * The same as nodes, built in place of what is in the element: no HTML on the way, so nothing that a browser's parser
   * could read in another way, and no Trusted Types policy. An element without a dir gets dir="auto".
   *
   * @returns The reason where the text is shown as it was typed, else null.
   * @throws {AddendError} bad-argument, unknown-profile, bad-option
   */
  mount(element: OfPage<"Element">, text: string, options?: MarkdownOptions): AddendError | null;

  /**
   * The links and images of a message in their order: for the platform's allow-list, before the message is sent
   * (FAQ F79). HTML counts where the profile renders it.
   *
   * @throws {AddendError} too-long, too-deep, too-complex, bad-argument, unknown-profile, bad-option
   */
  links(markdown: string, options?: MarkdownOptions): Link[];

  /**
   * The text of a Markdown message without its markup, for previews, notifications and search. It is text, not HTML:
   * use textContent.
   *
   * @param options.limit The greatest number of characters, as a reader counts them; a longer text ends in "…".
   */
  text(markdown: string, options?: { limit?: number }): string;

  /**
   * The address under which a file is fetched (FAQ F35). The id is escaped: it cannot change where the address leads.
   *
   * @throws {AddendError} bad-file-id, bad-target, unknown-region, bad-base, unknown-size, unknown-form, bad-name
   */
  fileURL(fileId: string, target: FileTarget): string;

  /** The srcset of an image: small, medium and large with their widths (FAQ F06). */
  fileSrcset(fileId: string, target: RegionTarget | WorkerTarget): string;

  /**
   * What a recording, video or picture is and how long it plays, from its container. Nothing is decoded.
   *
   * @throws {AddendError} empty, unknown-container, truncated, no-duration, read, aborted; for an address also
   *   not-found, not-allowed, bad-status, fetch-failed, no-ranges, changed
   */
  media(source: Readable, options?: ReadOptions): Promise<Media>;

  /**
   * The metadata to store with an audio message: without it every reader sees 00:00 (FAQ F68). Throws as
   * {@link Addend.media} does.
   */
  messageMetadata(source: Readable, options?: MessageOptions): Promise<MessageMetadata>;

  /**
   * The waveform of decoded sound: the loudest sample of each of n parts, 0 to 1024.
   *
   * @param pcm Samples of one channel from -1 to 1, such as audioBuffer.getChannelData(0).
   * @param n 1 to 4096; 64 when left out.
   * @throws {AddendError} bad-argument
   */
  peaks(pcm: Float32Array | number[], n?: number): number[];

  /**
   * Holds files against the platform's rules before they are sent: formats by content, not by name (FAQ F30, F31,
   * F93), 1 GB, two hours of video, ten files of a post, none beside a poll. An empty list means that they can be sent.
   * A file that is broken or cannot be read is a problem in the list, not an error.
   *
   * @throws {AddendError} bad-argument, aborted
   */
  checkUpload(files: ArrayLike<Blob> | Iterable<Blob> | Blob, options: UploadOptions): Promise<UploadProblem[]>;

  /** Seconds as a person reads them: 7.2 is "0:07". */
  formatDuration(seconds: number): string;

  /**
   * What one of the platform's error codes means and what to do about it.
   *
   * @param codeOrError The number, the platform's answer, or an error of its client that carries the code.
   * @throws {AddendError} bad-code, unknown-code
   */
  explain(codeOrError: unknown): Explanation;

  /** Frees the module. Calls after it throw with code "closed"; load() starts a new one. */
  close(): void;
}
