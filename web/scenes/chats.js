import "../parts/chat-list.js";
import { h } from "../view/element.js";

/** All chats and the people to write to. */
export async function chatsScene({ api, note, user, go }) {
  const [channels, people, unread] = await Promise.all([api.chat.channels(), api.session.people().catch(() => []), api.chat.unread().catch(() => new Map())]);
  const list = h("chat-list", { ".state": { channels, unread, people: people.filter((person) => person.id !== user.id) } });
  const element = h("div", { class: "page" }, h("h1", {}, "Chats"),
    !channels.length && h("empty-state", { ".state": { why: "You have no chats yet. Write to somebody below, or join a community and its chat comes with it.", label: "Find communities", href: "#/communities" } }), list);
  list.addEventListener("chat-with", async ({ detail: { person } }) => {
    const from = location.hash;
    try {
      const channel = await api.chat.conversation(person.id);
      go(`#/chat/${encodeURIComponent(channel.id)}`, { from });
    } catch (error) {
      list.before(note(error));
    }
  });
  return { element, title: "Chats" };
}
