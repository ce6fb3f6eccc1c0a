import { bad, optionsIn } from "./arguments.js";

// The route's path with its {names} filled in, each as one segment. It stays on the worker: an address of another host is
// no path.
export function pathOf(route, params) {
  if (typeof route !== "string" || !/^\/(?![/\\])/.test(route)) {
    throw bad("there is no path to call", 'pass one of the worker, such as "/api/v3/users/{id}"');
  }
  return route.replace(/\{(\w+)\}/g, (_, name) => {
    const value = params?.[name];
    if (value === undefined || value === null || value === "" || value === "." || value === "..") {
      throw bad(`${route} needs ${name}`, `pass params: { ${name}: … }, a text that is not empty`);
    }
    return encodeURIComponent(String(value).toWellFormed?.() ?? value);
  });
}

// {a: 1, tags: ["x", "y"], options: {limit: 5}} → ?a=1&tags[]=x&tags[]=y&options[limit]=5, escaped.
export function queryOf(query) {
  const pairs = new URLSearchParams();
  const add = (name, value, depth) => {
    if (value === undefined || value === null) return;
    if (depth > 4) throw bad(`${name.slice(0, 40)} is too deep for a query`, "pass what the route takes: texts, numbers, lists of them, options");
    if (Array.isArray(value)) for (const item of value) add(`${name}[]`, item, depth + 1);
    else if (typeof value === "object") for (const key of Object.keys(value)) add(`${name}[${key}]`, value[key], depth + 1);
    else pairs.append(name, String(value));
  };
  const all = optionsIn(query ?? {});
  for (const name of Object.keys(all)) add(name, all[name], 1);
  const text = pairs.toString();
  return text && `?${text}`;
}

// What is sent as JSON; nothing where there is no body.
export function jsonOf(body) {
  const refused = (cause) => bad("the body cannot be written as JSON", "pass plain objects, lists, texts and numbers", cause);
  let text;
  try {
    text = JSON.stringify(body);
  } catch (cause) {
    throw refused(cause);
  }
  if (text === undefined && body !== undefined) throw refused();
  return text;
}
