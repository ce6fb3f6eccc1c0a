import { h } from "../view/element.js";

/** Links that look like tabs; the first of `choices` [[value, name], …] is at `base` itself. */
export const tabs = (label, base, choices, current) => h("nav", { class: "tabs", "aria-label": label }, choices.map(([value, name], index) =>
  h("a", { href: index ? `${base}/${value}` : base, "aria-current": value === current ? "page" : null }, name)));
