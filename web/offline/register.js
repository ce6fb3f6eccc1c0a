let registered = false;

/**
 * Lets the page work without a network from the next visit on. The policy passes
 * one constant only, so that a page that requires Trusted Types stays as strict.
 */
export async function registerOffline() {
  if (registered || !navigator.serviceWorker || navigator.connection?.saveData) return;
  registered = true;
  const own = () => "/sw.js";
  const script = globalThis.trustedTypes?.createPolicy("addend-offline", { createScriptURL: own }).createScriptURL("") ?? own();
  await navigator.serviceWorker.register(script);
}
