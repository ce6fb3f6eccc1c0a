import { Element, icon, make, styled } from "./element-base.js";
import { needed } from "./element-module.js";
import { changes, say } from "./element-words.js";
import { css, wave } from "./element-wave.js";

const speeds = [1, 1.5, 2];
const paths = { play: "M7 4.5v15l13-7.5z", pause: "M6 4h4.5v16H6zM13.5 4H18v16h-4.5z" };

// <voice-note src duration levels speed measure>: play, seek, speed; one plays at a time. `duration` is in seconds,
// `levels` are numbers from 0 to 100. A note without a duration asks by the event "duration-needed"; where nobody
// answers, the module measures it when the note is first played, or with `measure` when it is first seen.
export class VoiceNote extends Element {
  static observedAttributes = ["src", "duration", "levels", "speed", "measure"];
  #audio;
  #parts;
  #measured = 0;
  #measuring;
  #failed = false;

  get src() { return this.getAttribute("src") ?? ""; }
  set src(src) { this.reflect("src", src); }
  get duration() { return Number(this.getAttribute("duration")) || this.#measured; }
  set duration(seconds) { if ((seconds ?? 1) > 0 && seconds !== Infinity) this.reflect("duration", seconds); }
  get levels() { return (this.getAttribute("levels") ?? "").split(/[\s,]+/).filter(Boolean).map(Number); }
  set levels(levels) { this.reflect("levels", typeof levels === "string" ? levels : Array.from(levels ?? []).join(" ")); }
  get speed() { return Math.min(4, Math.max(0.25, Number(this.getAttribute("speed")) || 1)); }
  set speed(speed) { this.reflect("speed", speed); }
  get measure() { return this.hasAttribute("measure"); }
  set measure(wanted) { this.toggleAttribute("measure", wanted === "" || Boolean(wanted)); }
  get currentTime() { return this.#audio?.currentTime ?? 0; }
  set currentTime(seconds) { this.#seek(seconds); }
  get paused() { return this.#audio?.paused ?? true; }

  // All at once: { src, duration, levels }. What is left out is taken away.
  set note(note) {
    const { src, duration, levels } = note ?? {};
    Object.assign(this, { src, duration: duration > 0 ? duration : undefined, levels });
  }

  // What was stored with the message, as messageMetadata() made it: its waveform counts to 1024.
  set metadata(metadata) {
    const { duration, waveform } = metadata ?? {};
    this.duration = duration;
    if (waveform) this.levels = Array.from(waveform, (value) => Math.round(value / 10.24));
  }

  connectedCallback() {
    this.adopt("src", "duration", "levels", "speed", "measure", "note", "metadata");
    if (!this.src) this.#takeOver();
    this.#build();
    document.addEventListener("addend-play", this.#others);
    document.addEventListener("play", this.#others, true); // of the page's own players
    changes.addEventListener("words", this.#say);
    this.#say();
    if (this.src && !this.duration) this.emit("duration-needed", { src: this.src, note: this });
    this.#whenSeen();
  }

  disconnectedCallback() {
    document.removeEventListener("addend-play", this.#others);
    document.removeEventListener("play", this.#others, true);
    changes.removeEventListener("words", this.#say);
    this.#hush();
  }

  attributeChangedCallback(name) {
    if (!this.#parts) return;
    if (name === "src") this.#source();
    if (name === "levels") this.#wave();
    if (name === "speed") this.#faster(this.speed);
    if (name === "measure") this.#whenSeen();
    this.#say();
  }

  async play() {
    if (!this.src) return;
    this.emit("addend-play");
    if (!this.duration) this.readDuration();
    if (this.#failed) this.#audio.load(); // another try
    this.#failed = false;
    await this.#audio.play().catch(() => {}); // the error event tells
  }

  pause() { this.#audio?.pause(); }

  // Reads the length from the file: what a browser says of a recording that another one made is often Infinity.
  readDuration() {
    return (this.#measuring ??= this.#measure().finally(() => (this.#measuring = undefined)));
  }

  async #measure() {
    const { src } = this;
    let seconds;
    try {
      seconds = (await (await needed()).messageMetadata(new URL(src, document.baseURI))).duration;
    } catch {
      seconds = this.#audio.duration;
    }
    if (src === this.src && seconds > 0 && seconds < Infinity) this.#measured = seconds;
    this.#say();
    return this.duration;
  }

  #whenSeen() {
    if (this.duration || !this.measure) return;
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      seen.disconnect();
      if (!this.duration) this.readDuration();
    });
    seen.observe(this);
  }

  // What a server wrote for browsers without scripts: <voice-note><audio controls src="…"></audio></voice-note>.
  #takeOver() {
    const address = this.querySelector("audio[src], a[href]");
    if (!address) return;
    this.src = address.getAttribute("src") ?? address.getAttribute("href");
    address.pause?.();
  }

  #build() {
    if (this.#parts) return;
    const root = this.attachShadow({ mode: "open" });
    styled(root, css);
    const audio = (this.#audio = make("audio", { preload: "none" }));
    const play = make("button", { type: "button", class: "play", part: "play", onclick: () => (audio.paused ? this.play() : this.pause()) });
    const wave = make("span", { class: "wave", part: "wave" });
    const seek = make("input", { type: "range", min: "0", max: "1", step: "any", value: "0", oninput: () => this.#seek(Number(seek.value)), onkeydown: (event) => this.#step(event) });
    const clock = make("span", { class: "clock", part: "clock", dir: "auto" });
    const speed = make("button", { type: "button", part: "speed", dir: "auto", onclick: () => (this.speed = speeds[(speeds.indexOf(this.speed) + 1) % speeds.length]) });
    this.#parts = { play, wave, seek, clock, speed };
    for (const name of ["play", "pause", "timeupdate", "ended", "loadedmetadata"]) audio.addEventListener(name, this.#say);
    audio.addEventListener("error", () => {
      if (!audio.error) return;
      this.#failed = true;
      audio.pause(); // what cannot be played is not paused by itself
      this.#say();
      this.emit("addend-error", { error: audio.error });
    });
    this.#source();
    this.#wave();
    this.#faster(this.speed);
    root.append(make("div", { class: "note", part: "note" }, play, wave, clock, speed, audio));
  }

  #source() {
    this.#failed = false;
    this.#measured = 0;
    this.#hush();
    if (this.src) this.#audio.src = this.src;
    else this.#audio.removeAttribute("src");
  }

  // A pause of what is paused would be nothing; where pages are only pretended, it is an error.
  #hush() { if (!this.#audio.paused) this.#audio.pause(); }
  #others = (event) => { if (event.composedPath()[0] !== this) this.#hush(); };

  #seek(seconds) {
    if (!this.#audio) return;
    this.#audio.currentTime = Math.min(Math.max(0, seconds), this.duration || Infinity);
    this.#say();
  }

  // A press of an arrow goes on by a second, not by the smallest step there is.
  #step(event) {
    const backwards = this.matches(":dir(rtl)") ? "ArrowRight" : "ArrowLeft";
    if (!/^Arrow/.test(event.key) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.#seek(this.#audio.currentTime + ([backwards, "ArrowDown"].includes(event.key) ? -1 : 1));
  }

  #faster(speed) {
    this.#audio.defaultPlaybackRate = this.#audio.playbackRate = speed;
  }

  #wave() {
    this.#parts.wave.replaceChildren(...wave(this.levels), this.#parts.seek);
  }

  #say = () => {
    const { play, wave, seek, clock, speed } = this.#parts;
    const { paused, currentTime, ended } = this.#audio;
    const { duration } = this;
    const at = ended ? 0 : currentTime;
    const label = say(paused ? "play" : "pause");
    if (play.getAttribute("aria-label") !== label) {
      play.setAttribute("aria-label", label);
      play.replaceChildren(icon(paths[paused ? "play" : "pause"]));
    }
    const all = duration ? clockTime(Math.round(duration)) : "–:––";
    const text = this.#failed ? say("unplayable") : at > 0 ? `${clockTime(at)} / ${all}` : all;
    if (clock.textContent !== text) clock.textContent = text;
    clock.toggleAttribute("data-failed", this.#failed);
    speed.textContent = `${this.speed}×`;
    speed.setAttribute("aria-label", say("speed", { speed: this.speed }));
    seek.max = String(duration || 1);
    seek.value = String(at);
    seek.setAttribute("aria-label", say("position"));
    seek.setAttribute("aria-valuetext", say("positionOf", { at: clockTime(at), all: duration ? all : say("unknownTime") }));
    wave.style.setProperty("--played", duration ? String(Math.min(1, at / duration)) : "0");
    const state = this.#failed ? "failed" : paused ? "paused" : "playing";
    if (this.getAttribute("data-state") !== state) this.setAttribute("data-state", state);
  };
}

// 7.4 → "0:07", 3723 → "1:02:03".
function clockTime(seconds) {
  const whole = Math.floor(seconds);
  const two = (n) => String(n).padStart(2, "0");
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, two(whole % 60)];
  return hours ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}
