let registering;

/**
 * Lets the page work without a network from the next visit on, and notifications
 * come while it is closed. Who saves data is spared the fetching unless `wanted`.
 * Answers the registration, undefined where there is none.
 */
export function registerOffline(wanted = false) {
  if (!navigator.serviceWorker || navigator.connection?.saveData && !wanted) return Promise.resolve();
  registering ??= register().catch((error) => {
    registering = undefined;
    throw error;
  });
  return registering;
}

/** The policy passes one constant only, so that a page that requires Trusted Types stays as strict. */
async function register() {
  const own = () => "/sw.js";
  const script = globalThis.trustedTypes?.createPolicy("addend-offline", { createScriptURL: own }).createScriptURL("") ?? own();
  return navigator.serviceWorker.register(script);
}
