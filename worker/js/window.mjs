// The sliding window of a user's calls: worker/limit in JavaScript, held to it
// by the sequences in worker/limit/testdata. Times are milliseconds.
export class Window {
  constructor(calls = 100, span = 5000) {
    this.calls = calls;
    this.span = span;
    this.at = []; // ring of accepted calls, oldest at next once full
    this.next = 0;
  }

  take(now) {
    const seen = this.peek(now);
    if (seen.remaining === 0) return seen;
    const last = this.at[(this.next + this.at.length - 1) % this.at.length];
    if (now < last) now = last;
    if (this.at.length < this.calls) {
      this.at.push(now);
    } else {
      this.at[this.next] = now;
      this.next = (this.next + 1) % this.calls;
    }
    return { ...this.peek(now), ok: true };
  }

  peek(now) {
    let remaining = this.calls;
    let reset = 0;
    for (let i = 0; i < this.at.length; i++) {
      const left = this.at[(this.next + i) % this.at.length] + this.span - now;
      if (left <= 0) continue;
      if (remaining === this.calls) reset = left;
      remaining--;
    }
    return { ok: false, limit: this.calls, remaining, reset };
  }
}
