import { h } from "../view/element.js";

/**
 * createToasts(place) → toast(sentence, button?) → Promise of the button's text
 * or null. Never more than two; one stays while it has the focus or the pointer.
 */
export function createToasts(place, { seconds = 6 } = {}) {
  const open = [];
  return (sentence, label) => new Promise((resolve) => {
    let timer = 0;
    const close = (answer) => {
      clearTimeout(timer);
      open.splice(open.indexOf(close), 1);
      box.remove();
      resolve(answer);
    };
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => (box.matches(":hover, :focus-within") ? wait() : close(null)), seconds * 1000);
    };
    const box = h("div", { class: "toast", role: "status" }, h("p", {}, sentence),
      h("button", { type: "button", onclick: () => close(label ?? null) }, label ?? "Close"));
    while (open.length >= 2) open[0](null);
    open.push(close);
    place.append(box);
    wait();
  });
}
