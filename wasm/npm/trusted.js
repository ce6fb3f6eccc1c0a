import { AddendError } from "./errors.js";

let policy;

// Marks HTML that the renderer made as TrustedHTML, where the browser knows Trusted Types; elsewhere it stays a
// string. The one policy is created at the first use, and is not exported: nothing else can be passed through it.
export function trusted(html) {
  const factory = globalThis.trustedTypes;
  if (!factory?.createPolicy) return html;
  try {
    policy ??= factory.createPolicy("addend", { createHTML: (s) => s });
  } catch (cause) {
    throw new AddendError(
      "trusted-types",
      "the page does not allow the Trusted Types policy addend",
      "add addend to trusted-types in the page's Content-Security-Policy, and load one copy of the package only",
      cause,
    );
  }
  return policy.createHTML(html);
}
