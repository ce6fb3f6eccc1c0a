// Live collections of the platform's own client, unchanged, against the
// emulator's broker: what a second client does through the REST API is on the
// first one's screen within a second, without asking again.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { createRequire } from "node:module";
import { start } from "./emulator.mjs";

const require = createRequire(new URL("../package.json", import.meta.url));
globalThis.WebSocket ??= require("ws").WebSocket;
const A = require("@amityco/ts-sdk");

const deadline = 1000; // ms in which a change must be seen
let emulator;
let client;
let bob;

// call makes a REST call as the second user, past the client under test.
async function call(who, method, path, body) {
  const answer = await fetch(emulator.url + path, {
    method, headers: { authorization: `Bearer ${who}`, "content-type": "application/json" }, body: body && JSON.stringify(body),
  });
  const said = await answer.json();
  assert.equal(answer.status, 200, `${method} ${path}: ${JSON.stringify(said)}`);
  return said;
}

async function register(userId) {
  const answer = await fetch(`${emulator.url}/api/v5/sessions`, {
    method: "POST", headers: { "x-api-key": "official-key", "content-type": "application/json" }, body: JSON.stringify({ userId, deviceId: `device-${userId}` }),
  });
  return (await answer.json()).accessToken;
}

// watch keeps a live collection or object open. seen(what) resolves when the
// collection satisfies what, and fails after the deadline with what it shows.
function watch(query, params) {
  let now;
  let waiting = [];
  const stop = query(params, (snapshot) => {
    if (snapshot.loading) return;
    now = snapshot;
    waiting = waiting.filter((w) => !w());
  });
  const seen = (what, within = deadline) =>
    new Promise((done, fail) => {
      const late = setTimeout(() => fail(new Error(`not seen within ${within} ms: ${what}; it shows ${JSON.stringify(now?.data)?.slice(0, 600)}`)), within);
      const look = () => {
        if (now?.error) return clearTimeout(late), fail(now.error), true;
        if (!now || !what(now.data)) return false;
        return clearTimeout(late), done(now.data), true;
      };
      if (!look()) waiting.push(look);
    });
  return { seen, stop };
}

const subscribed = (topic) =>
  new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error(`no answer to subscribing ${topic}`)), 5000);
    A.subscribeTopic(topic, (error) => {
      clearTimeout(late);
      if (error) fail(error);
      else done();
    });
  });

before(async () => {
  emulator = await start("-api-key", "official-key", "-admin-token", "official-admin", "-rate-limit", "-1");
  client = A.Client.createClient("official-key", "sg", { apiEndpoint: { http: emulator.url, mqtt: `${emulator.url.replace("http", "ws")}/mqtt` } });
  client.http.defaults.adapter = "fetch";
  bob = await register("bob");
  assert.equal(await A.Client.login({ userId: "alice", displayName: "Alice", deviceId: "live" }, { sessionWillRenewAccessToken: (renewal) => renewal.renew() }), true);
  for (let i = 0; i < 100 && !client.mqtt?.connected; i++) await new Promise((r) => setTimeout(r, 50));
  assert.equal(client.mqtt.connected, true, "the client is connected to the broker");
});

after(async () => {
  client?.mqtt?.disconnect?.();
  await emulator?.stop();
});

