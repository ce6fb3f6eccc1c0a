// The Durable Object of one user: every browser session's access token and the
// user's call window, so that one call answers both "may I" and "with which
// token". worker/session/memory.go is its twin and says what each method means.
import { DurableObject } from "cloudflare:workers";
import { Feed } from "./feed.mjs";
import { ADMIT, directoryOf } from "./ports.mjs";
import { send, Told } from "./push.mjs";
import { Window } from "./window.mjs";

const TURN_MS = 20_000;
const RECENT_MS = 30_000;
const RETRY_MS = 30_000;
const MAX_SESSIONS = 32;
const MAX_USED = 256;
const LOCK_WAIT_MS = 5_000;
const LOCK_LIFE_MS = 40_000;
const USED = "used "; // before the ids of hand-offs; no session id has a space

export class UserCell extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    this.window = new Window(); // in memory: five seconds are not worth a write
    this.turns = new Map(); // session → { until, done, finish } of a renewal under way
    this.held = null; // { holder, until, done, finish } of a turn to change what is kept elsewhere
    this.sessions = new Map();
    this.told = new Told(); // what was told by push lately
    this.whose = { app: "", user: "" }; // user: the name of this cell
    this.feed = new Feed(() => directoryOf(env, this.whose.app).touch(this.whose.user).catch(() => {}));
    ctx.blockConcurrencyWhile(async () => {
      this.used = new Map();
      for (const [key, value] of await ctx.storage.list()) {
        if (key.startsWith(USED)) this.used.set(key, value);
        else this.sessions.set(key, value);
      }
    });
  }

  async put(session, record) {
    const live = [...this.sessions].sort((a, b) => a[1].started - b[1].started);
    const now = Date.now();
    let room = MAX_SESSIONS - 1;
    for (const [id, s] of live.reverse()) {
      if (now >= s.ends || --room < 0) await this.#drop(id);
    }
    await this.#save(session, { ...record, version: 1, started: now, renewed: 0, cooldown: 0, ended: false, reason: "" });
    await this.ctx.storage.setAlarm(now + 24 * 3600 * 1000);
  }

  // fetch is admit, by its address, or opens a live stream of a session.
  fetch({ url }) {
    if (url.startsWith(ADMIT)) {
      const [session, seen, keep] = url.slice(ADMIT.length).split("/");
      const admission = this.admit(session, Number(seen), keep === "true");
      return admission instanceof Promise ? admission.then(admitted) : admitted(admission);
    }
    const { searchParams: query } = new URL(url);
    const session = query.get("session");
    const gone = this.#gone(session);
    if (gone) return Response.json({ ...gone, kind: gone.state }, { status: 409 });
    if (this.feed.full()) return Response.json({ kind: "too-many" }, { status: 409 });
    this.whose = { app: query.get("app"), user: query.get("user") };
    return new Response(this.feed.open(session, query.get("after"), Number(query.get("life"))));
  }

  deliver(event) {
    this.feed.deliver(event);
  }

  state(session) {
    return this.#gone(session) ?? { state: "ok", reason: "" };
  }

  look(session) {
    return this.#gone(session) ? null : this.sessions.get(session);
  }

  // admit answers at once, or after a renewal that is under way.
  admit(session, seen, keep) {
    const gone = this.#gone(session);
    if (gone) return gone;
    const now = Date.now();
    const s = this.sessions.get(session);
    const turn = this.#turn(session, now);
    const unusable = now >= s.expires || seen >= s.version;
    if (unusable && turn) {
      return Promise.race([turn.done, scheduler.wait(turn.until - now)]).then(() => this.admit(session, seen, keep));
    }
    const due = !keep && !turn && now >= s.issued + (s.expires - s.issued) * 0.8 && now >= s.cooldown;
    if (unusable || due) return { state: "stale", version: s.version, expired: unusable };
    const { ok, limit, remaining, reset } = this.window.take(now);
    if (!ok) return { state: "limited", limit, remaining, reset };
    return { state: "ok", token: s.token, version: s.version, limit, remaining, reset };
  }

  claim(session, seen) {
    const gone = this.#gone(session);
    if (gone) return gone;
    const now = Date.now();
    const s = this.sessions.get(session);
    if (s.version > seen) return { state: "newer" };
    if (this.#turn(session, now)) return { state: "busy" };
    const early = now < s.issued + (s.expires - s.issued) * 0.8;
    if (s.version > 1 && now - s.renewed < RECENT_MS && early) return { state: "recent" };
    this.#finish(session);
    const turn = { until: now + TURN_MS };
    turn.done = new Promise((finish) => (turn.finish = finish));
    this.turns.set(session, turn);
    return { state: "granted", device: s.device };
  }

  async renew(session, seen, { token, issued, expires }) {
    const s = this.sessions.get(session);
    if (this.#gone(session) || s.version !== seen || !this.turns.has(session)) return;
    await this.#save(session, { ...s, token, issued, expires, version: seen + 1, renewed: Date.now() });
    this.#finish(session);
  }

  async yield(session, seen) {
    const s = this.sessions.get(session);
    if (s?.version !== seen) return;
    await this.#save(session, { ...s, cooldown: Date.now() + RETRY_MS });
    this.#finish(session);
  }

  async end(session, reason) {
    if (this.#gone(session)) return null;
    const s = this.sessions.get(session);
    await this.#save(session, { ...s, token: "", push: null, ended: true, reason });
    this.#finish(session);
    this.feed.endSession(session, reason);
    return s;
  }

  async endAll(_, reason) {
    const ended = [];
    for (const session of [...this.sessions.keys()]) {
      const was = await this.end(session, reason);
      if (was) ended.push(was);
    }
    return ended;
  }

  // setPush keeps a session's push subscription, null for none; it ends with the
  // session. A place that another session has is taken over.
  async setPush(session, subscription, app, user) {
    if (this.#gone(session)) return false;
    for (const [id, { push }] of [...this.sessions]) {
      if (id !== session && subscription && push?.endpoint === subscription.endpoint) await this.#dropPush(id, push);
    }
    await this.#save(session, { ...this.sessions.get(session), push: subscription });
    if (subscription) await directoryOf(this.env, app).awaits(user); // after: it forgets whom it wakes in vain
    return true;
  }

  // hasPush answers null for a session that is over.
  hasPush(session) {
    return this.#gone(session) ? null : Boolean(this.sessions.get(session).push);
  }

  // wake sends a message to every browser of the user, and answers at once
  // whether there is one.
  wake({ about, payload, keys }) {
    const live = [...this.sessions].filter(([id, { push }]) => push && !this.#gone(id));
    if (live.length === 0) return false;
    if (!this.told.first(about, Date.now())) return true;
    for (const [id, { push }] of live) {
      const sent = send(this.env, push, payload, keys).then((gone) => gone && this.#dropPush(id, push));
      this.ctx.waitUntil(sent.catch(() => console.warn("a push message was not delivered")));
    }
    return true;
  }

  async #dropPush(session, push) {
    const s = this.sessions.get(session);
    if (s?.push?.endpoint === push.endpoint) await this.#save(session, { ...s, push: null });
  }

  async once(id, until) {
    const now = Date.now();
    await this.#forget(now);
    const key = USED + id;
    if (this.used.has(key) || this.used.size >= MAX_USED) return false;
    this.used.set(key, until);
    await this.ctx.storage.put(key, until);
    await this.ctx.storage.setAlarm(now + 24 * 3600 * 1000);
    return true;
  }

  async lock(holder) {
    for (const end = Date.now() + LOCK_WAIT_MS; ; ) {
      const now = Date.now();
      if (!this.held || now >= this.held.until) break;
      if (now >= end) return false;
      await Promise.race([this.held.done, scheduler.wait(end - now)]);
    }
    this.held?.finish();
    this.held = { holder, until: Date.now() + LOCK_LIFE_MS };
    const held = this.held;
    held.done = new Promise((finish) => (held.finish = finish));
    return true;
  }

  unlock(holder) {
    if (this.held?.holder !== holder) return;
    this.held.finish();
    this.held = null;
  }

  async #forget(now) {
    for (const [key, until] of [...this.used]) {
      if (now < until) continue;
      this.used.delete(key);
      await this.ctx.storage.delete(key);
    }
  }

  async alarm() {
    const now = Date.now();
    await this.#forget(now);
    for (const [id, s] of [...this.sessions]) if (now >= s.ends) await this.#drop(id);
    if (this.sessions.size + this.used.size > 0) await this.ctx.storage.setAlarm(now + 24 * 3600 * 1000);
  }

  #gone(session) {
    const s = this.sessions.get(session);
    if (!s) return { state: "unknown", reason: "" };
    if (s.ended) return { state: "ended", reason: s.reason };
    if (Date.now() >= s.ends) return { state: "ended", reason: "expired" };
    return null;
  }

  #turn(session, now) {
    const turn = this.turns.get(session);
    return turn && now < turn.until ? turn : null;
  }

  #finish(session) {
    this.turns.get(session)?.finish();
    this.turns.delete(session);
  }

  #save(session, record) {
    this.sessions.set(session, record);
    return this.ctx.storage.put(session, record);
  }

  #drop(session) {
    this.#finish(session);
    this.feed.endSession(session, "replaced");
    this.sessions.delete(session);
    return this.ctx.storage.delete(session);
  }
}

function admitted(admission) {
  return new Response(null, { headers: { Admission: ascii(admission) } });
}

// ascii writes JSON that a header field can hold.
function ascii(value) {
  return JSON.stringify(value).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
