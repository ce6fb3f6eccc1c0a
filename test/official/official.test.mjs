// The platform's own client, unchanged, against the emulator. Each step asserts
// what comes back, because the client believes the body and not the status.
//
// REST only: rteEnabled is off, so the client opens no socket. The client keeps
// a watcher of ten minutes running: run this with --test-force-exit.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { createRequire } from "node:module";
import { deflateSync } from "node:zlib";
import { quiet, start } from "./emulator.mjs";

const require = createRequire(new URL("../package.json", import.meta.url));
const A = require("@amityco/ts-sdk");

let emulator;
let client;

// signIn makes the user of the client; the client holds one session at a time.
async function signIn(userId, displayName) {
  const ok = await A.Client.login({ userId, displayName, deviceId: `device-${userId}` }, { sessionWillRenewAccessToken: (renewal) => renewal.renew() });
  assert.equal(ok, true);
}

// settled is what a live collection shows once it has been quiet for a moment:
// its first result may be what the client remembers of its own writes, before
// the answer of the server has come.
function settled(query, params) {
  return new Promise((done, fail) => {
    let stop;
    let quiet;
    const late = setTimeout(() => end(fail, new Error("no answer within 10 s")), 10000);
    const end = (how, what) => {
      clearTimeout(late);
      clearTimeout(quiet);
      how(what);
      stop?.();
    };
    stop = query(params, ({ data, loading, error }) => {
      if (error) end(fail, error);
      if (loading || error) return;
      clearTimeout(quiet);
      quiet = setTimeout(() => end(done, data), 150);
    });
  });
}

// png is a small real image.
function png(width, height) {
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const out = Buffer.alloc(8 + data.length + 4);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(checksum(body), 8 + data.length);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (1 + width * 3), 0x7f);
  for (let y = 0; y < height; y++) rows[y * (1 + width * 3)] = 0;
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

// checksum is the CRC-32 of a PNG chunk.
function checksum(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
}

function form(name, type, bytes) {
  const data = new FormData();
  data.append("files", new File([bytes], name, { type }));
  return data;
}

before(async () => {
  emulator = await start("-api-key", "official-key", "-admin-token", "official-admin");
  client = A.Client.createClient("official-key", "sg", { apiEndpoint: { http: emulator.url }, rteEnabled: false });
  // The client's response interceptor needs a request with a URL of its own,
  // which the Node adapter of axios does not have.
  client.http.defaults.adapter = "fetch";
  await signIn("bob", "Bob");
});

after(async () => {
  await emulator?.stop();
});

const failsWith = (code) => (error) => {
  assert.equal(error.code, code, `${error}`);
  return true;
};

