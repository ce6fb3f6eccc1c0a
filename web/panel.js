import { h } from "./view/element.js";

const wide = matchMedia("(min-width: 1100px)");

/**
 * The panel "what just happened": open on a wide screen unless it was closed
 * there before, elsewhere only when asked for. It also hears of files that
 * <img>, <audio> and <a> fetch, which no fetch() of ours sees.
 */
export function createPanel({ app, place, onToggle }) {
  const panel = h("activity-panel");
  let allowed = false;
  let open = wide.matches && remembered() !== "closed";
  place.append(panel);

  function draw() {
    place.hidden = !(allowed && open);
    app.classList.toggle("with-panel", allowed && open);
  }

  function toggle() {
    open = !open;
    if (wide.matches) remember(open ? "open" : "closed");
    draw();
    onToggle();
    if (open) place.querySelector("button")?.focus();
  }

  place.addEventListener("keydown", (event) => event.key === "Escape" && open && toggle());

  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { pathname, search } = new URL(entry.name);
      if (pathname.startsWith("/files/") && entry.initiatorType !== "fetch") {
        panel.add({ kind: "call", method: "GET", url: pathname + search, status: entry.responseStatus || 200, ms: entry.duration, bytes: entry.transferSize, faq: "F35", at: new Date() });
      }
    }
  }).observe({ type: "resource", buffered: true });

  return {
    add: (record) => panel.add(record), toggle,
    get open() { return open; },
    /** Only for somebody who is signed in. */
    allow(on) { allowed = on; draw(); },
  };
}

function remembered() {
  try { return localStorage.getItem("panel"); } catch { return null; }
}

function remember(value) {
  try { localStorage.setItem("panel", value); } catch { /* holds until the page is closed */ }
}
