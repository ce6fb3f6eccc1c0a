import { h } from "../view/element.js";
import { Part } from "../view/part.js";

/**
 * <help-list>: `topics` [{ id, question, answer, href, label }], one fold each.
 * look(words) leaves those that hold all of the words and says how many; open(id)
 * opens one.
 */
class HelpList extends Part {
  #count = h("p", { class: "quiet", role: "status" });
  #list = h("div", { class: "topics" });

  connectedCallback() {
    if (!this.firstChild) this.append(this.#count, this.#list);
  }

  set topics(topics) {
    this.#list.replaceChildren(...topics.map(({ id, question, answer, href, label }) => {
      const fold = h("details", { class: "topic", dataset: { topic: id } },
        h("summary", {}, h("span", { class: "grow" }, question), h("span", { class: "quiet" }, id)),
        h("p", {}, answer.split("`").map((piece, index) => (index % 2 ? h("code", {}, piece) : piece))), href && h("p", {}, h("a", { class: "button", href }, label)));
      fold.words = comparable(`${id} ${question} ${answer}`);
      return fold;
    }));
    this.look("");
  }

  /** How many topics are shown. */
  look(words) {
    const wanted = comparable(words).split(/\s+/).filter(Boolean);
    const all = [...this.#list.children];
    for (const topic of all) topic.hidden = !wanted.every((word) => topic.words.includes(word));
    const shown = all.filter((topic) => !topic.hidden).length;
    this.#count.textContent = wanted.length ? `${shown} of ${all.length} topics` : `${all.length} topics`;
    return shown;
  }

  open(id) {
    const topic = this.#list.querySelector(`[data-topic="${CSS.escape(id)}"]`);
    if (!topic) return;
    topic.open = true;
    topic.scrollIntoView({ block: "center" });
    topic.querySelector("summary").focus({ preventScroll: true });
  }
}

/** For comparing: lower case, without accents. */
const comparable = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

customElements.define("help-list", HelpList);
