const types = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus", "audio/webm"];
const levelEvery = 50; // ms between two levels
const bars = 64;

/**
 * One recording of the microphone: start(), pause(), resume(), stop() → { blob,
 * levels }, cancel(). `levels` are 64 whole numbers 0–100. onLevel(level 0–1,
 * seconds) is called about twenty times a second while it records.
 * stop() and cancel() always give the microphone back.
 */
export class Recording {
  #chunks = [];
  #levels = [];
  #recorded = 0;
  #since = 0;

  constructor(onLevel) { this.onLevel = onLevel; }

  get seconds() { return (this.#recorded + (this.#since && performance.now() - this.#since)) / 1000; }

  async start() {
    this.stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } });
    const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type));
    this.recorder = new MediaRecorder(this.stream, { mimeType });
    this.recorder.ondataavailable = ({ data }) => data.size && this.#chunks.push(data);
    this.#listen();
    // Slices of a second: a crash of the tab's encoder costs one second, not all.
    this.recorder.start(1000);
    this.#since = performance.now();
  }

  pause() {
    this.recorder.pause();
    this.#recorded += performance.now() - this.#since;
    this.#since = 0;
  }

  resume() {
    this.recorder.resume();
    this.#since = performance.now();
  }

  stop() {
    return new Promise((resolve) => {
      this.recorder.onstop = () => {
        this.#release();
        resolve({ blob: new Blob(this.#chunks, { type: this.recorder.mimeType.split(";")[0] }), levels: squeeze(this.#levels) });
      };
      this.recorder.stop();
    });
  }

  cancel() {
    if (this.recorder?.state !== "inactive") this.recorder?.stop();
    this.#release();
  }

  #listen() {
    this.context = new AudioContext();
    const analyser = this.context.createAnalyser();
    analyser.fftSize = 1024;
    this.context.createMediaStreamSource(this.stream).connect(analyser);
    const wave = new Float32Array(analyser.fftSize);
    this.timer = setInterval(() => {
      if (this.recorder.state !== "recording") return;
      analyser.getFloatTimeDomainData(wave);
      const power = Math.sqrt(wave.reduce((sum, value) => sum + value * value, 0) / wave.length);
      const level = Math.min(1, Math.sqrt(power) * 1.6); // the root spreads quiet speech over the bar
      this.#levels.push(level);
      this.onLevel(level, this.seconds);
    }, levelEvery);
  }

  #release() {
    clearInterval(this.timer);
    this.context?.close();
    for (const track of this.stream?.getTracks() ?? []) track.stop();
  }
}

/** Any number of levels → 64 whole numbers 0–100, the loudest of each stretch. */
export function squeeze(levels) {
  if (!levels.length) return [];
  return Array.from({ length: bars }, (_, bar) => {
    const from = Math.floor((bar * levels.length) / bars);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * levels.length) / bars));
    return Math.round(100 * Math.max(...levels.slice(from, to)));
  });
}
