// The custom elements: <md-message>, <voice-note> and <file-card>. Importing defines them; the module is loaded when
// the first of them needs it. On a server, where there are no elements, importing does nothing.
import { FileCard } from "./element-file.js";
import { MdMessage } from "./element-message.js";
import { VoiceNote } from "./element-voice.js";

export { words } from "./element-words.js";
export { use } from "./element-module.js";
export { FileCard, MdMessage, VoiceNote };

for (const [name, element] of [["md-message", MdMessage], ["voice-note", VoiceNote], ["file-card", FileCard]]) {
  if (globalThis.customElements && !customElements.get(name)) customElements.define(name, element);
}
