import { AddendError } from "./errors.js";

// The route's path with its {names} filled in, each as one segment.
export function pathOf(route, params = {}) {
  return route.replace(/\{(\w+)\}/g, (_, name) => {
    const value = params[name];
    if (value === undefined || value === null || value === "" || value === "." || value === "..") {
      throw new AddendError("bad-argument", `${route} needs ${name}`, `pass params: { ${name}: … }, a text that is not empty`);
    }
    return encodeURIComponent(value);
  });
}

// {a: 1, tags: ["x", "y"], options: {limit: 5}} → ?a=1&tags[]=x&tags[]=y&options[limit]=5, escaped.
export function queryOf(query = {}) {
  const pairs = new URLSearchParams();
  const add = (name, value) => {
    if (value === undefined || value === null) return;
    if (Array.isArray(value)) for (const item of value) add(`${name}[]`, item);
    else if (typeof value === "object") for (const key of Object.keys(value)) add(`${name}[${key}]`, value[key]);
    else pairs.append(name, String(value));
  };
  for (const name of Object.keys(query)) add(name, query[name]);
  const text = pairs.toString();
  return text && `?${text}`;
}
