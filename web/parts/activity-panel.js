import { bytes, clockTime } from "../view/amount.js";
import { h } from "../view/element.js";
import { icon } from "../view/icon.js";
import { Part } from "../view/part.js";
import { hours } from "../view/when.js";

const most = 60;

/**
 * <activity-panel>: "what just happened". add(record) takes a call
 * { kind: "call", method, url, status, ms, bytes, faq, at } or work of the
 * module { kind: "module", name, note, ms, bytes, faq, at }. Emits "panel-toggle".
 */
class ActivityPanel extends Part {
  #list = h("ol", { role: "list", class: "events" });

  connectedCallback() {
    if (this.firstChild) return;
    this.append(
      h("header", { class: "row" }, h("h2", { class: "grow" }, "What just happened"),
        h("button", { class: "ghost icon", type: "button", "aria-label": "Close the panel", onclick: () => this.emit("panel-toggle") }, icon("close"))),
      h("p", { class: "quiet" }, "Each call of this page, newest last. The server adds the authorization; the page never sees it."),
      this.#list,
    );
  }

  add(record) {
    if (record.quiet && record.status === 200) return;
    // Newest last, like any log: what stands there already does not move.
    const follows = this.scrollHeight - this.scrollTop - this.clientHeight < 80;
    this.#list.append(record.kind === "call" ? this.#call(record) : this.#module(record));
    while (this.#list.children.length > most) this.#list.firstElementChild.remove();
    if (follows) this.scrollTop = this.scrollHeight;
  }

  #call({ method, url, status, ms, bytes: size, faq, at, sent }) {
    const [path, query] = decodeURIComponent(url).split("?");
    const bad = status === 0 || status >= 400;
    return h("li", { class: bad ? "event bad" : "event", dataset: { event: "call", status } },
      h("details", {},
        h("summary", {}, h("b", { dataset: { method } }, method), h("span", { class: "cut", title: path }, path), h("span", { class: "figures" }, `${Math.round(ms)} ms`)),
        facts({
          Status: status || "no answer", Time: `${ms.toFixed(1)} ms`, [sent ? "Sent" : "Received"]: bytes(size),
          Query: query, Authorization: url.startsWith("/api/") ? "Bearer ••••••••, added by the server" : null, FAQ: faq, At: hours(at),
        })));
  }

  #module({ name, note, ms, bytes: size, faq, at, seconds }) {
    return h("li", { class: "event own", dataset: { event: "module" } },
      h("details", {},
        h("summary", {}, h("b", {}, "wasm"), h("span", { class: "cut" }, name), h("span", { class: "figures" }, `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`)),
        facts({ Result: note, Length: seconds === undefined ? null : clockTime(seconds), Read: size === undefined ? null : bytes(size), FAQ: faq, At: hours(at) })));
  }
}

const facts = (rows) => h("dl", {}, Object.entries(rows).filter(([, value]) => value != null && value !== "").map(([name, value]) => [h("dt", {}, name), h("dd", {}, name === "FAQ" ? value.split(" ").map((row) => h("a", { href: `#/help/${row}` }, row, " ")) : String(value))]));

customElements.define("activity-panel", ActivityPanel);
