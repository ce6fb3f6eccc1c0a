// The page's only way to make markup: real nodes, never a string of HTML.
// Text handed in stays text whatever it holds.

/**
 * h("button", {class: "primary", onclick, ".value": x, "aria-label": "Send"}, "Send")
 * - on…      a listener
 * - .name    a property (objects, values)
 * - dataset  data-* attributes
 * - else     an attribute; false, null and undefined leave it out, true sets it empty
 */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name.startsWith(".")) element[name.slice(1)] = value;
    else if (name === "dataset") Object.assign(element.dataset, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return element;
}