describe("live, while a second client writes", () => {
  const at = {};

  test("the posts of a community", async () => {
    const { data: made } = await A.CommunityRepository.createCommunity({ displayName: "Live", isPublic: true, userIds: ["bob"] });
    at.community = made;
    await subscribed(A.getCommunityTopic(made, A.SubscriptionLevels.POST_AND_COMMENT));
    await subscribed(A.getCommunityTopic(made));
    const posts = watch(A.PostRepository.getPosts, { targetType: "community", targetId: made.communityId, limit: 10 });
    await posts.seen((list) => list.length === 0, 5000);
    const first = (await call(bob, "POST", "/api/v4/posts", { targetType: "community", targetId: made.communityId, data: { text: "one" } })).posts[0];
    at.post = first;
    await posts.seen((list) => list.some((p) => p.postId === first.postId && p.data.text === "one"));
    await call(bob, "PUT", `/api/v4/posts/${first.postId}`, { data: { text: "two" } });
    await posts.seen((list) => list.some((p) => p.postId === first.postId && p.data.text === "two"));
    await call(bob, "POST", "/api/v2/reactions", { referenceId: first.postId, referenceType: "post", reactionName: "like" });
    await posts.seen((list) => list.some((p) => p.reactions.like === 1 && p.myReactions.length === 0));
    await call(bob, "DELETE", "/api/v2/reactions", { referenceId: first.postId, referenceType: "post", reactionName: "like" });
    await posts.seen((list) => list.some((p) => p.postId === first.postId && !p.reactions.like));
    const second = (await call(bob, "POST", "/api/v4/posts", { targetType: "community", targetId: made.communityId, data: { text: "gone soon" } })).posts[0];
    await posts.seen((list) => list.some((p) => p.postId === second.postId));
    await call(bob, "DELETE", `/api/v4/posts/${second.postId}`);
    await posts.seen((list) => !list.some((p) => p.postId === second.postId));
    posts.stop();
  });

  test("the comments of a post", async () => {
    const comments = watch(A.CommentRepository.getComments, { referenceType: "post", referenceId: at.post.postId, limit: 10 });
    await comments.seen((list) => list.length === 0, 5000);
    const comment = (await call(bob, "POST", "/api/v3/comments", { referenceType: "post", referenceId: at.post.postId, data: { text: "c" } })).comments[0];
    await comments.seen((list) => list.some((c) => c.commentId === comment.commentId));
    await call(bob, "PUT", `/api/v3/comments/${comment.commentId}`, { data: { text: "changed" } });
    await comments.seen((list) => list.some((c) => c.data.text === "changed"));
    await call(bob, "DELETE", `/api/v4/comments/${comment.commentId}`);
    await comments.seen((list) => !list.some((c) => c.commentId === comment.commentId && !c.isDeleted));
    comments.stop();
  });

  test("the messages of a conversation, and the list of channels", async () => {
    const channels = watch(A.ChannelRepository.getChannels, { membership: "member", types: ["conversation"], limit: 10 });
    await channels.seen((list) => list.length === 0, 5000);
    const made = (await call(bob, "POST", "/api/v3/channels/conversation", { userIds: ["alice"], isDistinct: true })).channels[0];
    await channels.seen((list) => list.some((c) => c.channelId === made.channelId));
    const messages = watch(A.MessageRepository.getMessages, { subChannelId: made.channelInternalId, limit: 10 });
    await messages.seen((list) => list.length === 0, 5000);
    const message = (await call(bob, "POST", "/api/v5/messages", { messageFeedId: made.channelInternalId, dataType: "text", data: { text: "hello" } })).messages[0];
    await messages.seen((list) => list.some((m) => m.messageId === message.messageId && m.data.text === "hello"));
    await call(bob, "PUT", `/api/v5/messages/${message.messageId}`, { data: { text: "hello again" } });
    await messages.seen((list) => list.some((m) => m.data?.text === "hello again"));
    await call(bob, "POST", "/api/v2/reactions", { referenceId: message.messageId, referenceType: "message", reactionName: "like" });
    await messages.seen((list) => list.some((m) => m.reactions.like === 1));
    await call(bob, "DELETE", `/api/v5/messages/${message.messageId}`);
    await messages.seen((list) => list.some((m) => m.messageId === message.messageId && m.isDeleted) || !list.some((m) => m.messageId === message.messageId));
    messages.stop();
    channels.stop();
  });

  test("a community that changes and is joined", async () => {
    const community = watch(A.CommunityRepository.getCommunity, at.community.communityId);
    await community.seen((c) => c?.displayName === "Live", 5000);
    const carol = await register("carol");
    await call(carol, "POST", `/api/v3/communities/${at.community.communityId}/join`);
    await community.seen((c) => c.membersCount === 3 && c.isJoined);
    await call("official-admin", "PUT", `/api/v3/communities/${at.community.communityId}`, { displayName: "Livelier" });
    await community.seen((c) => c.displayName === "Livelier" && c.isJoined);
    community.stop();
  });

  test("followers", async () => {
    await subscribed(A.getMyFollowersTopic());
    const followers = watch(A.UserRepository.Relationship.getFollowers, { userId: "alice", limit: 10 });
    await followers.seen((list) => list.length === 0, 5000);
    await call(bob, "POST", "/api/v4/me/following/alice");
    await followers.seen((list) => list.some((f) => f.from === "bob"));
    await call(bob, "DELETE", "/api/v4/me/following/alice");
    await followers.seen((list) => !list.some((f) => f.from === "bob"));
    followers.stop();
  });
});

describe("the broker", () => {
  test("refuses topics that are not for the caller", async () => {
    const secret = (await call(bob, "POST", "/api/v3/communities", { displayName: "Secret", isPublic: false })).communities[0];
    const network = A.Client.getActiveUser().path.split("/user/")[0];
    const quiet = console.warn;
    console.warn = () => {}; // the client prints every refusal
    for (const topic of [`${secret.path}/post/#`, `${network}/#`, "#", `${network}/smartfeed/+/messages`, "$SYS/#", `other/user/${A.Client.getActiveUser()._id}`]) {
      const refused = await new Promise((done) => client.mqtt.subscribe(topic, (error) => done(Boolean(error))));
      assert.equal(refused, true, topic);
    }
    console.warn = quiet;
  });
});
