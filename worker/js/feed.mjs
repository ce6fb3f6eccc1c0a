// What one user's cell keeps of the events that concern him, and the streams he
// reads them from. worker/live is its twin.

const MAX_KEPT = 256;
const KEPT_MS = 600_000;
const MAX_STREAMS = 12;
const MAX_QUEUED = 64 * 1024; // bytes that wait for a slow reader
const HEARTBEAT_MS = 20_000;
const TOUCH_EVERY = 12; // heartbeats

export class Feed {
  constructor(touch) {
    this.touch = touch; // tells the directory that somebody listens
    this.epoch = crypto.randomUUID().slice(0, 8); // ids of another epoch are not of this feed
    this.last = 0;
    this.kept = [];
    this.streams = new Set();
    this.beats = 0;
  }

  full() {
    return this.streams.size >= MAX_STREAMS;
  }

  deliver({ type, data, subject }) {
    this.#forget();
    const newest = this.kept.findLast((event) => event.subject === subject);
    if (newest?.type === type && newest.data === data) return; // a webhook that came again
    const event = { id: this.#id(++this.last), type, data, subject, at: Date.now() };
    this.kept.push(event);
    for (const stream of [...this.streams]) this.#send(stream, text(event));
  }

  // open gives the body of a stream of a session.
  open(session, after, life) {
    this.#forget();
    const missed = after === "" ? [] : this.#since(after);
    const first = missed?.length ? after : this.#id(this.last);
    const stream = { session };
    const body = new ReadableStream(
      {
        start: (controller) => {
          stream.controller = controller;
          stream.end = setTimeout(() => this.#close(stream), life);
          this.streams.add(stream);
          this.timer ??= setInterval(() => this.#beat(), HEARTBEAT_MS);
        },
        cancel: () => this.#drop(stream),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: MAX_QUEUED + MAX_KEPT * 1024 }),
    );
    this.#send(stream, `retry: 2000\nid: ${first}\nevent: ready\ndata: {"missed":${missed === null}}\n\n`);
    for (const event of missed ?? []) this.#send(stream, text(event));
    return body;
  }

  endSession(session, reason) {
    for (const stream of [...this.streams]) {
      if (stream.session !== session) continue;
      this.#send(stream, `event: over\ndata: ${JSON.stringify({ reason })}\n\n`);
      this.#close(stream);
    }
  }

  #beat() {
    for (const stream of [...this.streams]) this.#send(stream, ": \n\n");
    if (++this.beats % TOUCH_EVERY === 0) this.touch();
  }

  #send(stream, words) {
    try {
      stream.controller.enqueue(new TextEncoder().encode(words));
      if (stream.controller.desiredSize > 0) return;
      stream.controller.error(new Error("the reader is too slow"));
    } catch {
      // closed by the other side
    }
    this.#drop(stream);
  }

  #close(stream) {
    if (!this.streams.has(stream)) return;
    this.#drop(stream);
    try {
      stream.controller.close();
    } catch {
      // closed by the other side
    }
  }

  #drop(stream) {
    clearTimeout(stream.end);
    if (!this.streams.delete(stream) || this.streams.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
    this.touch();
  }

  #id(number) {
    return `${this.epoch}-${number}`;
  }

  #forget() {
    const now = Date.now();
    const first = this.kept.findIndex(({ at }, i) => this.kept.length - i < MAX_KEPT && now - at <= KEPT_MS);
    this.kept.splice(0, first < 0 ? this.kept.length : first);
  }

  // since gives what came after an id, or null when that is not all of it.
  #since(id) {
    const [epoch, digits] = id.split("-");
    const after = /^\d{1,15}$/.test(digits ?? "") ? Number(digits) : -1;
    if (epoch !== this.epoch || after < 0 || after > this.last || after < this.last - this.kept.length) return null;
    return this.kept.slice(this.kept.length - (this.last - after));
  }
}

function text({ id, type, data }) {
  return `id: ${id}\nevent: ${type}\ndata: ${data}\n\n`;
}
