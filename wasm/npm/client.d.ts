import type { Answer, Answers } from "./answers.js";
import type { FileObject } from "./entities.js";
import { AddendError } from "./index.js";
import type { LiveType, Routes } from "./routes.js";
export type * from "./answers.js";
export type * from "./entities.js";
export type { LiveType };

export interface ConnectOptions {
  /** The worker's address; left out, it is the page's own origin. Where there is no page it has to be given. */
  base?: string | URL;
  /** What calls instead of the global fetch, also with files, whose progress it does not tell. Live updates are an EventSource. */
  fetch?: typeof fetch;
  /** Hears of every call when it is over, of uploads too. Nothing secret is in it. */
  onCall?: (call: CallRecord) => void;
}

export interface CallRecord {
  method: string;
  url: string;
  /** 0 where no answer came. */
  status: number;
  /** Size of the answer, or of the file that was sent. */
  bytes: number;
  ms: number;
  at: Date;
  sent?: true;
}

type Names<P extends string> = P extends `${string}{${infer N}}${infer Rest}` ? N | Names<Rest> : never;
type Params<P extends string> = [Names<P>] extends [never] ? {} : { params: Record<Names<P>, string> };

export type Call<Query, P extends string> = Params<P> & {
  query?: Query;
  /** Stops the call, also one that waits for the sign-in or for its turn. */
  signal?: AbortSignal;
};
export type CallWithBody<Query, P extends string> = Call<Query, P> & {
  /** Sent as JSON. */
  body?: unknown;
};

type Arguments<C> = {} extends C ? [call?: C] : [call: C];
/** What a route answers. */
export type AnswerTo<M extends keyof Routes, P> = P extends keyof Answers[M] ? Answers[M][P] : Answer;
type Reads<M extends keyof Routes> = <P extends keyof Routes[M] & string>(path: P, ...call: Arguments<Call<Routes[M][P], P>>) => Promise<AnswerTo<M, P>>;
type Writes<M extends keyof Routes> = <P extends keyof Routes[M] & string>(path: P, ...call: Arguments<CallWithBody<Routes[M][P], P>>) => Promise<AnswerTo<M, P>>;

export interface SignedIn {
  userId: string;
  displayName: string;
}

export interface SessionAnswer {
  user: SignedIn | null;
  /** Of the session, an ISO 8601 text. */
  expiresAt?: string;
  /** The ways to sign in that the worker knows. */
  signIn: string[];
  /** Whether there are live updates. */
  live: boolean;
  /** Whether there is Web Push. */
  push: boolean;
}

/** Who is signed in. Fires "change". */
export interface Session extends EventTarget {
  /** null for nobody, undefined while it is not known. */
  readonly user: SignedIn | null | undefined;
  current(options?: { signal?: AbortSignal }): Promise<SessionAnswer>;
  /** With development identities: signs in as this user. */
  signIn(userId: string, options?: { displayName?: string; signal?: AbortSignal }): Promise<{ user: SignedIn; expiresAt: string }>;
  signOut(options?: { signal?: AbortSignal }): Promise<void>;
  /** Resolves as soon as somebody is signed in. */
  ready(signal?: AbortSignal): Promise<SignedIn>;
}

/** What changed, never what it is: fetch it, with the user's own rights. The ids are those that apply. */
export interface LiveUpdate {
  type: LiveType;
  /** When, as an ISO 8601 text, where the platform says so. */
  at?: string;
  /** Who did it. */
  userId?: string;
  communityId?: string;
  channelId?: string;
  messageFeedId?: string;
  messageId?: string;
  postId?: string;
  commentId?: string;
  parentId?: string;
  pollId?: string;
  /** The user in whose feed it stands. */
  feedOf?: string;
  /** Of follows. */
  from?: string;
  to?: string;
}

type LiveEvents = { [T in LiveType | "update"]: CustomEvent<LiveUpdate> } & {
  ready: CustomEvent<{ missed: boolean }>;
  over: CustomEvent<{ reason: string }>;
  problem: CustomEvent<ClientError>;
  state: Event;
};

/**
 * Live updates for the signed-in user. All tabs that are open on one worker share one connection (FAQ F84); when the tab
 * that holds it is closed, another takes over where it was. Until somebody is signed in it waits, and it follows a
 * change of user.
 *
 * Fires an event for each type ("post.created") and "update" for all of them; "ready" when the connection is there, with
 * `missed: true` where more was missed than the worker keeps and the page must look anew; "over" when the session was
 * ended; "problem" with a {@link ClientError} where the worker refuses, such as `live-off`; "state" when `state` changes.
 */
export interface Live extends EventTarget {
  /** "waiting" for the sign-in or the connection, "open", "broken" while it is tried again, "closed" for good. */
  readonly state: "waiting" | "open" | "broken" | "closed";
  /** Whether the connection is this tab's own. */
  readonly leads: boolean;
  /** Leaves the connection to the other tabs, or ends it. */
  close(): void;
  addEventListener<T extends keyof LiveEvents>(type: T, listener: (event: LiveEvents[T]) => void, options?: Parameters<EventTarget["addEventListener"]>[2]): void;
  addEventListener(type: string, listener: Parameters<EventTarget["addEventListener"]>[1], options?: Parameters<EventTarget["addEventListener"]>[2]): void;
}

export interface Client {
  readonly session: Session;
  /**
   * Starts hearing of live updates.
   *
   * @throws {ClientError} no-live where there is no EventSource
   */
  live(): Live;
  get: Reads<"GET">;
  post: Writes<"POST">;
  put: Writes<"PUT">;
  patch: Writes<"PATCH">;
  delete: Writes<"DELETE">;
  /** The pages of a list, one answer each; `pages` is the most that are fetched. */
  pages<P extends keyof Routes["GET"] & string>(path: P, ...call: Arguments<Call<Routes["GET"][P], P> & { pages?: number }>): AsyncGenerator<AnswerTo<"GET", P>, void, undefined>;
  /** Sends a file to `POST /files`; resolves to the platform's file object. */
  upload(file: Blob, options: { as: "image" | "file" | "video" | "audio"; name?: string; signal?: AbortSignal; onProgress?: (sent: number, total: number) => void }): Promise<FileObject>;
}

/**
 * A client of the edge worker. It makes no call by itself. Calls wait until somebody is signed in; what reads is
 * repeated, up to four times in all, where the platform asks to wait (429, 400311).
 */
export function connect(options?: ConnectOptions): Client;

/** A refused or failed call. `code` is the worker's word ("no-session"), else the platform's number as a text. */
export class ClientError extends AddendError {
  /** The platform's number, such as 400311; 0 where it is not the platform that refused. */
  readonly platformCode: number;
  /** The HTTP status; 0 where no answer came. */
  readonly status: number;
  readonly requestId: string;
  /** Method and path, such as "GET /api/v4/posts". */
  readonly call: string;
  /** In seconds; 0 where the answer does not say. */
  readonly retryAfter: number;
  /** What `explain()` says of the platform's code; empty where it says nothing. */
  readonly title: string;
  readonly reason: string;
  readonly remedy: string;
  readonly retry: "never" | "later" | "sign-in";
}
