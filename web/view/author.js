import { h } from "./element.js";
import { icon } from "./icon.js";

export const profileOf = (person) => `#/u/${encodeURIComponent(person.id)}`;

/** Somebody's name, as a link to the profile, with the badge where the worker vouches for it (FAQ F62). */
export function author(person) {
  return h("span", { class: "author" },
    person.id ? h("a", { class: "name", href: profileOf(person) }, h("bdi", {}, person.name)) : h("bdi", { class: "name" }, person.name), badge(person));
}

export const badge = (person) => person.verified && h("span", { class: "vouched", role: "img", "aria-label": "verified", title: "Verified" }, icon("verified"));
