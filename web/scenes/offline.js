import { plural } from "../view/amount.js";
import { h } from "../view/element.js";

const every = 10_000; // ms between two looks whether the server is back, beside the browser's own word

/** The page is here, the server is not. It goes on by itself as soon as it answers. */
export function offlineScene({ note, error, waiting, again }) {
  const element = h("div", { class: "page" }, h("h1", {}, "No connection"),
    h("p", {}, "This page was kept in the browser, what you would read on it is at the server. It goes on by itself as soon as the server answers."),
    note(error, again),
    waiting.length > 0 && h("section", { class: "card", "aria-labelledby": "waiting-title" }, h("h2", { id: "waiting-title" }, `${plural(waiting.length, "message")} of yours will be sent then`),
      h("ul", { role: "list", class: "waiting" }, waiting.map(({ shown }) => h("li", { class: "bubble" }, shown.text ? h("md-message", { profile: "chat", ".text": shown.text }) : shown.file?.name ?? "A file")))));
  const timer = setInterval(() => !document.hidden && again(), every);
  addEventListener("online", again);
  return {
    element, title: "No connection",
    close() {
      clearInterval(timer);
      removeEventListener("online", again);
    },
  };
}
