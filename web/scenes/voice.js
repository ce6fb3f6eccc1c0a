import "../parts/upload-row.js";
import "../parts/voice-recorder.js";
import { h } from "../view/element.js";

/**
 * A voice message from the microphone to the channel: record, read the true
 * length from the recording's own container, show it, send it with the length
 * in the message's metadata (FAQ F68), so that every reader sees it at once.
 */
export function createVoice(composer, { addend, note, record, send }) {
  function close() {
    composer.above = null;
    composer.recording = false;
    composer.focusMic();
  }

  function open() {
    const recorder = h("voice-recorder");
    composer.recording = true;
    composer.above = recorder;
    recorder.addEventListener("voice-recorded", ({ detail }) => measure(recorder, detail));
    recorder.addEventListener("voice-cancel", close);
    recorder.addEventListener("voice-problem", ({ detail: { error } }) => {
      close();
      composer.above = note(microphone(error), () => { composer.above = null; open(); });
    });
    recorder.addEventListener("voice-send", ({ detail: { blob, metadata } }) => {
      close();
      send(new File([blob], fileName(blob), { type: blob.type }), metadata);
    });
    recorder.record();
  }

  async function measure(recorder, { blob, levels }) {
    try {
      const a = await addend();
      const started = performance.now();
      const [metadata, media] = [await a.messageMetadata(blob), await a.media(blob)];
      record({ kind: "module", name: "messageMetadata(blob)", note: `${media.container}, ${media.codecs.join(", ")}, ${metadata.duration.toFixed(3)} s`, ms: performance.now() - started, bytes: media.bytesRead, faq: "F68", at: new Date() });
      recorder.review(blob, { metadata: { ...metadata, levels }, bytesRead: media.bytesRead });
    } catch (error) {
      recorder.review(blob, { problem: note(error) });
    }
  }

  return { open };
}

const extensions = { "audio/webm": "webm", "audio/mp4": "m4a", "audio/ogg": "ogg" };
const fileName = (blob) => `voice-${new Date().toISOString().slice(0, 19).replaceAll(":", "-")}.${extensions[blob.type] ?? "webm"}`;

function microphone(error) {
  const code = { NotAllowedError: "microphone-refused", NotFoundError: "microphone-missing", NotReadableError: "microphone-busy" }[error?.name] ?? "audio-unplayable";
  return Object.assign(new Error(error?.message || "the audio could not be used"), { code, cause: error });
}
