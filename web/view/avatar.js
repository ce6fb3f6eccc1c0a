import { h } from "./element.js";

/**
 * A picture of somebody or of a community; without one, initials on a colour
 * that the id decides, so that the same person looks the same everywhere.
 */
export function avatar({ id, name, picture }, extra = "") {
  const box = h("span", { class: `avatar ${extra}`, "aria-hidden": "true" });
  box.style.setProperty("--hue", String(hue(id)));
  if (picture) box.append(h("img", { src: `${picture}?size=small`, alt: "", width: 56, height: 56, loading: "lazy", onerror: () => box.replaceChildren(initials(name)) }));
  else box.append(initials(name));
  return box;
}

function initials(name) {
  const words = name.trim().split(/\s+/u);
  const first = (word) => [...word][0]?.toUpperCase() ?? "";
  return words.length > 1 ? first(words[0]) + first(words.at(-1)) : first(words[0]);
}

function hue(id) {
  let sum = 7;
  for (const character of id) sum = (sum * 31 + character.codePointAt(0)) % 3600;
  return Math.round(sum * 13.75) % 360; // near sums land far apart on the wheel
}
