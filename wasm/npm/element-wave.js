import { make } from "./element-base.js";

const bars = 64;

export const css = `
:host { display: block; min-width: 0; }
:host([hidden]) { display: none; }
.note { align-items: center; display: flex; gap: var(--addend-gap, 8px); max-width: var(--addend-width, 360px); }
button { background: none; border: 1px solid transparent; border-radius: 20px; color: inherit; cursor: pointer; flex: none; font: inherit; height: 40px; min-width: 40px; padding: 0; }
.play { background: var(--addend-accent, CanvasText); color: var(--addend-on-accent, Canvas); }
.play svg { fill: currentColor; height: 20px; vertical-align: middle; width: 20px; }
.wave { flex: 1; height: 40px; min-width: 60px; position: relative; }
.wave svg { fill: none; height: 100%; inset: 0; position: absolute; stroke: currentColor; stroke-linecap: round; stroke-width: 2; width: 100%; }
.all { opacity: .4; }
.played { clip-path: inset(0 calc(100% - var(--played, 0) * 100%) 0 0); color: var(--addend-accent, currentColor); }
:host(:dir(rtl)) .wave svg { transform: scaleX(-1); }
input { cursor: pointer; height: 100%; inset: 0; margin: 0; opacity: 0; position: absolute; width: 100%; }
.wave:has(:focus-visible) { border-radius: 6px; outline: 2px solid var(--addend-focus, currentColor); outline-offset: 2px; }
button:focus-visible { outline: 2px solid var(--addend-focus, currentColor); outline-offset: 2px; }
.clock { font-variant-numeric: tabular-nums; white-space: nowrap; }
.clock[data-failed] { white-space: normal; }
@media (forced-colors: active) { .play { border-color: ButtonText; forced-color-adjust: none; } }
`;

// The bars of a waveform, twice: all of it, and what was played, which the style sheet cuts off.
export function wave(levels) {
  const d = spread(levels).map((level, bar) => {
    const loud = Math.max(4, Math.min(100, level || 0));
    return `M${bar * 4 + 2} ${(16 - loud * 0.14).toFixed(1)}v${(loud * 0.28).toFixed(1)}`;
  });
  return ["all", "played"].map((name) =>
    make("svg", { class: name, part: name, viewBox: `0 0 ${bars * 4} 32`, preserveAspectRatio: "none", "aria-hidden": "true" }, make("path", { d: d.join("") })));
}

// Any number of levels as that many bars: of more, the loudest of each stretch; of less, each for as long as it is.
function spread(levels) {
  const { length } = levels;
  return Array.from({ length: bars }, (_, bar) => {
    const from = Math.floor((bar * length) / bars);
    return Math.max(...levels.slice(from, Math.max(from + 1, Math.floor(((bar + 1) * length) / bars))), 0);
  });
}
