import { AddendError } from "./errors.js";

// What a page's Content-Security-Policy forbids, with the line to add.
export const forbidden = (what, line, cause) =>
  new AddendError("csp", `the page's Content-Security-Policy forbids ${what}`, `allow it in ${line}`, cause);

// Throws that where a policy is the reason why WebAssembly was refused. Most browsers refuse to compile; WebKit compiles,
// and refuses to start what it has compiled.
export function unlessForbidden(cause) {
  if (/content.security.policy|unsafe-eval|CSP/i.test(cause.message)) throw forbidden("WebAssembly", "script-src: script-src 'self' 'wasm-unsafe-eval'", cause);
}