describe("the official client", () => {
  const at = {};

  test("logs in", async () => {
    await signIn("alice", "Alice");
    assert.equal(A.Client.getActiveUser()._id.length, 24);
    const { data } = await A.UserRepository.getUserByIds(["alice", "bob"]);
    assert.deepEqual(data.map((u) => u.displayName).sort(), ["Alice", "Bob"]);
  });

  test("makes a community and finds it among its own", async () => {
    const { data } = await A.CommunityRepository.createCommunity({ displayName: "Café", tags: ["tea"], metadata: { colour: "green" }, isPublic: true });
    at.community = data.communityId;
    assert.equal(data.displayName, "Café");
    assert.deepEqual(data.tags, ["tea"]);
    assert.deepEqual(data.metadata, { colour: "green" });
    const mine = await settled(A.CommunityRepository.getCommunities, { membership: "member", limit: 5 });
    assert.deepEqual(mine.map((c) => c.communityId), [at.community]);
    const tagged = await settled(A.CommunityRepository.getCommunities, { tags: ["tea"], limit: 5 });
    assert.deepEqual(tagged.map((c) => c.communityId), [at.community]);
    const none = await settled(A.CommunityRepository.getCommunities, { tags: ["coffee"], limit: 5 });
    assert.deepEqual(none, []);
  });

  test("adds a member, gives a role, lists by role", async () => {
    await A.CommunityRepository.Membership.addMembers(at.community, ["bob"]);
    await A.CommunityRepository.Moderation.addRoles(at.community, ["reviewer"], ["bob"]);
    const reviewers = await settled(A.CommunityRepository.Membership.getMembers, { communityId: at.community, roles: ["reviewer"], limit: 5 });
    assert.deepEqual(reviewers.map((m) => m.userId), ["bob"]);
    assert.deepEqual(reviewers[0].roles, ["reviewer"]);
  });

  test("uploads an image, a file and a video, and reads a file back", async () => {
    const image = await A.FileRepository.uploadImage(form("a.png", "image/png", png(900, 30)));
    at.image = image.data[0];
    assert.equal(at.image.type, "image");
    assert.equal(at.image.attributes.name, "a.png");
    const text = await A.FileRepository.uploadFile(form("notes.txt", "text/plain", Buffer.from("notes")));
    assert.equal(text.data[0].type, "file");
    at.voice = (await A.FileRepository.uploadFile(form("v.ogg", "audio/ogg", Buffer.from("OggS\0\x02OpusHead")))).data[0];
    const mp4 = Buffer.from("\0\0\0\x18ftypisom\0\0\x02\0isomiso2", "latin1");
    const video = await A.FileRepository.uploadVideo(form("m.mp4", "video/mp4", mp4));
    assert.equal(video.data[0].type, "video");
    const got = await A.FileRepository.getFile(at.image.fileId);
    assert.equal(got.data.fileId, at.image.fileId);
    const url = A.FileRepository.fileUrlWithSize(at.image.fileUrl, "small");
    const answer = await fetch(url, { headers: { authorization: `Bearer ${client.token.accessToken}` } });
    assert.equal(answer.status, 200);
    const bytes = Buffer.from(await answer.arrayBuffer());
    assert.equal(bytes.readUInt32BE(16), 160, "width of the small size");
    await assert.rejects(A.FileRepository.uploadImage(form("a.gif", "image/gif", Buffer.from("GIF89a\x01\0\x01\0"))), failsWith(400000));
  });

  test("posts text with tags, metadata and a mention", async () => {
    const { data } = await A.PostRepository.createPost({
      targetType: "community", targetId: at.community, data: { text: "hello #tag" }, tags: ["t1"], metadata: { originalPostID: "abc" },
      mentionees: [{ type: "user", userIds: ["bob"] }],
    });
    at.post = data.postId;
    assert.equal(data.data.text, "hello #tag");
    assert.deepEqual(data.tags, ["t1"]);
    assert.deepEqual(data.metadata, { originalPostID: "abc" });
    assert.deepEqual(data.mentionees[0].userIds, ["bob"]);
  });

  test("posts an image as a child post", async () => {
    const { data } = await A.PostRepository.createPost({
      targetType: "community", targetId: at.community, data: { text: "pic" }, attachments: [{ type: "image", fileId: at.image.fileId }],
    });
    at.picture = data.postId;
    assert.equal(data.children.length, 1);
    const { data: child } = await A.PostRepository.getPostByIds([data.children[0]]);
    assert.equal(child[0].dataType, "image");
    assert.equal(child[0].data.fileId, at.image.fileId);
    assert.equal(child[0].parentPostId, at.picture);
  });

  test("queries posts by tag and by type", async () => {
    const feed = { targetType: "community", targetId: at.community, limit: 10 };
    const all = await settled(A.PostRepository.getPosts, feed);
    assert.deepEqual(all.map((p) => p.postId), [at.picture, at.post]);
    const tagged = await settled(A.PostRepository.getPosts, { ...feed, tags: ["t1", "t2"] });
    assert.deepEqual(tagged.map((p) => p.postId), [at.post]);
    const images = await settled(A.PostRepository.getPosts, { ...feed, dataTypes: ["image"] });
    assert.deepEqual(images.map((p) => p.dataType), ["image"]);
  });

  test("reads the global feed, newest and ranked, page by page", async () => {
    const first = await A.FeedRepository.queryGlobalFeed({ limit: 1 });
    assert.deepEqual(first.data.map((p) => p.postId), [at.picture]);
    const second = await A.FeedRepository.queryGlobalFeed({ limit: 1, queryToken: first.paging.next });
    assert.deepEqual(second.data.map((p) => p.postId), [at.post]);
    const images = await A.FeedRepository.queryGlobalFeed({ limit: 5, dataTypes: ["image"] });
    assert.deepEqual(images.data.map((p) => p.postId), [at.picture]);
    const ranked = await A.FeedRepository.getCustomRankingGlobalFeed({ limit: 5 });
    assert.deepEqual(ranked.data.map((p) => p.postId).sort(), [at.picture, at.post].sort());
  });

  test("reacts, lists reactors, takes the reaction back", async () => {
    assert.equal(await A.ReactionRepository.addReaction("post", at.post, "like"), true);
    const { data } = await A.PostRepository.getPostByIds([at.post]);
    assert.deepEqual(data[0].reactions, { like: 1 });
    assert.deepEqual(data[0].myReactions, ["like"]);
    const reactors = await settled(A.ReactionRepository.getReactions, { referenceType: "post", referenceId: at.post, limit: 5 });
    assert.deepEqual(reactors.map((r) => [r.userId, r.reactionName]), [["alice", "like"]]);
    assert.equal(await A.ReactionRepository.removeReaction("post", at.post, "like"), true);
    const again = await A.PostRepository.getPostByIds([at.post]);
    assert.deepEqual(again.data[0].reactions, {});
  });

  test("comments and replies", async () => {
    const { data: comment } = await A.CommentRepository.createComment({ referenceType: "post", referenceId: at.post, data: { text: "first" } });
    const { data: reply } = await A.CommentRepository.createComment({ referenceType: "post", referenceId: at.post, parentId: comment.commentId, data: { text: "second" } });
    assert.equal(reply.parentId, comment.commentId);
    const top = await settled(A.CommentRepository.getComments, { referenceType: "post", referenceId: at.post, limit: 5 });
    assert.deepEqual(top.map((c) => c.data.text), ["first"]);
    assert.deepEqual(top[0].children, [reply.commentId]);
    const { data: posts } = await A.PostRepository.getPostByIds([at.post]);
    assert.equal(posts[0].commentsCount, 2);
  });

  test("makes a poll, posts it, votes, closes it", async () => {
    const { data: poll } = await A.PollRepository.createPoll({
      question: "Q?", answers: [{ dataType: "text", data: "A" }, { dataType: "text", data: "B" }], answerType: "single", closedIn: 86400000,
    });
    assert.deepEqual(poll.answers.map((a) => a.data), ["A", "B"]);
    const { data: post } = await A.PostRepository.createPost({
      targetType: "community", targetId: at.community, dataType: "poll", data: { text: "Q?", pollId: poll.pollId },
    });
    assert.equal(post.data.pollId, poll.pollId);
    const { data: voted } = await A.PollRepository.votePoll(poll.pollId, [poll.answers[1].id]);
    assert.deepEqual(voted.answers.map((a) => [a.voteCount, a.isVotedByUser]), [[0, false], [1, true]]);
    assert.equal(voted.isVoted, true);
    const { data: closed } = await A.PollRepository.closePoll(poll.pollId);
    assert.equal(closed.status, "closed");
  });

  test("finds the same conversation again", async () => {
    const { data: made } = await A.ChannelRepository.createChannel({ type: "conversation", userIds: ["bob"], isDistinct: true });
    const { data: found } = await A.ChannelRepository.createChannel({ type: "conversation", userIds: ["bob"], isDistinct: true });
    assert.equal(found.channelId, made.channelId);
    assert.equal(made.memberCount, 2);
    at.feed = made.defaultSubChannelId ?? made.channelInternalId;
  });

  test("sends text and a voice message and lists by type", async () => {
    const { data: text } = await A.MessageRepository.createMessage({ subChannelId: at.feed, dataType: "text", data: { text: "yo" }, tags: ["a"] });
    assert.equal(text.data.text, "yo");
    const { data: voice } = await A.MessageRepository.createMessage({ subChannelId: at.feed, dataType: "audio", fileId: at.voice.fileId, metadata: { duration: 3 } });
    assert.deepEqual(voice.metadata, { duration: 3 });
    assert.equal(voice.fileId, at.voice.fileId);
    const all = await settled(A.MessageRepository.getMessages, { subChannelId: at.feed, limit: 10 });
    assert.deepEqual(all.map((m) => m.dataType).sort(), ["audio", "text"]);
    const audio = await settled(A.MessageRepository.getMessages, { subChannelId: at.feed, type: "audio", limit: 10 });
    assert.deepEqual(audio.map((m) => m.messageId), [voice.messageId]);
    assert.equal(await A.SubChannelRepository.startReading(at.feed), true);
    // While it reads, the client tells so every few seconds, and would meet the
    // rate limit further down where nobody waits for the answer.
    assert.equal(await A.SubChannelRepository.stopReading(at.feed), true);
  });

  test("updates its own metadata only", async () => {
    const { data } = await A.UserRepository.updateUser("alice", { metadata: { saved: ["p1"] } });
    assert.deepEqual(data.metadata, { saved: ["p1"] });
    assert.equal(data.displayName, "Alice");
    await assert.rejects(A.PostRepository.createPost({ targetType: "user", targetId: "bob", data: { text: "not my feed" } }), failsWith(400301));
  });

  test("lists users", async () => {
    const users = await settled(A.UserRepository.getUsers, { sortBy: "displayName", limit: 5 });
    assert.deepEqual(users.map((u) => u.userId), ["alice", "bob"]);
  });

  test("follows, blocks and unblocks", async () => {
    const { data } = await A.UserRepository.Relationship.follow("bob");
    assert.deepEqual([data.from, data.to, data.status], ["alice", "bob", "accepted"]);
    await A.UserRepository.Relationship.blockUser("bob");
    const blocked = await settled(A.UserRepository.getBlockedUsers, { limit: 5 });
    assert.deepEqual(blocked.map((u) => u.userId), ["bob"]);
    await A.UserRepository.Relationship.unBlockUser("bob");
    const none = await settled(A.UserRepository.getBlockedUsers, { limit: 5 });
    assert.deepEqual(none, []);
  });

  test("checks links and texts before sending", async () => {
    assert.equal(await client.validateUrls(["https://x.test"]), true);
    assert.equal(await client.validateTexts(["fine"]), true);
  });

  test("deletes a post for good", async () => {
    assert.equal((await A.PostRepository.deletePost(at.picture, true)).postId, at.picture);
    const left = await settled(A.PostRepository.getPosts, { targetType: "community", targetId: at.community, limit: 10 });
    assert.equal(left.some((p) => p.postId === at.picture), false);
  });

  test("meets the rate limit as the platform's error", async () => {
    await quiet(emulator.url);
    const calls = Array.from({ length: 130 }, () => client.http.get("/api/v3/users?limit=1").then(() => 0, (e) => e.code));
    const codes = await Promise.all(calls);
    assert.ok(codes.includes(400311), `codes: ${[...new Set(codes)]}`);
    assert.ok(codes.includes(0), "some calls went through");
  });

  test("logs out and its token is worth nothing", async () => {
    const { accessToken } = client.token;
    await fetch(`${emulator.url}/_emulator/advance`, { method: "POST", body: JSON.stringify({ seconds: 6 }) });
    assert.equal(await A.Client.secureLogout(), true);
    const answer = await fetch(`${emulator.url}/api/v3/users`, { headers: { authorization: `Bearer ${accessToken}` } });
    assert.equal(answer.status, 401);
    assert.equal((await answer.json()).code, 400100);
  });
});
