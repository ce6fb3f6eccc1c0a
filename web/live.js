/**
 * Live updates for the page: the package's shared connection (one for all tabs of
 * a browser), started when the server offers it. listen(run) hears of each change
 * as { type, channelId, messageId, … } and, when some may have been missed, of
 * { type: "missed" }; it answers a function that ends the listening. While `open`
 * is false, who wants to know must look by himself.
 */
export function createLive({ load = () => import("/addend/client.js"), record }) {
  const listeners = new Set();
  let live = null;
  let starting = null;
  const tell = (detail) => { for (const run of listeners) run(detail); };

  async function start() {
    const { connect } = await load();
    const started = performance.now();
    live = connect().live();
    live.addEventListener("update", ({ detail }) => tell(detail));
    live.addEventListener("ready", ({ detail }) => {
      if (detail.missed) tell({ type: "missed" });
      record({ kind: "module", name: "connect().live()", note: live.leads ? "GET /events, shared with the other tabs" : "heard through another tab", ms: performance.now() - started, faq: "F84", at: new Date() });
    });
    live.addEventListener("state", () => tell({ type: "missed" })); // what happened between two connections
  }

  return {
    get open() { return live?.state === "open"; },
    start() { starting ??= start().catch(() => { starting = null; }); },
    stop() {
      live?.close();
      live = starting = null;
    },
    listen(run) {
      listeners.add(run);
      return () => listeners.delete(run);
    },
  };
}
