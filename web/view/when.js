import { h } from "./element.js";

const minute = 60_000;
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const weekday = new Intl.DateTimeFormat("en-GB", { weekday: "long" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" });
const dayAndYear = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });
const exact = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "medium" });

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
const daysBetween = (date, now) => Math.round((midnight(now) - midnight(date)) / 86_400_000);

/** "Today", "Yesterday", "Monday", "3 March", "3 March 2024" */
export function dayOf(date, now = new Date()) {
  const days = daysBetween(date, now);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  if (days > 1 && days < 7) return weekday.format(date);
  return (date.getFullYear() === now.getFullYear() ? day : dayAndYear).format(date);
}

/** "just now", "5 min ago", "today 14:05", "yesterday 09:30", "Monday 18:00", "3 March" */
export function ago(date, now = new Date()) {
  const passed = now - date;
  if (passed < minute) return "just now";
  if (passed < 60 * minute) return `${Math.floor(passed / minute)} min ago`;
  const days = daysBetween(date, now);
  const name = dayOf(date, now);
  if (days < 2) return `${name.toLowerCase()} ${clock.format(date)}`;
  return days < 7 ? `${name} ${clock.format(date)}` : name;
}

export const hours = (date) => clock.format(date);

/** <time> as people say it, with the exact moment behind it. */
export function when(date, say = ago) {
  return h("time", { datetime: date.toISOString(), title: exact.format(date) }, say(date));
}
