/** 734 B, 12.4 kB, 3.1 MB: decimal, as download managers say it. */
export function bytes(count) {
  if (!Number.isFinite(count)) return "";
  if (count < 1000) return `${count} B`;
  if (count < 999_500) return `${short(count / 1000)} kB`;
  if (count < 999_500_000) return `${short(count / 1e6)} MB`;
  return `${short(count / 1e9)} GB`;
}

const short = (n) => (n < 10 ? n.toFixed(1) : String(Math.round(n)));

/** 1 person, 12 people */
export const plural = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/** 7.4 → "0:07", 3723 → "1:02:03". Whole seconds, as players show them. */
export function clockTime(seconds) {
  if (!Number.isFinite(seconds) || seconds < 0) return "–:––";
  const whole = Math.floor(seconds);
  const two = (n) => String(n).padStart(2, "0");
  const [hour, min, sec] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hour ? `${hour}:${two(min)}:${two(sec)}` : `${min}:${two(sec)}`;
}
