import { clockTime } from "../view/amount.js";
import { h } from "../view/element.js";
import { icon } from "../view/icon.js";
import { Part } from "../view/part.js";

const bars = 64;
const speeds = [1, 1.5, 2];
const space = "http://www.w3.org/2000/svg";

/**
 * <voice-note>: `note` is { src, duration?, levels? }, seconds and 64 numbers
 * 0–100. Play, seek (also by arrow keys), speed. Without a duration it emits
 * "voice-duration-needed" {src}; the answer is set as `duration`.
 */
class VoiceNote extends Part {
  #audio = h("audio", { preload: "none" });
  #play = h("button", { class: "round", type: "button", onclick: () => this.#toggle() });
  #seek = h("input", { type: "range", min: 0, max: 1, step: 0.05, value: 0, "aria-label": "Position" });
  #clock = h("span", { class: "clock figures" });
  #speed = h("button", { class: "ghost speed", type: "button", onclick: () => this.#faster() });

  set note({ src, duration, levels }) {
    this.#audio.src = src;
    this.replaceChildren(this.#play, h("span", { class: "wave grow" }, wave(levels, "all"), wave(levels, "played"), this.#seek), this.#clock, this.#speed, this.#audio);
    this.duration = duration;
    this.#say();
    this.#speed.textContent = "1×";
    this.#speed.setAttribute("aria-label", "Speed 1");
    for (const name of ["play", "pause", "timeupdate", "ended"]) this.#audio.addEventListener(name, () => this.#say());
    this.#audio.addEventListener("error", () => this.emit("voice-problem", { error: this.#audio.error }));
    this.#seek.addEventListener("input", () => { this.#audio.currentTime = Number(this.#seek.value); this.#say(); });
  }

  get duration() { return Number(this.dataset.duration) || 0; }
  set duration(seconds) {
    if (!(seconds > 0)) return;
    this.dataset.duration = String(seconds);
    this.#seek.max = String(seconds);
    this.#say();
  }

  pause() { this.#audio.pause(); }
  connectedCallback() {
    document.addEventListener("play", this.#others, true);
    if (!this.duration) this.emit("voice-duration-needed", { src: this.#audio.src, note: this });
  }

  disconnectedCallback() {
    document.removeEventListener("play", this.#others, true);
    this.#audio.pause();
  }

  /** One player at a time. */
  #others = (event) => { if (event.target !== this.#audio) this.#audio.pause(); };

  #toggle() {
    if (this.#audio.paused) this.#audio.play().catch(() => {}); // the error event tells
    else this.#audio.pause();
  }

  #faster() {
    const next = speeds[(speeds.indexOf(this.#audio.playbackRate) + 1) % speeds.length];
    this.#audio.playbackRate = next;
    this.#speed.textContent = `${next}×`;
    this.#speed.setAttribute("aria-label", `Speed ${next}`);
  }

  #say() {
    const { paused, currentTime, ended } = this.#audio;
    const at = ended ? 0 : currentTime;
    const label = paused ? "Play the voice note" : "Pause the voice note";
    if (this.#play.getAttribute("aria-label") !== label) {
      this.#play.setAttribute("aria-label", label);
      this.#play.replaceChildren(icon(paused ? "play" : "pause"));
    }
    this.#clock.textContent = at > 0 ? `${clockTime(at)} / ${clockTime(this.duration || NaN)}` : clockTime(this.duration || NaN);
    this.#seek.value = String(at);
    this.#seek.setAttribute("aria-valuetext", `${clockTime(at)} of ${clockTime(this.duration || NaN)}`);
    this.style.setProperty("--played", this.duration ? String(Math.min(1, at / this.duration)) : "0");
  }
}

function wave(levels, name) {
  const values = Array.from({ length: bars }, (_, bar) => Math.max(4, Math.min(100, Number(levels?.[bar]) || 0)));
  const svg = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  svg.setAttribute("class", name);
  svg.setAttribute("viewBox", "0 0 256 32");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", values.map((value, bar) => `M${bar * 4 + 2} ${(16 - value * 0.14).toFixed(1)}v${(value * 0.28).toFixed(1)}`).join(""));
  svg.append(path);
  return svg;
}

customElements.define("voice-note", VoiceNote);
