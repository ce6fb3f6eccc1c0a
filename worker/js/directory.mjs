// The Durable Object that knows who listens: which users are told of events, and
// what each of them follows. worker/live/memory.go is its twin, together with
// feed.mjs, and says what each method means.
import { DurableObject } from "cloudflare:workers";
import { cellOf } from "./ports.mjs";

const KEPT_MS = 600_000;
const KNOWN_MS = 60_000;
const MAX_TOPICS = 400;
const MAX_USERS = 10_000;
const MAX_AWAITING = 100_000;
// A request of a Durable Object may make a thousand others.
const MAX_TOLD = 900;

const AWAITS = "\npush\n"; // before the users who await a push; no other key begins so

export class LiveDirectory extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    this.users = new Map(); // user → { topics, known, seen }
    this.topics = new Map(); // topic → users
    this.awaiting = new Set(); // users with a push subscription
    ctx.blockConcurrencyWhile(async () => {
      for (const [key, value] of await ctx.storage.list()) {
        if (key.startsWith(AWAITS)) {
          this.awaiting.add(key.slice(AWAITS.length));
          continue;
        }
        const [user, { topics, seen }] = [key, value];
        this.users.set(user, { topics: new Set(topics), known: 0, seen });
        for (const topic of topics) this.#index(topic, user);
      }
    });
  }

  known(user) {
    return Date.now() - (this.users.get(user)?.known ?? 0) < KNOWN_MS;
  }

  async follow(user, topics) {
    const now = Date.now();
    const was = this.users.get(user);
    if (!was && this.users.size >= MAX_USERS) return { error: "full" };
    for (const topic of was?.topics ?? []) this.#unindex(topic, user);
    const entry = { topics: new Set(topics.slice(0, MAX_TOPICS)), known: now, seen: now };
    this.users.set(user, entry);
    for (const topic of entry.topics) this.#index(topic, user);
    await this.#save(user);
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(now + KEPT_MS);
    return {};
  }

  // touch is called by a user's cell while a stream of his is open.
  async touch(user) {
    const entry = this.users.get(user);
    if (!entry) return;
    entry.seen = Date.now();
    await this.#save(user);
  }

  async publish(notice) {
    for (const { user, topic } of notice.join) await this.#join(user, topic);
    const concerned = new Set(notice.users.filter((user) => this.users.has(user)));
    for (const topic of notice.topics) for (const user of this.topics.get(topic) ?? []) concerned.add(user);
    const { type, data, subject } = notice;
    const told = [...concerned].slice(0, MAX_TOLD).map((user) => cellOf(this.env, user).deliver({ type, data, subject }));
    const results = await Promise.allSettled(told);
    for (const { user, topic } of notice.leave) await this.#leave(user, topic);
    // The platform tries again then; who heard already hears it once.
    return results.some(({ status }) => status === "rejected") ? { error: "undelivered" } : {};
  }

  // awaits notes that a user has a push subscription.
  async awaits(user) {
    if (this.awaiting.has(user) || this.awaiting.size >= MAX_AWAITING) return;
    this.awaiting.add(user);
    await this.ctx.storage.put(AWAITS + user, 1);
  }

  // wake hands a message to the cells of those of the users who have one.
  async wake({ users, ...message }) {
    const told = users.filter((user) => this.awaiting.has(user)).map(async (user) => {
      if (await cellOf(this.env, user).wake(message)) return;
      this.awaiting.delete(user);
      await this.ctx.storage.delete(AWAITS + user);
    });
    const results = await Promise.allSettled(told);
    return results.some(({ status }) => status === "rejected") ? { error: "undelivered" } : {};
  }

  async alarm() {
    const now = Date.now();
    for (const [user, { seen, topics }] of [...this.users]) {
      if (now - seen <= KEPT_MS) continue;
      for (const topic of topics) this.#unindex(topic, user);
      this.users.delete(user);
      await this.ctx.storage.delete(user);
    }
    if (this.users.size > 0) await this.ctx.storage.setAlarm(now + KEPT_MS);
  }

  #join(user, topic) {
    const topics = this.users.get(user)?.topics;
    if (!topics || topics.has(topic) || topics.size >= MAX_TOPICS) return;
    topics.add(topic);
    this.#index(topic, user);
    return this.#save(user);
  }

  #leave(user, topic) {
    if (!this.users.get(user)?.topics.delete(topic)) return;
    this.#unindex(topic, user);
    return this.#save(user);
  }

  #index(topic, user) {
    if (!this.topics.has(topic)) this.topics.set(topic, new Set());
    this.topics.get(topic).add(user);
  }

  #unindex(topic, user) {
    this.topics.get(topic)?.delete(user);
    if (this.topics.get(topic)?.size === 0) this.topics.delete(topic);
  }

  #save(user) {
    const { topics, seen } = this.users.get(user);
    return this.ctx.storage.put(user, { topics: [...topics], seen });
  }
}
