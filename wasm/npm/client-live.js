import { ClientError, errorOf, unreachable } from "./client-error.js";
import { types } from "./live-types.js";

const patience = 60_000; // ms, the longest pause between two tries

// Live updates. All tabs of a browser that ask the same worker for the same user share one connection (FAQ F84): the one
// that holds a Web Lock has it and tells the others by a BroadcastChannel. When that tab goes, the next one takes over
// after the last event that all have heard.
export class Live extends EventTarget {
  #url;
  #session;
  #source; // the connection, in the tab that has it
  #channel;
  #leave; // gives the lock back, or ends the waiting for it
  #last = ""; // the id to go on from
  #state = "waiting";
  #user;
  #heard; // whose events #last is of
  #behind = false; // events were told while this tab was not there to hear them
  #timer;
  #failures = 0;

  constructor(url, session) {
    super();
    if (!globalThis.EventSource) throw new ClientError({ code: "no-live", message: "there is no EventSource here", hint: "live updates are for browsers; ask again from time to time instead", call: "GET /events" });
    this.#url = url;
    this.#session = session;
    session.addEventListener("change", this.#follow);
    globalThis.addEventListener?.("pagehide", this.#stop);
    globalThis.addEventListener?.("pageshow", this.#follow);
    this.#follow();
  }

  // "waiting" for the sign-in or the connection, "open", "broken" while it is tried again, "closed" for good.
  get state() { return this.#state; }

  // Whether the connection is this tab's own.
  get leads() { return Boolean(this.#source); }

  close() {
    this.#session.removeEventListener("change", this.#follow);
    globalThis.removeEventListener?.("pagehide", this.#stop);
    globalThis.removeEventListener?.("pageshow", this.#follow);
    this.#stop();
    this.#become("closed");
  }

  // Goes where the session's user is: other people's events are on another channel.
  #follow = async () => {
    const user = this.#session.user === undefined ? await this.#session.ready().catch(() => null) : this.#session.user;
    if (this.#state === "closed" || user?.userId === this.#user) return;
    this.#stop();
    if (user) this.#join(user.userId);
  };

  #join(userId) {
    this.#user = userId;
    if (this.#heard !== userId) {
      this.#last = "";
      this.#behind = false;
    }
    this.#heard = userId;
    const name = `addend-live ${this.#url} ${userId}`;
    const stop = new AbortController();
    const held = new Promise((leave) => (this.#leave = () => { stop.abort(); leave(); }));
    if (!globalThis.BroadcastChannel || !navigator.locks) return this.#open(); // each tab for itself
    this.#channel = new BroadcastChannel(name);
    this.#channel.onmessage = ({ data }) => this.#hear(data);
    this.#channel.postMessage({ who: true });
    navigator.locks.request(name, { signal: stop.signal }, () => {
      this.#open();
      return held;
    }).catch(() => {}); // this tab has left while it was waiting
  }

  #stop = () => {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#channel?.close();
    this.#leave?.();
    this.#source = this.#channel = this.#leave = this.#user = undefined;
    this.#become("waiting");
  };

  // What another tab says.
  #hear({ who, here, state, error, type, detail, id }) {
    if (who) return this.#source && this.#channel.postMessage({ here: true, state: this.#state, id: this.#last });
    if (here && this.#state !== "waiting") return; // the answer to another tab
    if (here && id && this.#last && id !== this.#last) this.#behind = true;
    if (id) this.#last = id;
    if (here && state === "open") [type, detail] = ["ready", { missed: false }];
    if (type === "ready" && this.#behind) {
      this.#behind = false;
      detail = { ...detail, missed: true };
    }
    if (type) this.#tell(type, detail);
    if (state) this.#become(state);
    if (error) this.#problem(new ClientError(error));
    if (type === "over" || error?.status === 401) this.#session.over();
  }

  #share(message) {
    this.#channel?.postMessage(message);
    this.#hear(message);
  }

  #open() {
    const source = (this.#source = new EventSource(this.#url + (this.#last ? `?after=${encodeURIComponent(this.#last)}` : "")));
    const mine = (act) => (event) => this.#source === source && act(event);
    for (const type of ["ready", ...types]) {
      source.addEventListener(type, mine(({ data, lastEventId }) => {
        this.#failures = 0;
        this.#share({ type, detail: parsed(data), id: lastEventId, ...(type === "ready" && { state: "open" }) });
      }));
    }
    source.addEventListener("over", mine(({ data }) => this.#share({ type: "over", detail: parsed(data) })));
    source.addEventListener("error", mine(() => {
      if (this.#state === "open") this.#share({ state: "broken" });
      if (source.readyState === EventSource.CLOSED) this.#refused(source);
    }));
  }

  // The browser has given up and does not say why: the answer is asked for once more to read it.
  async #refused(source) {
    const error = await this.#reason();
    if (this.#source !== source) return;
    if (error) {
      const { code, message, hint, status, requestId, platformCode, call, retryAfter } = error;
      this.#share({ state: "broken", error: { code, message, hint, status, requestId, platformCode, call, retryAfter } });
      if (error.status && error.status < 500 && error.status !== 429 && error.status !== 408) return; // nothing will change by itself
    }
    const pause = Math.min(patience, Math.max((error?.retryAfter ?? 0) * 1000, 1000 * 2 ** this.#failures++));
    this.#timer = setTimeout(() => this.#source === source && this.#open(), pause * (0.75 + Math.random() / 2));
  }

  async #reason() {
    const stop = new AbortController();
    const call = "GET /events";
    try {
      const response = await fetch(this.#url, { headers: { Accept: "text/event-stream, application/json" }, credentials: "same-origin", cache: "no-store", redirect: "error", signal: stop.signal });
      return response.ok ? null : await errorOf(response.status, await response.text(), call, response.headers);
    } catch (cause) {
      return unreachable(cause, call);
    } finally {
      stop.abort();
    }
  }

  #become(state) {
    if (state === this.#state || this.#state === "closed") return;
    this.#state = state;
    this.dispatchEvent(new Event("state"));
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
    if (type !== "ready" && type !== "over") this.dispatchEvent(new CustomEvent("update", { detail }));
  }

  #problem(error) {
    this.dispatchEvent(new CustomEvent("problem", { detail: error }));
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
