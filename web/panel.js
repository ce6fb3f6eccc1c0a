import { h } from "./view/element.js";

const wide = matchMedia("(min-width: 1100px)");

/**
 * The panel "what just happened": open on a wide screen unless it was closed
 * there before, elsewhere only when asked for: who zooms in has no panel over
 * what was being read. It also hears of files that
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

  wide.addEventListener("change", () => {
    open = wide.matches && remembered() !== "closed";
    draw();
    onToggle();
  });
  place.addEventListener("keydown", (event) => event.key === "Escape" && open && toggle());

  // Pictures come in flocks: those of one moment are one line.
  let flock = null;
  function loaded(entry) {
    const { pathname, search } = new URL(entry.name);
    if (!pathname.startsWith("/files/") || entry.initiatorType === "fetch") return;
    flock ??= (setTimeout(tell, 500), { kind: "call", method: "GET", url: pathname + search, status: entry.responseStatus || 200, ms: 0, bytes: 0, count: 0, faq: "F35", at: new Date() });
    flock.ms = Math.max(flock.ms, entry.duration);
    flock.bytes += entry.transferSize;
    flock.count += 1;
  }

  function tell() {
    if (flock.count > 1) flock.url = `/files/… × ${flock.count}`;
    panel.add(flock);
    flock = null;
  }

  new PerformanceObserver((list) => list.getEntries().forEach(loaded)).observe({ type: "resource", buffered: true });

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
