import { createECDH, randomBytes } from "node:crypto";

// Calls of the edge worker over the seeded emulator, as marta, and what was answered: every composed answer in each of
// its forms, and the platform's own lists. Each is { method, route, answer }. In the feed of `long` are more posts than
// one page has.
export async function calls(client, long) {
  const said = [];
  const ask = async (method, route, call = {}) => {
    const answer = await client[method](route, call);
    said.push({ method: method.toUpperCase(), route, answer });
    return answer;
  };
  const get = (route, query, params) => ask("get", route, { query, params });
  const cafe = { targetType: "community", targetId: "cafe" };
  const feed = { targetType: "user", targetId: long, pages: 1 };
  const few = { options: { limit: 2 } };

  // What there must be for an answer to have something in it.
  const { posts } = await get("/api/v4/posts", { ...cafe, isDeleted: false, options: { limit: 20 } });
  const { polls: [poll] } = await ask("post", "/api/v3/polls", { body: { question: "Soup?", answerType: "single", answers: [{ dataType: "text", data: "yes" }, { dataType: "text", data: "no" }] } });
  await ask("post", "/api/v4/posts", { body: { ...cafe, dataType: "poll", data: { text: "Soup?", pollId: poll.pollId } } });
  await ask("put", "/plus/favourites/{id}", { params: { id: posts[0].postId } });
  await ask("put", "/plus/favourites/{id}", { params: { id: posts[1].postId } });
  const { post: share } = await ask("post", "/plus/posts/{id}/share", { params: { id: posts[0].postId }, body: { text: "look" } });

  await get("/plus/feed");
  await get("/plus/feed", { order: "ranked", limit: 3 });
  await get("/plus/feed", cafe);
  await get("/plus/feed", { targetType: "user", targetId: "marta" });
  await get("/plus/videos", { limit: 1 });
  await get("/plus/videos");
  await get("/plus/posts/{id}", {}, { id: share.postId });
  await get("/plus/posts/{id}", {}, { id: posts[0].postId });
  await get("/plus/reacted");
  await get("/plus/reacted", { targetType: "community", targetId: "bicycles", pages: 1 });
  await get("/plus/reacted", feed);
  await get("/plus/engaging", { days: 30 });
  await get("/plus/engaging", feed);
  await get("/plus/polls");
  await get("/plus/polls", feed);
  await get("/plus/favourites");
  await get("/plus/favourites/posts", { limit: 1 });
  await get("/plus/favourites/posts");
  await ask("delete", "/plus/favourites/{id}", { params: { id: posts[1].postId } });
  await ask("post", "/plus/me/auth-token");
  const keys = { p256dh: createECDH("prime256v1").generateKeys("base64url"), auth: randomBytes(16).toString("base64url") };
  await get("/plus/push");
  await ask("put", "/plus/push", { body: { endpoint: "https://push.example.org/x", keys } });
  await ask("delete", "/plus/push");
  await ask("patch", "/plus/me/metadata", { body: { set: { tea: "green" } } });
  await get("/plus/users/{id}", {}, { id: "tomasz" });
  await get("/plus/users/{id}/posts", {}, { id: "tomasz" });
  await get("/plus/users/{id}/posts", feed, { id: long });
  await get("/plus/users/{id}/comments", {}, { id: "tomasz" });
  await get("/plus/users/{id}/comments", feed, { id: long });
  await get("/plus/users/{id}/comments", { referenceType: "post", referenceId: posts.at(-1).postId }, { id: "deniz" });
  await get("/plus/verified", { userIds: ["olena", "marta"] });
  await ask("put", "/plus/conversations/{id}", { params: { id: "olena" } });
  await get("/plus/communities/{id}/pinned", {}, { id: "cafe" });
  await ask("put", "/plus/communities/{id}/pinned/{post}", { params: { id: "cafe", post: posts[0].postId } });
  await ask("delete", "/plus/communities/{id}/pinned", { params: { id: "cafe" } });
  await get("/plus/communities/{id}/pinned", {}, { id: "cafe" });

  await get("/api/v3/users", few);
  await get("/api/v3/users/{id}", {}, { id: "olena" });
  await get("/api/v3/communities", few);
  await get("/api/v3/communities/{id}", {}, { id: "cafe" });
  await get("/api/v3/communities/{id}/users", few, { id: "cafe" });
  await get("/api/v3/posts/{id}", {}, { id: posts.at(-1).postId });
  await get("/api/v5/me/global-feeds", few);
  await get("/api/v3/comments", { referenceType: "post", referenceId: posts.at(-1).postId, ...few });
  await ask("post", "/api/v3/comments", { body: { referenceType: "post", referenceId: posts[0].postId, data: { text: "yes" } } });
  await ask("post", "/api/v2/reactions", { body: { referenceType: "post", referenceId: posts[0].postId, reactionName: "like" } });
  await get("/api/v3/reactions", { referenceType: "post", referenceId: posts[0].postId });
  await get("/api/v3/polls/{id}", {}, { id: poll.pollId });
  await ask("post", "/api/v3/polls/{id}/votes", { params: { id: poll.pollId }, body: { answerIds: [poll.answers[0].id] } });
  await get("/api/v3/channels", few);
  await get("/api/v3/channels/{id}", {}, { id: "cafe" });
  await get("/api/v4/channels/{id}/users", few, { id: "cafe" });
  const { messageFeeds: [main] } = await get("/api/v5/message-feeds/channel/{id}", few, { id: "cafe" });
  await get("/api/v5/messages", { messageFeedId: main.messageFeedId, options: { limit: 20 } });
  await ask("post", "/api/v5/messages", { body: { messageFeedId: main.messageFeedId, channelId: "cafe", dataType: "text", data: { text: "hello" } } });
  await get("/api/v4/me/followers", few);
  await get("/api/v4/me/following", few);
  await get("/api/v4/me/followInfo");
  await get("/api/v5/users/{id}/followInfo", {}, { id: "tomasz" });
  await get("/api/v3/files/{id}", {}, { id: (await get("/api/v3/users/{id}", {}, { id: "olena" })).files[0].fileId });
  await get("/api/v3/community-categories");
  return said;
}
