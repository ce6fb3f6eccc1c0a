import { bad } from "./arguments.js";
import { AddendError } from "./errors.js";

// All that a message can be made of. The module names elements and attributes by their place in these lists; the same
// lists are in wasm/markdown/operations.go, with the format, and a test compares them.
const elements =
  "p br hr h1 h2 h3 h4 h5 h6 blockquote pre code ul ol li em strong del a img input table thead tbody tfoot tr th td mark sup sub kbd b i u s ins small samp var q cite dfn abbr wbr dl dt dd div details summary figure figcaption section".split(" ");
const attributes =
  "href rel dir title class id target type src alt width height loading decoding referrerpolicy start align colspan rowspan open checked disabled language".split(" ");

// Where an address may lead, said once more on this side.
const address = /^(?:https?:\/\/|mailto:|tel:|[^:]*(?:[/?#]|$))/;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

// Puts the nodes of a message, with which fill() fills a root, in place of what is in the element. There is no HTML on
// the way, so there is nothing for a browser to parse in another way than it was meant, and no Trusted Types policy is
// needed. An element that is empty and not in the page yet is filled itself: moving nodes to another parent is a sixth of
// the work.
export function mount(element, fill) {
  const root = element.firstChild || element.isConnected ? element.ownerDocument.createDocumentFragment() : element;
  fill(root);
  if (!element.hasAttribute("dir")) element.setAttribute("dir", "auto"); // a message has a direction of its own
  if (root !== element) element.replaceChildren(root);
}

export function requireElement(element) {
  if (typeof element?.replaceChildren === "function" && typeof element.setAttribute === "function") return;
  throw bad("there is no element to mount into", "pass an element of the page");
}

// Fills a root with the nodes of a stream of operations.
export function nodes(root, bytes) {
  const document = root.ownerDocument;
  const [count] = new Uint32Array(bytes.buffer, bytes.byteOffset, 1);
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + 4, count);
  const text = decoder.decode(bytes.subarray(4 + count * 4));
  const models = modelsOf(document);
  const open = [];
  let node = root;
  let at = 0;
  for (let i = 0; i < count; i++) {
    const word = words[i];
    switch (word & 3) {
      case 0:
        node.appendChild(document.createTextNode(text.slice(at, (at += word >>> 8))));
        break;
      case 1:
        open.push(node);
        node = (models[word >> 2] ??= model(document, word >> 2)).cloneNode(false);
        break;
      case 2:
        attribute(node, attributes[(word >> 2) & 63] ?? unknown(), text.slice(at, (at += word >>> 8)));
        break;
      default: {
        const parent = open.pop();
        parent.appendChild(node);
        node = parent;
      }
    }
  }
}

// Elements are copies of one of each kind, with the attributes that it always has: that is quicker than to make each.
const ofDocument = new WeakMap();

function modelsOf(document) {
  let models = ofDocument.get(document);
  if (!models) ofDocument.set(document, (models = []));
  return models;
}

function model(document, kind) {
  const element = document.createElement(elements[kind & 63] ?? unknown());
  if (kind & 64) element.setAttribute("dir", "auto");
  if (kind & 128) element.setAttribute("rel", "nofollow ugc noopener noreferrer");
  return element;
}

function attribute(node, name, value) {
  if ((name === "href" || name === "src") && !address.test(value)) return;
  node.setAttribute(name, value);
  if (name === "type" && value === "image/*") node.addEventListener("click", showImage);
}

// With images: "click", a link stands where the image will be: a click with nothing held down puts it there.
function showImage(event) {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const link = event.currentTarget;
  const image = link.ownerDocument.createElement("img");
  const title = link.getAttribute("title");
  image.setAttribute("referrerpolicy", "no-referrer");
  image.setAttribute("decoding", "async");
  image.setAttribute("alt", link.textContent);
  if (title !== null) image.setAttribute("title", title);
  image.setAttribute("src", link.getAttribute("href"));
  link.replaceWith(image);
}

// Fills a root with nodes that show exactly the text, for one that is too long for the module.
export function plainNodes(root, text) {
  const document = root.ownerDocument;
  text.split(/\r\n?|\n/).forEach((line, i) => {
    if (i) root.appendChild(document.createElement("br"));
    root.appendChild(document.createTextNode(line.replaceAll("\0", "\uFFFD")));
  });
}

function unknown() {
  throw new AddendError("unmountable", "the module named something that cannot be mounted", "serve all files of one copy of the package");
}
