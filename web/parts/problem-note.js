import { h } from "../view/element.js";
import { Part } from "../view/part.js";

/**
 * <problem-note>: what happened, why, what to do, in that order; the code is in
 * the details. `problem` is { title, cause, remedy, label, wait?, code, message,
 * requestId, again, also?: [{label, run}], marks?: [text], href?, place? }. The button
 * counts `wait` seconds down before it can be pressed, then runs `again`; `marks`
 * are the pieces of text that are the cause, `href` and `place` where to go instead.
 */
class ProblemNote extends Part {
  #timer = 0;

  set problem({ title, cause, remedy, label = "Try again", wait = 0, code, message, requestId, again, also = [], marks = [], href, place }) {
    this.setAttribute("role", "alert");
    const button = again && h("button", { type: "button", onclick: () => again() }, label);
    this.replaceChildren(
      h("h3", {}, title),
      h("p", {}, [cause, remedy].filter(Boolean).join(" ")),
      ...marks.map((text) => h("p", {}, h("mark", { dir: "auto" }, text))),
      h("div", { class: "row" }, button, href && h("a", { class: "button", href }, place), also.map(({ label, run }) => h("button", { type: "button", onclick: () => { this.remove(); run(); } }, label)), h("details", { class: "grow" }, h("summary", {}, "Details"),
        h("code", {}, [`code ${code}`, message, requestId && `request ${requestId}`].filter(Boolean).join(" · ")))),
    );
    if (button && wait > 0) this.#countDown(button, label, wait);
  }

  #countDown(button, label, seconds) {
    clearInterval(this.#timer);
    const say = () => {
      button.disabled = seconds > 0;
      button.textContent = seconds > 0 ? `${label} in ${seconds} s` : label;
      if (seconds-- <= 0) clearInterval(this.#timer);
    };
    say();
    this.#timer = setInterval(say, 1000);
  }

  disconnectedCallback() { clearInterval(this.#timer); }
}

customElements.define("problem-note", ProblemNote);
