import { chatScene } from "./scenes/chat.js";
import { communitiesScene } from "./scenes/communities.js";
import { communityScene } from "./scenes/community.js";
import { feedScene } from "./scenes/feed.js";
import { helpScene } from "./scenes/help.js";
import { chatsOrNewest, homeScene } from "./scenes/home.js";
import { playgroundScene } from "./scenes/playground.js";
import { postScene } from "./scenes/post.js";
import { profileScene } from "./scenes/profile.js";
import { searchScene } from "./scenes/search.js";
import { shelfScene } from "./scenes/shelf.js";
import { youScene } from "./scenes/you.js";

const table = {
  home: homeScene, feed: feedScene, communities: communitiesScene, c: communityScene,
  chats: chatsOrNewest, chat: chatScene, you: youScene,
  p: postScene, u: profileScene, search: searchScene, saved: shelfScene, help: helpScene, playground: playgroundScene,
};

/** "#/chat/abc" → [chatScene, ["abc"]]; what is not known is home. */
export function scenes(hash) {
  const [name, ...parameters] = hash.replace(/^#\//, "").split("/").map(decode);
  return [Object.hasOwn(table, name) ? table[name] : homeScene, parameters];
}

function decode(text) {
  try { return decodeURIComponent(text); } catch { return text; }
}
