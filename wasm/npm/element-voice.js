import { Element, icon, make, styled } from "./element-base.js";
import { needed } from "./element-module.js";

const bars = 64;
const speeds = [1, 1.5, 2];
const paths = { play: "M7 4.5v15l13-7.5z", pause: "M6 4h4.5v16H6zM13.5 4H18v16h-4.5z" };

const css = `
:host { display: block; }
:host([hidden]) { display: none; }
.note { align-items: center; display: flex; gap: 8px; max-width: var(--addend-width, 360px); }
button { background: none; border: 1px solid transparent; border-radius: 20px; color: inherit; cursor: pointer; flex: none; font: inherit; height: 40px; min-width: 40px; padding: 0; }
.play { background: var(--addend-accent, CanvasText); color: var(--addend-on-accent, Canvas); }
.play svg { fill: currentColor; height: 20px; vertical-align: middle; width: 20px; }
.wave { flex: 1; height: 40px; min-width: 96px; position: relative; }
.wave svg { fill: none; height: 100%; inset: 0; position: absolute; stroke: currentColor; stroke-linecap: round; stroke-width: 2; width: 100%; }
.all { opacity: .4; }
.played { clip-path: inset(0 calc(100% - var(--played, 0) * 100%) 0 0); color: var(--addend-accent, currentColor); }
:host(:dir(rtl)) .wave svg { transform: scaleX(-1); }
input { cursor: pointer; height: 100%; inset: 0; margin: 0; opacity: 0; position: absolute; width: 100%; }
.wave:focus-within { border-radius: 6px; outline: 2px solid; }
button:focus-visible { outline: 2px solid; outline-offset: 2px; }
.clock { font-variant-numeric: tabular-nums; white-space: nowrap; }
`;

// <voice-note src duration levels>: play, seek, speed; one plays at a time. `duration` is in seconds, `levels` up to 64
// numbers from 0 to 100. A note without a duration asks by the event "duration-needed"; unless that is prevented, the
// module measures it when the note is first played.
export class VoiceNote extends Element {
  static observedAttributes = ["src", "duration", "levels"];
  #audio;
  #parts;
  #measured = 0;

  get src() { return this.getAttribute("src") ?? ""; }
  set src(src) { this.setAttribute("src", src); }
  get duration() { return Number(this.getAttribute("duration")) || this.#measured; }
  set duration(seconds) { if (seconds > 0) this.setAttribute("duration", seconds); }
  get levels() { return (this.getAttribute("levels") ?? "").split(/[\s,]+/).filter(Boolean).map(Number); }
  set levels(levels) { this.setAttribute("levels", Array.from(levels ?? []).join(" ")); }
  get paused() { return this.#audio?.paused ?? true; }

  // All at once: { src, duration, levels }.
  set note({ src, duration, levels }) {
    Object.assign(this, { src, duration, levels });
  }

  connectedCallback() {
    this.adopt("note", "src", "duration", "levels");
    this.#build();
    document.addEventListener("addend-play", this.#others);
    if (this.src && !this.duration) this.#unknown();
  }

  disconnectedCallback() {
    document.removeEventListener("addend-play", this.#others);
    this.#audio.pause();
  }

  attributeChangedCallback(name) {
    if (!this.#parts) return;
    if (name === "src") this.#source();
    if (name === "levels") this.#wave();
    this.#say();
  }

  async play() {
    this.emit("addend-play");
    if (!this.duration) this.#measure();
    await this.#audio.play().catch(() => {}); // the error event tells
  }

  pause() { this.#audio.pause(); }

  #build() {
    if (this.#parts) return;
    const root = this.attachShadow({ mode: "open" });
    styled(root, css);
    const audio = (this.#audio = make("audio", { preload: "none" }));
    const play = make("button", { type: "button", class: "play", part: "play", onclick: () => (audio.paused ? this.play() : this.pause()) });
    const wave = make("span", { class: "wave", part: "wave" });
    const seek = make("input", { type: "range", min: "0", max: "1", step: "0.05", value: "0", "aria-label": "Position" });
    const clock = make("span", { class: "clock", part: "clock" });
    const speed = make("button", { type: "button", part: "speed", "aria-label": "Speed 1", onclick: () => this.#faster() }, "1×");
    this.#parts = { play, wave, seek, clock, speed };
    for (const name of ["play", "pause", "timeupdate", "ended", "loadedmetadata"]) audio.addEventListener(name, () => this.#say());
    audio.addEventListener("error", () => this.emit("addend-error", { error: audio.error }));
    seek.addEventListener("input", () => {
      audio.currentTime = Number(seek.value);
      this.#say();
    });
    this.#source();
    this.#wave();
    this.#say();
    root.append(make("div", { class: "note", part: "note" }, play, wave, clock, speed, audio));
  }

  #source() {
    this.#audio.pause();
    if (this.src) this.#audio.src = this.src;
    else this.#audio.removeAttribute("src");
  }

  #unknown() {
    this.emit("duration-needed", { src: this.src, note: this });
  }

  // What a browser says of a recording that another one made is often Infinity: the module reads it from the file.
  async #measure() {
    try {
      const addend = await needed();
      this.#measured = (await addend.messageMetadata(new URL(this.src, document.baseURI))).duration;
    } catch {
      const { duration } = this.#audio;
      this.#measured = Number.isFinite(duration) ? duration : 0;
    }
    this.#say();
  }

  #others = (event) => { if (event.target !== this) this.#audio.pause(); };

  #faster() {
    const next = speeds[(speeds.indexOf(this.#audio.playbackRate) + 1) % speeds.length];
    this.#audio.playbackRate = next;
    this.#parts.speed.textContent = `${next}×`;
    this.#parts.speed.setAttribute("aria-label", `Speed ${next}`);
  }

  #wave() {
    const { levels } = this;
    const d = Array.from({ length: bars }, (_, bar) => {
      const level = Math.max(4, Math.min(100, levels[bar] || 0));
      return `M${bar * 4 + 2} ${(16 - level * 0.14).toFixed(1)}v${(level * 0.28).toFixed(1)}`;
    }).join("");
    const drawn = (name) => make("svg", { class: name, part: name, viewBox: "0 0 256 32", preserveAspectRatio: "none", "aria-hidden": "true" }, make("path", { d }));
    this.#parts.wave.replaceChildren(drawn("all"), drawn("played"), this.#parts.seek);
  }

  #say() {
    const { play, wave, seek, clock } = this.#parts;
    const { paused, currentTime, ended } = this.#audio;
    const { duration } = this;
    const at = ended ? 0 : currentTime;
    const label = paused ? "Play the voice note" : "Pause the voice note";
    if (play.getAttribute("aria-label") !== label) {
      play.setAttribute("aria-label", label);
      play.replaceChildren(icon(paths[paused ? "play" : "pause"]));
    }
    const all = duration ? clockTime(duration) : "–:––";
    clock.textContent = at > 0 ? `${clockTime(at)} / ${all}` : all;
    seek.max = String(duration || 1);
    seek.value = String(at);
    seek.setAttribute("aria-valuetext", `${clockTime(at)} of ${duration ? all : "an unknown time"}`);
    wave.style.setProperty("--played", duration ? String(Math.min(1, at / duration)) : "0");
  }
}

function clockTime(seconds) {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
