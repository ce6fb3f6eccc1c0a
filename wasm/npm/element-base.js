// What the elements share: they exist on a server too, where nothing is drawn, and they tell by events that bubble.
export class Element extends (globalThis.HTMLElement ?? class {}) {
  emit(name, detail = {}) {
    return this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }

  // A property that is an attribute. Frameworks set it to undefined or null where it goes away.
  reflect(name, value) {
    if (value === undefined || value === null) this.removeAttribute(name);
    else this.setAttribute(name, value);
  }

  // A property that was set before the element was defined hides the accessor of the same name: it is set again.
  adopt(...names) {
    for (const name of names) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
  }
}

// An element with attributes, listeners (on…) and children, without any HTML text.
export function make(tag, attributes = {}, ...children) {
  const element = tag === "svg" || tag === "path" ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export const icon = (path) => make("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, make("path", { d: path }));

const sheets = new Map();

// Gives a document or a shadow root a style sheet, once. A constructed one is the page's own script at work, so a
// Content-Security-Policy without 'unsafe-inline' has nothing against it. It belongs to one document, and not every
// environment of tests has them: there it is left out.
export function styled(root, css) {
  if (!root.adoptedStyleSheets || (root.ownerDocument ?? root) !== document) return;
  if (!sheets.has(css)) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    sheets.set(css, sheet);
  }
  const sheet = sheets.get(css);
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
