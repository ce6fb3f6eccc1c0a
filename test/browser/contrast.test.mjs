// Every pair of colours that carries text is at least WCAG AA (4.5 : 1) in both
// themes; computed from the tokens, so that a changed token cannot slip by.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const css = readFileSync(new URL("../../web/css/tokens.css", import.meta.url), "utf8");
const tokens = new Map([...css.matchAll(/--([\w-]+): light-dark\(oklch\(([^)]+)\), oklch\(([^)]+)\)\)/g)].map(([, name, light, dark]) => [name, { light, dark }]));

const pairs = [
  ["ink", "paper"], ["ink", "sheet"], ["ink", "sunk"], ["ink", "tint"], ["ink", "hover"],
  ["mute", "paper"], ["mute", "sheet"], ["mute", "sunk"], ["mute", "tint"],
  ["plus", "paper"], ["plus", "sheet"], ["plus", "tint"], ["voice", "paper"], ["voice", "sheet"], ["voice", "tint"],
  ["on-accent", "plus"], ["on-accent", "voice"], ["paper", "ink"],
];

for (const theme of ["light", "dark"]) {
  for (const [text, ground] of pairs) {
    test(`${text} on ${ground}, ${theme}`, () => {
      const ratio = contrast(luminance(tokens.get(text)[theme]), luminance(tokens.get(ground)[theme]));
      assert.ok(ratio >= 4.5, `${ratio.toFixed(2)} : 1`);
    });
  }
}

const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

/** "23% 0.015 260" → relative luminance, through OKLab and linear sRGB (CSS Color 4). */
function luminance(oklch) {
  const [lightness, chroma, hue] = oklch.split(/[\s/]+/).map(parseFloat);
  const [L, a, b] = [lightness / 100, chroma * Math.cos((hue * Math.PI) / 180), chroma * Math.sin((hue * Math.PI) / 180)];
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (x) => Math.min(1, Math.max(0, x));
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
