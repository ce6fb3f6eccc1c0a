import { plural } from "../view/amount.js";
import { author } from "../view/author.js";
import { avatar } from "../view/avatar.js";
import { h } from "../view/element.js";
import { icon } from "../view/icon.js";
import { Part } from "../view/part.js";

/**
 * <poll-box>: `poll` is the platform's poll object. Emits "vote" {poll, answerIds}
 * and "voters" {poll, answerId, open}; who voted is handed in by `showVoters`.
 */
class PollBox extends Part {
  #chosen = new Set(); // of a poll that takes several answers

  set poll(poll) {
    const total = poll.answers.reduce((sum, answer) => sum + (answer.voteCount ?? 0), 0);
    const over = poll.status === "closed";
    const closed = over || poll.isVoted;
    const several = poll.answerType === "multiple";
    this.current = poll;
    this.dataset.poll = poll.pollId;
    const send = several && !closed && h("button", { class: "primary", type: "button", disabled: this.#chosen.size === 0, onclick: () => this.emit("vote", { box: this, poll, answerIds: [...this.#chosen] }) }, "Vote");
    this.replaceChildren(
      h("p", { class: "question", dir: "auto" }, poll.question),
      h("ul", { role: "list" }, poll.answers.map((answer) => this.#answer(poll, answer, total, closed, several))),
      h("div", { class: "row" }, send, h("p", { class: "quiet" }, [plural(total, "vote"), over ? "closed" : poll.isVoted ? "you have voted" : several ? "choose one or more" : "choose one", !over && poll.closedAt && `until ${new Date(poll.closedAt).toLocaleDateString("en-GB", { day: "numeric", month: "long" })}`].filter(Boolean).join(" · "))),
    );
  }

  #answer(poll, answer, total, closed, several) {
    const share = total ? Math.round((100 * (answer.voteCount ?? 0)) / total) : 0;
    const bar = h("span", { class: "bar-of", "aria-hidden": "true" });
    bar.style.setProperty("--share", String(closed ? share / 100 : 0));
    const mine = answer.isVotedByUser || this.#chosen.has(answer.id);
    return h("li", { dataset: { answer: answer.id } }, h("div", { class: "row" },
      h("button", {
        type: "button", class: "answer grow", disabled: closed, "aria-pressed": String(Boolean(mine)), onclick: () => this.#choose(poll, answer.id, several),
      }, bar, h("span", { class: "grow", dir: "auto" }, answer.data), mine && icon("check"), closed && h("span", { class: "figures" }, `${share} %`)),
      closed && answer.voteCount > 0 && h("button", { class: "ghost voters", type: "button", "aria-expanded": "false", "aria-label": `Who voted for ${answer.data}`, onclick: (event) => this.#who(event.currentTarget, poll, answer.id) }, icon("people"), String(answer.voteCount))));
  }

  #choose(poll, id, several) {
    if (!several) return this.emit("vote", { box: this, poll, answerIds: [id] });
    if (!this.#chosen.delete(id)) this.#chosen.add(id);
    this.poll = poll;
    this.querySelector(`[data-answer="${CSS.escape(id)}"] .answer`).focus();
  }

  #who(button, poll, answerId) {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    button.closest("li").querySelector(".voter-list")?.remove();
    if (open) this.emit("voters", { box: this, poll, answerId });
  }

  /** Who gave an answer; `more` is called when there are further ones. */
  showVoters(answerId, people, more) {
    const item = this.querySelector(`[data-answer="${CSS.escape(answerId)}"]`);
    const old = item.querySelector(".voter-list");
    const list = old ?? h("ul", { class: "voter-list", role: "list", "aria-label": "Voters" });
    list.querySelector(".more")?.remove();
    list.append(...people.map((person) => h("li", {}, avatar(person, "small"), author(person))));
    if (more) list.append(h("li", { class: "more" }, h("button", { class: "link", type: "button", onclick: more }, "Show more")));
    if (!old) item.append(list);
  }
}

customElements.define("poll-box", PollBox);
