import { AddendError } from "./errors.js";

let policy;
let mark = (html) => marked("createHTML", html); // until there is a policy

// Marks HTML that the renderer made as TrustedHTML, where the browser knows Trusted Types; elsewhere it stays a
// string. The one policy is created at the first use, and is not exported: nothing else can be passed through it.
export const trusted = (html) => mark(html);

// The same for the address of a worker's script, of the page's own origin only.
export const trustedURL = (url) => marked("createScriptURL", String(url));

function ownScript(url) {
  const { href, origin, protocol } = new URL(url, location.href);
  if (origin !== location.origin || !/^https?:$/.test(protocol)) throw new TypeError(`${url} is not of this page's origin`);
  return href;
}

function marked(kind, text) {
  const factory = globalThis.trustedTypes;
  if (!factory?.createPolicy) return text;
  try {
    policy ??= factory.createPolicy("addend", { createHTML: (s) => s, createScriptURL: ownScript });
    mark = (html) => policy.createHTML(html);
  } catch (cause) {
    throw new AddendError(
      "trusted-types",
      "the page does not allow the Trusted Types policy addend",
      "add addend to trusted-types in the page's Content-Security-Policy, and load one copy of the package only",
      cause,
    );
  }
  return policy[kind](text);
}
