import { plural } from "../view/amount.js";
import { badge, profileOf } from "../view/author.js";
import { avatar } from "../view/avatar.js";
import { h } from "../view/element.js";
import { Part } from "../view/part.js";

// How one stands to somebody → what the button does about it.
const verbs = {
  none: ["follow", "Follow", "primary"], accepted: ["unfollow", "Unfollow", ""], pending: ["unfollow", "Withdraw the request", ""],
  blocked: ["unblock", "Unblock", "primary"],
};

/** <profile-card>: the top of a profile. `person` as api/people.js gives it. Emits "relate" {person, verb} and "write" {person}. */
class ProfileCard extends Part {
  #menu = h("action-menu", { label: "More", icon: "more" });

  connectedCallback() {
    this.#menu.addEventListener("action", ({ detail }) => this.emit("relate", { person: this.current, verb: detail.name }));
  }

  set person(person) {
    this.current = person;
    this.dataset.relation = person.relation;
    const [verb, label, look] = verbs[person.relation] ?? [];
    const blocked = person.relation === "blocked";
    this.#menu.actions = [{ name: "block", label: `Block ${person.name}`, icon: "block", danger: true }];
    const count = (number, name, where) => h("a", { href: `${profileOf(person)}/${where}` }, h("b", {}, String(number)), ` ${name}`);
    this.replaceChildren(avatar(person, "large"), h("div", { class: "grow" },
      h("h1", {}, h("bdi", {}, person.name), badge(person)),
      person.about && h("p", { dir: "auto" }, person.about),
      blocked ? h("p", { class: "quiet" }, "You have blocked this person: neither of you follows the other.")
        : h("p", { class: "row counts" }, count(person.followers, plural(person.followers, "follower").replace(/^\S+ /, ""), "followers"), count(person.following, "following", "following"))),
      h("div", { class: "row" },
        label && h("button", { class: look, type: "button", onclick: () => this.emit("relate", { person, verb }) }, label),
        label && !blocked && h("button", { type: "button", onclick: () => this.emit("write", { person }) }, "Write"),
        label && !blocked && this.#menu));
  }

  set busy(on) { for (const button of this.querySelectorAll("button")) button.disabled = on; }
}

customElements.define("profile-card", ProfileCard);
