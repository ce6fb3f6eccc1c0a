const soonest = 3; // seconds until the next try after a failure that may pass
const latest = 60;
const mostFiles = 20; // that wait with their bytes,
const mostBytes = 64 * 2 ** 20; // and how many bytes in all

/**
 * Everything a person says goes through here: kept first, then sent in its turn,
 * and kept until the server has it. `deliver(entry)` sends one and answers the
 * stored message; the entry's reference lets the platform see a repetition.
 * Fires "change" { entry, state, message?, error? } where state is "sending",
 * "sent", "waiting" (tried again by itself) or "refused" (somebody must decide).
 */
export class Outbox extends EventTarget {
  #store;
  #deliver;
  #user = null;
  #turn = Promise.resolve();
  #timer = 0;
  #failures = 0;
  #count = 0;

  constructor({ store, deliver }) {
    super();
    this.#store = store;
    this.#deliver = deliver;
    globalThis.addEventListener?.("online", () => this.flush());
  }

  /** From now on for this person; what was left of an earlier visit is sent. null: for nobody. */
  for(user) {
    this.#user = user;
    return user ? this.flush() : undefined;
  }

  /** entry: { reference, channel, message, shown, … }, all of it cloneable. */
  async add(entry) {
    const kept = { ...entry, user: this.#user, at: Date.now(), turn: this.#count++ };
    this.#tell(kept, "sending");
    await this.#store.put(kept);
    return this.flush();
  }

  /** What is not sent yet, of one channel or of all, oldest first. */
  async waiting(channel) {
    const all = this.#user ? await this.#store.of(this.#user) : [];
    return channel ? all.filter((entry) => entry.channel === channel) : all;
  }

  /** Fails with the code "outbox-full" when these files, which are not sent yet, would be too many to keep. */
  async requireRoom(files) {
    if (files.length === 0) return;
    const all = [...(await this.waiting()).flatMap(({ upload }) => upload?.file ?? []), ...files];
    if (all.length <= mostFiles && all.reduce((sum, { size }) => sum + size, 0) <= mostBytes) return;
    throw Object.assign(new Error("too much waits to be sent already"), { code: "outbox-full" });
  }

  drop(reference) { return this.#store.delete(reference); }

  async clear() { for (const { reference } of await this.waiting()) await this.drop(reference); }

  /** Sends what waits. Tabs take turns, so that no two send the same message at once. */
  flush() {
    clearTimeout(this.#timer);
    const run = () => this.#run().catch(() => {});
    this.#turn = this.#turn.then(() => (globalThis.navigator?.locks ? navigator.locks.request("addend-outbox", run) : run()));
    return this.#turn;
  }

  async #run() {
    const user = this.#user;
    const entries = (await this.waiting()).filter((entry) => !entry.refused);
    for (const [index, entry] of entries.entries()) {
      if (this.#user !== user) return;
      this.#tell(entry, "sending");
      try {
        const message = await this.#deliver(entry);
        await this.drop(entry.reference);
        this.#failures = 0;
        this.#tell(entry, "sent", { message });
      } catch (error) {
        if (!passes(error)) {
          const { code, message, hint } = error;
          await this.#store.put({ ...entry, refused: { code, message, hint } });
          this.#tell(entry, "refused", { error });
          continue;
        }
        for (const late of entries.slice(index)) this.#tell(late, "waiting", { error }); // what was written later waits behind it
        return this.#later(error);
      }
    }
  }

  #later(error) {
    const seconds = error.wait || Math.min(latest, soonest * 2 ** this.#failures++);
    clearTimeout(this.#timer);
    if (!over(error)) this.#timer = setTimeout(() => this.flush(), seconds * 1000);
  }

  #tell(entry, state, rest) { this.dispatchEvent(new CustomEvent("change", { detail: { entry, state, ...rest } })); }
}

const over = ({ code }) => code === "no-session" || code === "session-expired" || code === 400100 || code === 400101;

/** Whether the same message may be taken another time: the line, the session or the load was the reason, not the message. */
const passes = (error) => error.code === "offline" || over(error) || error.code === 400311 || error.status === 429 || error.status >= 500;
