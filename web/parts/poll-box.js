import { plural } from "../view/amount.js";
import { h } from "../view/element.js";
import { icon } from "../view/icon.js";
import { Part } from "../view/part.js";

/** <poll-box>: `poll` is the platform's poll object. Emits "vote" {poll, answerIds}. */
class PollBox extends Part {
  set poll(poll) {
    const total = poll.answers.reduce((sum, answer) => sum + (answer.voteCount ?? 0), 0);
    const closed = poll.status === "closed" || poll.isVoted;
    this.dataset.poll = poll.pollId;
    this.replaceChildren(
      h("p", { class: "question", dir: "auto" }, poll.question),
      h("ul", { role: "list" }, poll.answers.map((answer) => this.#answer(poll, answer, total, closed))),
      h("p", { class: "quiet" }, [plural(total, "vote"), poll.status === "closed" ? "closed" : poll.isVoted ? "you have voted" : "choose one"].join(" · ")),
    );
  }

  #answer(poll, answer, total, closed) {
    const share = total ? Math.round((100 * (answer.voteCount ?? 0)) / total) : 0;
    const bar = h("span", { class: "bar-of", "aria-hidden": "true" });
    bar.style.setProperty("--share", String(share / 100));
    return h("li", {}, h("button", {
      type: "button", class: "answer", disabled: closed, "aria-pressed": String(Boolean(answer.isVotedByUser)),
      onclick: () => this.emit("vote", { box: this, poll, answerIds: [answer.id] }),
    }, bar, h("span", { class: "grow cut", dir: "auto" }, answer.data), answer.isVotedByUser && icon("check"), closed && h("span", { class: "figures" }, `${share} %`)));
  }
}

customElements.define("poll-box", PollBox);
