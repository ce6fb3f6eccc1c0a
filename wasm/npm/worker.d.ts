import type { Addend, LoadOptions } from "./index.js";
export { AddendError, plain } from "./index.js";

export interface WorkerOptions extends LoadOptions {
  /** Where thread.js is, when the bundler or the host moved it. It has to be of the page's own origin. */
  workerURL?: string | URL;
}

/** What every call takes besides its own options. */
export interface CallOptions {
  /** Stops waiting for this call; a file that is being read is read no further. */
  signal?: AbortSignal;
  /**
   * Milliseconds from now. A call that is not done by then is rejected with code "deadline"; if it is the one that runs,
   * the worker is ended and started again, and what else waits in it is done there.
   */
  deadline?: number;
}

type Call<F> = F extends (...args: infer P) => infer R
  ? P extends [infer V, infer O]
    ? (value: V, options: O & CallOptions) => Promise<Awaited<R>>
    : F extends (value: infer V, options?: infer O) => unknown
      ? (value: V, options?: (unknown extends O ? {} : O) & CallOptions) => Promise<Awaited<R>>
      : never
  : never;

/** The methods of {@link Addend}, off the main thread: each returns a promise and takes {@link CallOptions}. */
export type WorkerAddend = {
  [K in Exclude<keyof Addend, "version" | "close" | "mount" | "peaks">]: Call<Addend[K]>;
} & {
  peaks(pcm: Float32Array | number[], n?: number, options?: CallOptions): Promise<number[]>;
  /** The version of the package. */
  readonly version: string;
  /** Ends the worker. Calls that wait are rejected with code "closed". */
  close(): void;
};

/**
 * Loads the module and starts a worker with it: a module worker from a real file, so that a page needs
 * `worker-src 'self'` and no `blob:`. In Node it is a worker thread. Shared and retried as the package's `load()`.
 *
 * @throws {AddendError} as `load()`, and worker-failed
 */
export function load(options?: WorkerOptions): Promise<WorkerAddend>;
