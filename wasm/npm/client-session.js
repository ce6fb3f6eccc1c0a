import { abortable } from "./abort.js";
import { optionsIn } from "./arguments.js";

// Who is signed in. Calls that come before the sign-in is done wait for it (FAQ F74, F76).
export class Session extends EventTarget {
  #ask;
  #user; // undefined until it is known
  #asking;
  #waiting = [];

  constructor(ask) {
    super();
    this.#ask = ask;
  }

  // The user, null for nobody, undefined while it is not known.
  get user() {
    return this.#user;
  }

  // Asks the worker: { user, expiresAt?, signIn, live, push }.
  async current(options) {
    const { signal } = optionsIn(options);
    const answer = await this.#ask("GET", "/session", { signal });
    this.#set(answer.user);
    return answer;
  }

  async signIn(userId, options) {
    const { displayName, signal } = optionsIn(options);
    const answer = await this.#ask("POST", "/session", { json: JSON.stringify({ userId, displayName: displayName || undefined }), signal });
    this.#set(answer.user);
    return answer;
  }

  async signOut(options) {
    const { signal } = optionsIn(options);
    await this.#ask("DELETE", "/session", { signal });
    this.#set(null);
  }

  // Resolves to the user as soon as there is one: at once, after the first look, or when somebody signs in.
  ready(signal) {
    if (this.#user) return Promise.resolve(this.#user);
    if (this.#user === undefined) this.#look();
    let entry;
    const signedIn = new Promise((resolve, reject) => this.#waiting.push((entry = { resolve, reject })));
    return abortable(signedIn, signal, "waiting for the sign-in").finally(() => (this.#waiting = this.#waiting.filter((one) => one !== entry)));
  }

  // The worker said that the session is over.
  over() {
    this.#set(null);
  }

  // One look for all who wait; where it fails, they hear of it and the next call looks again.
  #look() {
    this.#asking ??= this.current()
      .catch((error) => {
        for (const { reject } of this.#waiting.splice(0)) reject(error);
      })
      .finally(() => (this.#asking = undefined));
  }

  #set(user) {
    const before = this.#user?.userId;
    this.#user = user;
    if (user) for (const { resolve } of this.#waiting.splice(0)) resolve(user);
    if (before !== user?.userId) this.dispatchEvent(new Event("change"));
  }
}
