import { AddendError, fromModule } from "./errors.js";
import { trusted } from "./trusted.js";

// What goes to a thread and comes from it.

// HTML and errors as they are here.
export function incoming(value) {
  if (Array.isArray(value)) return value.map(incoming);
  if (!value || typeof value !== "object" || Object.getPrototypeOf(value) !== Object.prototype) return value;
  if (value.kind === "html" && typeof value.html === "string") return trusted(value.html);
  if (value.kind === "error" && value.error) return fromModule(value.error);
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, incoming(v)]));
}

// An error loses its code on the way to a thread, so it goes as an object.
export const sendable = (value, depth = 0) =>
  value instanceof Error ? { code: value.code, message: value.message, cause: depth < 4 ? sendable(value.cause, depth + 1) : undefined } : value;
