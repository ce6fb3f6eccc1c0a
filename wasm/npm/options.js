import { optionsIn } from "./arguments.js";
import { AddendError } from "./errors.js";

const profiles = ["chat", "post"];

// The options of a rendering as the module reads them: names and values by turns, each ended by a NUL; null where there
// is nothing but a profile. Kinds of values are checked here, what they may be by the module.
export function recordOf(options) {
  const { profile = "chat", ...more } = optionsIn(options);
  if (!profiles.includes(profile)) {
    throw new AddendError("unknown-profile", `unknown profile "${String(profile)}"`, 'use "chat" for messages or "post" for posts and comments');
  }
  const record = [];
  let mentions = "";
  for (const [name, value] of Object.entries(more)) {
    if (value === undefined) continue;
    if (!Object.hasOwn(kinds, name)) {
      throw new AddendError("bad-option", `there is no option ${JSON.stringify(name)}`, `the options are profile, ${Object.keys(kinds).join(", ")}`);
    }
    for (const [key, text] of kinds[name](value, name)) record.push(`${key}\0${text}\0`);
    if (name === "mentions") mentions = mentionsOf(value);
  }
  const post = profile === "post";
  return { post, record: record.length || mentions ? `profile\0${profile}\0${record.join("")}${mentions}` : null };
}

// The same for functions of the module that take no profile beside it.
export function wholeRecord(options) {
  const { post, record } = recordOf(options);
  return record ?? (post ? "profile\0post\0" : "");
}

const kinds = {
  images: string,
  imageProxy: string,
  links: (value) => {
    const { target, rel, allow } = isObject(value) ? value : refuse("links", "an object of target, rel and allow", value);
    const list = allow === undefined || (Array.isArray(allow) && allow.every((a) => typeof a === "string")) ? allow : refuse("links.allow", "a list of strings", allow);
    return [
      ...(target === undefined ? [] : string(target, "links.target")),
      ...(rel === undefined ? [] : string(rel, "links.rel")),
      ...(list === undefined ? [] : string(list.join(" "), "links.allow")),
    ];
  },
  headingOffset: (value) => (Number.isInteger(value) ? [["headingOffset", value]] : refuse("headingOffset", "a whole number from 0 to 5", value)),
  breaks: (value) => (typeof value === "boolean" ? [["breaks", value]] : refuse("breaks", "true or false", value)),
  html: string,
  idPrefix: string,
  mentions: (value) => string(isObject(value) ? value.url : value, "mentions.url"),
  hashtags: (value) => string(isObject(value) ? value.url : value, "hashtags.url"),
};

// Ranges that are whole numbers but fit no mention come from other people's clients: the module leaves them alone.
function mentionsOf({ ranges = [] }) {
  if (!Array.isArray(ranges)) refuse("mentions.ranges", "a list of { start, length, id }", ranges);
  return ranges
    .map((range) => {
      const { start, length, id } = range ?? {};
      if (!Number.isInteger(start) || !Number.isInteger(length) || typeof id !== "string" || id.includes("\0")) {
        refuse("a mention", "{ start, length, id }, counted as JavaScript counts characters", range);
      }
      return `mention\0${start},${length},${id}\0`;
    })
    .join("");
}

function string(value, name) {
  return typeof value === "string" && !value.includes("\0") ? [[name, value]] : refuse(name, "a string", value);
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refuse(name, kind, value) {
  throw new AddendError("bad-option", `${name} is ${value === null ? "null" : typeof value}`, `give ${kind}`);
}
