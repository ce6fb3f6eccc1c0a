import { avatar } from "./avatar.js";
import { h } from "./element.js";
import { icon } from "./icon.js";
import { dayOf, hours, when } from "./when.js";

const together = 5 * 60_000;
const touch = matchMedia("(pointer: coarse)");

/** What names a message in the page: its id, or its reference while it has none. */
export const keyOf = (message) => message.id ?? message.reference;

/** Whether a message that came again is drawn as it was. */
export const sameMessage = (one, other) => one.id === other.id && !one.state && !other.state && one.text === other.text && one.edited === other.edited && one.deleted === other.deleted;

/** Two messages of one author stand together within five minutes of one day. */
const joins = (before, { author, at }) => before && before.author.id === author.id && at - before.at < together && before.at.toDateString() === at.toDateString();

/**
 * One message as a list item, after the message `before` it, and before it the
 * day where a new one begins. Its buttons tell by events that bubble:
 * "image-open" {file}, "message-menu" {message}.
 */
export function messageItems(message, before, me) {
  const item = messageItem(message, before, me);
  return before && before.at.toDateString() === message.at.toDateString() ? [item] : [h("li", { class: "day" }, when(message.at, dayOf)), item];
}

function messageItem(message, before, me) {
  const { author, at, state, problem, edited, deleted } = message;
  const own = author.id === me;
  const grouped = joins(before, message);
  const tell = (name, detail) => ({ target }) => target.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  return h("li", { class: `message${own ? " own" : ""}${grouped ? " grouped" : ""}`, dataset: { key: keyOf(message), message: message.id ?? "", kind: message.kind, state: state ?? "sent" } },
    !own && (grouped ? h("span", { class: "avatar-space" }) : avatar(author)),
    h("article", { tabindex: -1, "aria-label": `${own ? "You" : author.name}, ${hours(at)}` },
      !grouped && h("p", { class: "by" }, !own && h("bdi", { class: "name" }, author.name), when(at, hours)),
      h("div", { class: `bubble ${deleted ? "gone" : message.kind}` }, bodyOf(message, tell)),
      edited && !deleted && h("p", { class: "quiet state" }, "edited"),
      state === "sending" && h("p", { class: "quiet state" }, icon("clock"), "Sending"),
      problem,
      touch.matches && !deleted && !state && h("button", { class: "ghost icon more", type: "button", "aria-haspopup": "menu", "aria-label": "What to do with this message", onclick: tell("message-menu", { message }) }, icon("more"))));
}

function bodyOf(message, tell) {
  const { kind, file, text } = message;
  if (message.deleted) return h("p", { class: "quiet" }, "This message was removed.");
  const caption = text && h("md-message", { profile: "chat", ".text": text });
  if (!file) return caption || h("p", { class: "quiet" }, "A kind of message this page does not show.");
  if (kind === "audio") return h("voice-note", { ".note": { src: file.href, duration: message.duration, levels: message.levels } });
  if (kind === "image") return [picture(file, tell), caption];
  if (kind === "video") return [h("video", { controls: true, preload: "metadata", src: file.href, width: file.width ?? 480, height: file.height ?? 270 }), caption];
  return [h("file-card", { ".file": file }), caption];
}

function picture(file, tell) {
  const here = !file.id; // in this browser only, until it is sent
  const image = h("img", { src: here ? file.href : `${file.href}?size=medium`, alt: "", loading: "lazy", width: file.width ?? 480, height: file.height ?? 320 });
  if (file.width) image.style.setProperty("--wide", `${file.width}px`); // a small picture is not blown up
  if (here) return h("span", { class: "picture" }, image);
  return h("button", { class: "picture", type: "button", "aria-label": `Look at ${file.name}`, onclick: tell("image-open", { file }) }, image);
}
