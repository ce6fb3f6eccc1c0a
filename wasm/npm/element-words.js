// What the elements say. {braces} are filled in.
const said = {
  play: "Play the voice note",
  pause: "Pause the voice note",
  position: "Position",
  positionOf: "{at} of {all}",
  unknownTime: "an unknown time",
  speed: "Speed {speed}",
  unplayable: "This recording cannot be played",
  download: "Download {name}",
  cancel: "Cancel {name}",
  retry: "Try {name} again",
  progress: "Sending {name}",
  unknownSize: "size not known",
  file: "file",
  done: "done",
  todo: "to do",
};

// Told when all elements have to draw themselves again: other words, another module.
export const changes = new EventTarget();

// Gives the elements the words of another language, all or some of them.
export function words(mine) {
  for (const [name, text] of Object.entries(mine)) if (Object.hasOwn(said, name)) said[name] = String(text);
  changes.dispatchEvent(new Event("words"));
}

export const say = (name, values = {}) => said[name].replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
