import { Element, icon, make, styled } from "./element-base.js";
import { changes, say } from "./element-words.js";

const css = `
:host { display: block; min-width: 0; }
:host([hidden]), [hidden] { display: none !important; }
.card { align-items: center; background: var(--addend-surface, transparent); border: 1px solid var(--addend-line, color-mix(in srgb, currentColor 25%, transparent)); border-radius: var(--addend-radius, 8px); box-sizing: border-box; display: flex; gap: var(--addend-gap, 12px); max-width: var(--addend-width, 360px); padding: 8px 12px; }
.kind { border: 1px solid currentColor; border-radius: 4px; flex: none; font-size: .6875rem; font-weight: 600; padding: 2px 4px; text-transform: uppercase; }
.text { display: grid; flex: 1; min-width: 0; }
.name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.size { font-size: .8125em; }
.problem { color: var(--addend-problem, inherit); font-size: .8125em; overflow-wrap: anywhere; }
progress { accent-color: var(--addend-accent, auto); height: 6px; margin: 4px 0; width: 100%; }
a, button { align-items: center; background: none; border: 0; border-radius: 6px; box-sizing: border-box; color: var(--addend-accent, LinkText); cursor: pointer; display: flex; flex: none; font: inherit; height: 40px; justify-content: center; padding: 0; width: 40px; }
button { color: inherit; }
:focus-visible { outline: 2px solid var(--addend-focus, currentColor); outline-offset: 2px; }
svg { fill: none; height: 20px; stroke: currentColor; stroke-width: 2; width: 20px; }
`;
const paths = { download: "M12 4v12m-5-5 5 5 5-5M5 20h14", cancel: "M6 6l12 12M18 6 6 18", retry: "M20 12a8 8 0 1 1-2.3-5.6M20 3v5h-5" };

// <file-card src name size progress error label>: the kind, name and size of a file, and its download. `src` is an
// address of the worker's (/files/{id}) or any other of http, https or blob. While a file is sent, `progress` (0 to 1)
// shows a bar and a button for "addend-cancel"; `error` shows a text and one for "addend-retry".
export class FileCard extends Element {
  static observedAttributes = ["src", "name", "size", "label", "progress", "error"];
  #parts;

  // All at once: { src, name, size }, size in bytes.
  set file(file) {
    const { src = "", href = src, name = "", size } = file ?? {};
    Object.assign(this, { src: href, name, size });
  }

  get src() { return this.getAttribute("src") ?? ""; }
  set src(src) { this.reflect("src", src); }
  get name() { return this.getAttribute("name") || say("file"); }
  set name(name) { this.reflect("name", name); }
  get size() { return this.hasAttribute("size") ? Number(this.getAttribute("size")) : NaN; }
  set size(size) { this.#number("size", size); }
  get progress() { return this.hasAttribute("progress") ? Number(this.getAttribute("progress")) : NaN; }
  set progress(part) { this.#number("progress", part); }
  get error() { return this.getAttribute("error") ?? ""; }
  set error(text) { this.toggleAttribute("error", Boolean(text)) && this.setAttribute("error", text); }

  connectedCallback() {
    this.adopt("file", "src", "name", "size", "progress", "error");
    if (!this.src) this.#takeOver();
    this.#build();
    this.#draw();
    changes.addEventListener("words", this.#draw);
  }

  disconnectedCallback() {
    changes.removeEventListener("words", this.#draw);
  }

  attributeChangedCallback() {
    if (this.#parts) this.#draw();
  }

  #number(name, value) {
    const number = typeof value === "string" && value.trim() ? Number(value) : value;
    this.reflect(name, Number.isFinite(number) ? number : undefined);
  }

  // What a server wrote for browsers without scripts: <file-card><a href="…" download="a.pdf">a.pdf</a></file-card>.
  #takeOver() {
    const link = this.querySelector("a[href]");
    if (!link) return;
    this.src = link.getAttribute("href");
    if (!this.hasAttribute("name")) this.name = link.getAttribute("download") || link.textContent.trim();
  }

  // Once: what has the focus must stay the same element while a bar moves on.
  #build() {
    if (this.#parts) return;
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    styled(root, css);
    const button = (name) => make("button", { type: "button", part: name, onclick: () => this.emit(`addend-${name}`) }, icon(paths[name]));
    const parts = (this.#parts = {
      kind: make("span", { class: "kind", part: "kind", "aria-hidden": "true" }),
      name: make("span", { class: "name", part: "name" }, make("bdi")),
      size: make("span", { class: "size", part: "size" }, make("bdi")),
      bar: make("progress", { part: "bar", max: "1" }),
      problem: make("span", { class: "problem", part: "problem", role: "status" }),
      cancel: button("cancel"),
      retry: button("retry"),
      download: make("a", { part: "download" }, icon(paths.download)),
    });
    const { kind, name, size, bar, problem, ...actions } = parts;
    root.replaceChildren(make("div", { class: "card", part: "card" }, kind, make("span", { class: "text" }, name, size, bar, problem), ...Object.values(actions)));
  }

  #draw = () => {
    const { kind, name: title, size, bar, problem, cancel, retry, download } = this.#parts;
    const { name, progress, error } = this;
    const sending = progress >= 0 && !error;
    const address = sending || error ? "" : addressOf(this.src, name);
    kind.textContent = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1] ?? say("file");
    title.firstChild.textContent = title.title = name;
    size.firstChild.textContent = bytes(this.size, this.closest("[lang]")?.lang);
    bar.hidden = cancel.hidden = !sending;
    retry.hidden = problem.hidden = !error;
    download.hidden = !address;
    if (sending) bar.value = Math.min(1, progress);
    problem.textContent = error;
    bar.setAttribute("aria-label", say("progress", { name }));
    for (const [part, text] of [[cancel, say("cancel", { name })], [retry, say("retry", { name })], [download, this.hasAttribute("label") ? `${this.getAttribute("label")} ${name}` : say("download", { name })]]) {
      part.setAttribute("aria-label", text);
    }
    if (!address) return download.removeAttribute("href");
    download.setAttribute("href", address);
    download.setAttribute("download", name);
  };
}

// The address with the file's name for the worker, which puts it into Content-Disposition; other addresses as they are.
// Any scheme that a link should not have gives none.
function addressOf(src, name) {
  let url;
  try {
    url = new URL(src, document.baseURI);
  } catch {
    return "";
  }
  if (!src || !["http:", "https:", "blob:"].includes(url.protocol)) return "";
  if (url.origin === location.origin && /\/files\/[^/]+$/.test(url.pathname) && url.protocol !== "blob:") {
    url.searchParams.set("name", name);
    url.searchParams.set("download", "1");
  }
  return url.href;
}

// As the reader's language writes it: 12 kB, 3,1 MB.
function bytes(size, language) {
  if (!(size >= 0)) return say("unknownSize");
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  let step = 0;
  while (size >= (step ? 999.5 : 1000) && step < units.length - 1) {
    size /= 1000;
    step++;
  }
  const form = { style: "unit", unit: units[step], unitDisplay: step ? "short" : "long", maximumFractionDigits: step && size < 9.95 ? 1 : 0 };
  try {
    return new Intl.NumberFormat(language || undefined, form).format(size);
  } catch {
    return new Intl.NumberFormat(undefined, form).format(size); // the page's lang is no language
  }
}
