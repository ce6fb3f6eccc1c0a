const kept = "push-for"; // who wants it in this browser

/**
 * createPush({ call, register }) → Web Push (FAQ F70): this browser is told of
 * what concerns its user while no page is open. Where the worker does not offer
 * it, or the browser has none, `possible` is false.
 *
 * start() subscribes, after the browser's permission was given; stop() takes it
 * back. signedIn(user) goes on for who wanted it here before, and for nobody
 * else: a subscription of an earlier person ends in any case, so that no message
 * of his comes to the next.
 */
export function createPush({ call, register }) {
  const able = "PushManager" in globalThis && "Notification" in globalThis && Boolean(navigator.serviceWorker);
  let offered = false;
  let user = null;
  let on = false;

  async function manager() {
    await register(true);
    return (await navigator.serviceWorker.ready).pushManager;
  }

  /** Ends what this browser has, if it has a service worker at all. */
  async function drop() {
    const known = await navigator.serviceWorker.getRegistration();
    await (await known?.pushManager.getSubscription())?.unsubscribe();
  }

  async function subscribe() {
    const push = await manager();
    const { key } = await call("GET", "/plus/push", { faq: "F70" });
    await drop(); // it may be another person's, or of another key
    const made = await push.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    await call("PUT", "/plus/push", { body: made.toJSON(), faq: "F70" });
    on = true;
  }

  const wanted = {
    get() { try { return localStorage.getItem(kept); } catch { return null; } },
    set(id) { try { localStorage.setItem(kept, id); } catch { /* then it ends with the session */ } },
  };

  return {
    get possible() { return able && offered; },
    get on() { return on; },
    async start() {
      await subscribe();
      wanted.set(user);
    },
    async stop() {
      on = false;
      wanted.set("");
      await call("DELETE", "/plus/push", { faq: "F70" });
      await drop();
    },
    async signedIn(id, offers) {
      [user, offered, on] = [id, offers, false];
      if (!able || !offers || Notification.permission !== "granted") return;
      if (wanted.get() !== user) return drop();
      const { subscribed } = await call("GET", "/plus/push", { quiet: true });
      on = subscribed && Boolean(await (await manager()).getSubscription());
      if (!on) await subscribe();
    },
    /** The server forgets it with the session; the browser's half ends here. */
    async signedOut() {
      on = false;
      if (able) await drop();
    },
  };
}
