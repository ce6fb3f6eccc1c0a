import { plural } from "../view/amount.js";
import { avatar } from "../view/avatar.js";
import { h } from "../view/element.js";
import { Part } from "../view/part.js";

/** <community-card>: one community of a list, or with `head` the top of its own page. Emits "join" and "leave" {community}. */
class CommunityCard extends Part {
  set community(community) {
    const head = this.hasAttribute("head");
    const href = `#/c/${encodeURIComponent(community.id)}`;
    const name = h("bdi", {}, community.name);
    const button = this.hasAttribute("compact") ? null : community.joined
      ? h("button", { type: "button", "aria-label": `Leave ${community.name}`, onclick: () => this.emit("leave", { community }) }, "Leave")
      : h("button", { class: "primary", type: "button", "aria-label": `Join ${community.name}`, onclick: () => this.emit("join", { community }) }, "Join");
    this.dataset.community = community.id;
    this.replaceChildren(
      avatar(community, "large square"),
      h("div", { class: "grow" },
        head ? h("h1", {}, name) : h("h3", {}, h("a", { href }, name)),
        community.about && h("p", { dir: "auto", class: head ? "" : "about" }, community.about),
        h("p", { class: "quiet" }, `${plural(community.members, "member")} · ${plural(community.posts, "post")}`)),
      h("div", { class: "row" }, head && community.joined && community.channel && h("a", { class: "button", href: `#/chat/${encodeURIComponent(community.channel)}` }, "Open chat"), button),
    );
  }

  set busy(on) { for (const button of this.querySelectorAll("button")) button.disabled = on; }
}

customElements.define("community-card", CommunityCard);
