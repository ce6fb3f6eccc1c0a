import { later } from "./later.js";

// Each scene is fetched when somebody goes there first, with the parts it needs.
const table = {
  home: [() => import("./scenes/home.js"), "homeScene"],
  feed: [() => import("./scenes/feed.js"), "feedScene"],
  communities: [() => import("./scenes/communities.js"), "communitiesScene"],
  c: [() => import("./scenes/community.js"), "communityScene"],
  p: [() => import("./scenes/post.js"), "postScene"],
  u: [() => import("./scenes/profile.js"), "profileScene"],
  search: [() => import("./scenes/search.js"), "searchScene"],
  saved: [() => import("./scenes/shelf.js"), "shelfScene"],
  chats: [() => import("./scenes/home.js"), "chatsOrNewest"],
  chat: [() => import("./scenes/chat.js"), "chatScene"],
  you: [() => import("./scenes/you.js"), "youScene"],
  help: [() => import("./scenes/help.js"), "helpScene"],
  playground: [() => import("./scenes/playground.js"), "playgroundScene"],
};

/** "#/chat/abc" → [what opens the chat, ["abc"], what fetches it]; what is not known is home. */
export function scenes(hash) {
  const [name, ...parameters] = hash.replace(/^#\//, "").split("/").map(decode);
  const [fetched, scene] = Object.hasOwn(table, name) ? table[name] : table.home;
  return [async (...given) => (await later(fetched))[scene](...given), parameters, fetched];
}

/** Fetches a scene ahead, while something else is waited for. */
export const expect = (hash) => void scenes(hash)[2]().catch(() => {}); // whoever goes there asks again

function decode(text) {
  try { return decodeURIComponent(text); } catch { return text; }
}
