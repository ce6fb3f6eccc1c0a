import { Recording } from "../audio/recording.js";
import { bytes, clockTime } from "../view/amount.js";
import { h } from "../view/element.js";
import { icon } from "../view/icon.js";
import { Part } from "../view/part.js";

const live = 40;

/**
 * <voice-recorder>: record(), then pause, resume, stop or cancel by its buttons.
 * Emits "voice-recorded" {blob, levels}; the controller measures the blob and
 * answers with review(); then "voice-send" {blob, metadata} or "voice-cancel".
 * A refused microphone is "voice-problem" {error}.
 */
class VoiceRecorder extends Part {
  #recording = null;
  #url = "";

  connectedCallback() {
    this.addEventListener("keydown", (event) => event.key === "Escape" && this.emit("voice-cancel"));
  }

  async record() {
    this.dataset.state = "starting";
    this.replaceChildren(h("p", { class: "quiet grow", role: "status" }, "Waiting for the microphone."), this.#cancel());
    const recording = new Recording((level, seconds) => this.#level(level, seconds));
    this.#recording = recording;
    try {
      await recording.start();
    } catch (error) {
      recording.cancel();
      return this.emit("voice-problem", { error });
    }
    // Cancelled while the browser was still asking.
    if (this.#recording !== recording || !this.isConnected) return recording.cancel();
    this.#drawRecording();
  }

  /** The recording as it was measured: { duration, metadata, bytesRead } or { problem }. */
  review(blob, { metadata, bytesRead, problem }) {
    if (problem) return this.replaceChildren(problem, this.#cancel("Discard"));
    this.dataset.state = "review";
    this.dataset.duration = String(metadata.duration);
    this.#url = URL.createObjectURL(blob);
    const send = h("button", { class: "primary", type: "button", onclick: () => this.emit("voice-send", { blob, metadata }) }, icon("send"), "Send");
    this.replaceChildren(
      h("voice-note", { class: "grow", ".note": { src: this.#url, ...metadata } }),
      h("p", { class: "quiet", dataset: { fact: "duration" }, title: `Read from the container: ${bytes(bytesRead)} of ${bytes(blob.size)}` }, `${metadata.duration.toFixed(2)} s · ${bytes(blob.size)}`),
      this.#cancel("Discard"), send);
    send.focus();
  }

  disconnectedCallback() {
    if (this.#recording) this.#recording.cancel();
    this.#recording = null;
    URL.revokeObjectURL(this.#url);
  }

  #drawRecording() {
    this.dataset.state = "recording";
    const stop = h("button", { class: "primary", type: "button", onclick: () => this.#stop() }, icon("stop"), "Done");
    this.replaceChildren(
      h("span", { class: "dot", "aria-hidden": "true" }),
      h("span", { class: "clock", role: "timer", "aria-label": "Recorded" }, "0:00"),
      h("span", { class: "live grow", "aria-hidden": "true" }, Array.from({ length: live }, () => h("i"))),
      this.#cancel(),
      h("button", { class: "pause", type: "button", onclick: () => this.#pause() }, icon("pause"), h("span", {}, "Pause")), stop);
    stop.focus();
  }

  #pause() {
    const paused = this.dataset.state === "recording";
    if (paused) this.#recording.pause();
    else this.#recording.resume();
    this.dataset.state = paused ? "paused" : "recording";
    this.querySelector(".pause").replaceChildren(icon(paused ? "mic" : "pause"), h("span", {}, paused ? "Go on" : "Pause"));
  }

  async #stop() {
    const recording = this.#recording;
    this.#recording = null;
    const { blob, levels } = await recording.stop();
    this.dataset.state = "measuring";
    this.replaceChildren(h("p", { class: "quiet grow", role: "status" }, "Reading its length."), this.#cancel("Discard"));
    this.emit("voice-recorded", { blob, levels });
  }

  #level(level, seconds) {
    const row = this.querySelector(".live");
    if (!row) return;
    this.querySelector(".clock").textContent = clockTime(seconds);
    row.append(row.firstElementChild);
    row.lastElementChild.style.transform = `scaleY(${Math.max(0.06, level)})`;
  }

  #cancel(label = "Cancel") {
    return h("button", { class: "ghost danger", type: "button", onclick: () => this.emit("voice-cancel") }, label);
  }
}

customElements.define("voice-recorder", VoiceRecorder);
