import "../parts/community-card.js";
import { h } from "../view/element.js";

/** The communities you are in, and those you might join. */
export async function communitiesScene({ api, note, redraw, refreshPlaces, toast }) {
  const joined = h("div", { class: "feed" });
  const others = h("div", { class: "feed" });
  const element = h("div", { class: "page" }, h("h1", {}, "Communities"), h("h2", {}, "Yours"), joined, h("h2", {}, "Discover"), others);

  async function draw() {
    const [mine, rest] = await Promise.all([api.communities.joined(), api.communities.discover()]);
    const cards = (list) => list.map((community) => h("community-card", { ".community": community }));
    joined.replaceChildren(...(mine.length ? cards(mine) : [h("p", { class: "quiet" }, "You are in no community yet. Join one below and its posts come to your feed.")]));
    others.replaceChildren(...(rest.length ? cards(rest) : [h("p", { class: "quiet" }, "You are in all of them.")]));
  }

  async function change(event, verb) {
    const { community } = event.detail;
    event.target.busy = true;
    try {
      await api.communities[verb](community.id);
      await Promise.all([draw(), refreshPlaces()]);
      redraw("#/feed", `#/c/${encodeURIComponent(community.id)}`);
      if (verb === "leave" && (await toast(`You left ${community.name}.`, "Join again")) === "Join again") await api.communities.join(community.id).then(() => Promise.all([draw(), refreshPlaces()]));
    } catch (error) {
      event.target.busy = false;
      event.target.after(note(error));
    }
  }

  element.addEventListener("join", (event) => change(event, "join"));
  element.addEventListener("leave", (event) => change(event, "leave"));
  await draw();
  return { element, title: "Communities" };
}
