import { Element, icon, make, styled } from "./element-base.js";

const css = `
:host { display: block; }
:host([hidden]) { display: none; }
.card { align-items: center; background: var(--addend-surface, transparent); border: 1px solid var(--addend-line, color-mix(in srgb, currentColor 25%, transparent)); border-radius: var(--addend-radius, 8px); box-sizing: border-box; display: flex; gap: 12px; max-width: var(--addend-width, 360px); padding: 8px 12px; }
.kind { border: 1px solid currentColor; border-radius: 4px; flex: none; font-size: .6875rem; font-weight: 600; padding: 2px 4px; text-transform: uppercase; }
.text { display: grid; flex: 1; min-width: 0; }
.name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.size { font-size: .8125em; }
a { align-items: center; border-radius: 6px; color: var(--addend-accent, LinkText); display: flex; flex: none; height: 40px; justify-content: center; width: 40px; }
a:focus-visible { outline: 2px solid; outline-offset: 2px; }
svg { fill: none; height: 20px; stroke: currentColor; stroke-width: 2; width: 20px; }
`;

// <file-card src name size label>: the kind, name and size of a file, and its download. `src` is an address of the
// worker's (/files/{id}) or any other of http, https or blob.
export class FileCard extends Element {
  static observedAttributes = ["src", "name", "size", "label"];

  connectedCallback() {
    this.adopt("file", "src", "name", "size");
    this.#draw();
  }

  attributeChangedCallback() {
    if (this.shadowRoot) this.#draw();
  }

  // All at once: { src, name, size }, size in bytes.
  set file({ src = "", name = "", size }) {
    this.setAttribute("src", src);
    this.setAttribute("name", name);
    if (Number.isFinite(size)) this.setAttribute("size", size);
    else this.removeAttribute("size");
  }

  get src() { return this.getAttribute("src") ?? ""; }
  set src(src) { this.setAttribute("src", src); }
  get name() { return this.getAttribute("name") || "file"; }
  set name(name) { this.setAttribute("name", name); }
  get size() { return this.hasAttribute("size") ? Number(this.getAttribute("size")) : NaN; }
  set size(size) { this.setAttribute("size", size); }

  #draw() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    styled(root, css);
    const { name, size } = this;
    const address = download(this.src, name);
    root.replaceChildren(make("div", { class: "card", part: "card" },
      make("span", { class: "kind", part: "kind", "aria-hidden": "true" }, /\.([a-z0-9]{1,5})$/i.exec(name)?.[1] ?? "file"),
      make("span", { class: "text" },
        make("bdi", { class: "name", part: "name" }, name),
        make("span", { class: "size", part: "size" }, bytes(size))),
      ...(address ? [make("a", { part: "download", href: address, download: name, "aria-label": `${this.getAttribute("label") ?? "Download"} ${name}` }, icon("M12 4v12m-5-5 5 5 5-5M5 20h14"))] : [])));
  }
}

// The address with the file's name for the worker, which puts it into Content-Disposition; other addresses as they are.
// Any scheme that a link should not have gives none.
function download(src, name) {
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

function bytes(size) {
  if (!(size >= 0)) return "size not known";
  const units = ["bytes", "kB", "MB", "GB"];
  let step = 0;
  while (size >= 1000 && step < units.length - 1) {
    size /= 1000;
    step++;
  }
  return `${step && size < 10 ? size.toFixed(1) : Math.round(size)} ${units[step]}`;
}
