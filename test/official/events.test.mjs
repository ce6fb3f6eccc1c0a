// Every listener of the official client that hears of what others do: each one
// is called within a second of a second user's REST call.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { offered, signedIn } from "./client.mjs";

const deadline = 1000; // ms in which the listener must be called

// What is not listened to here, and why.
const left = [
  [/^(StoryRepository|StreamRepository)\./, "stories and live streams are not part of the emulator"],
  [/\.(onLocal|onMessageCreatedLocal|onMessageFetched|onCommunityJoined|onCommunityLeft|onChannelMemberRole)/, "hears of the client's own calls, which the platform tells nothing of"],
  [/FlagCleared$/, "flags are cleared in the console, which the emulator has none of"],
  [/onCommunityUserChanged$/, "no call of the API is told by this event"],
  [/^Client\.(onConnectionError|onClientDisconnected|onNetworkActivities|onSessionStateChange)$/, "about the connection and the session, not about an event"],
];

describe("the listeners of the official client", { concurrency: false }, () => {
  const at = {};
  let A, as, made, sdk, world;

  // heard registers a listener, lets others act, and answers what the listener was given.
  const heard = async (listen, act, right = () => true) => {
    let stop;
    const silent = new Error("the listener was not called in time"); // made here, for its stack
    const answer = new Promise((done, fail) => {
      const late = setTimeout(() => fail(silent), deadline);
      late.unref?.();
      stop = listen((...given) => { if (right(...given)) { clearTimeout(late); done(given); } });
    });
    answer.catch(() => {});
    try {
      await act();
      return await answer;
    } finally {
      stop?.();
    }
  };

  const subscribed = (topic) => new Promise((done, fail) => sdk.subscribeTopic(topic, (error) => (error ? fail(error) : done())));

  before(async () => {
    world = await signedIn({ live: true });
    ({ A, as, made, sdk } = world);
    assert.equal(await A.Client.login({ userId: "alice", displayName: "Alice", deviceId: "d" }, { sessionWillRenewAccessToken: (renewal) => renewal.renew() }), true);
    for (let i = 0; i < 100 && !world.client.mqtt?.connected; i++) await new Promise((r) => setTimeout(r, 50));
    assert.equal(world.client.mqtt.connected, true);
    at.community = (await as("bob", "POST", "/api/v3/communities", { displayName: "Café", isPublic: true, userIds: ["alice"] })).communities[0];
    await subscribed(sdk.getCommunityTopic(at.community));
    await subscribed(sdk.getCommunityTopic(at.community, sdk.SubscriptionLevels.POST_AND_COMMENT));
    await subscribed(sdk.getMyFollowersTopic());
    await subscribed(sdk.getMyFollowingsTopic());
    at.bob = (await as("bob", "GET", "/api/v3/users/bob")).users[0];
    await subscribed(sdk.getUserTopic(at.bob));
    at.target = { targetType: "community", targetId: at.community.communityId };
    at.channel = (await as("bob", "POST", "/api/v3/channels", { type: "community", displayName: "Talk", userIds: ["alice"] })).channels[0];
    await subscribed(sdk.getChannelTopic(at.channel));
    at.channelPath = `/api/v3/channels/${at.channel.channelId}`;
    at.communityPath = `/api/v3/communities/${at.community.communityId}`;
  });
  after(() => world?.stop());

  const post = async () => (await as("bob", "POST", "/api/v4/posts", { ...at.target, data: { text: "p" } })).posts[0];
  const react = (method, referenceType, referenceId) => as("bob", method, "/api/v2/reactions", { referenceType, referenceId, reactionName: "like" });

  test("posts", async () => {
    const on = A.PostRepository;
    await heard(on.onPostCreated, async () => (at.post = await post()), (p) => p.data.text === "p");
    const path = `/api/v3/posts/${at.post.postId}`;
    await heard(on.onPostUpdated, () => as("bob", "PUT", `/api/v4/posts/${at.post.postId}`, { data: { text: "q" } }), (p) => p.data.text === "q");
    await heard(on.onPostFlagged, () => as("bob", "POST", `${path}/flag`), (p) => p.flagCount === 1);
    await heard(on.onPostUnflagged, () => as("bob", "DELETE", `${path}/unflag`), (p) => p.flagCount === 0);
    await heard(on.onPostReactionAdded, () => react("POST", "post", at.post.postId), (p) => p.reactions.like === 1);
    await heard(on.onPostReactionRemoved, () => react("DELETE", "post", at.post.postId), (p) => !p.reactions.like);
    await heard((listen) => A.ReactionRepository.onReactionAdded("post", at.post.postId, listen), () => react("POST", "post", at.post.postId));
    await heard((listen) => A.ReactionRepository.onReactionRemoved("post", at.post.postId, listen), () => react("DELETE", "post", at.post.postId));
    await heard((listen) => A.ReactionRepository.onReactorAdded("post", at.post.postId, listen), () => react("POST", "post", at.post.postId), (reactor) => reactor.userId === "bob");
    await heard((listen) => A.ReactionRepository.onReactorRemoved("post", at.post.postId, listen), () => react("DELETE", "post", at.post.postId));
    const gone = await post();
    await heard(on.onPostDeleted, () => as("bob", "DELETE", `/api/v4/posts/${gone.postId}`), (p) => p.postId === gone.postId && p.isDeleted);
    await as("bob", "PUT", at.communityPath, { needApprovalOnPostCreation: true });
    for (const [listener, verb] of [["onPostApproved", "approve"], ["onPostDeclined", "decline"]]) {
      const waiting = (await as("alice-the-second", "POST", `${at.communityPath}/join`)) && (await as("alice-the-second", "POST", "/api/v4/posts", { ...at.target, data: { text: verb } })).posts[0];
      await heard(on[listener], () => as("bob", "POST", `/api/v3/posts/${waiting.postId}/${verb}`), (p) => p.postId === waiting.postId);
    }
    await as("bob", "PUT", at.communityPath, { needApprovalOnPostCreation: false });
  });

  test("comments", async () => {
    const on = A.CommentRepository;
    const create = async () => (at.comment = (await as("bob", "POST", "/api/v3/comments", { referenceType: "post", referenceId: at.post.postId, data: { text: "c" } })).comments[0]);
    await heard(on.onCommentCreated, create, (c) => c.data.text === "c");
    const path = `/api/v3/comments/${at.comment.commentId}`;
    await heard(on.onCommentUpdated, () => as("bob", "PUT", path, { data: { text: "d" } }), (c) => c.data.text === "d");
    await heard(on.onCommentFlagged, () => as("bob", "POST", `${path}/flag`));
    await heard(on.onCommentUnflagged, () => as("bob", "DELETE", `${path}/unflag`));
    await heard(on.onCommentReactionAdded, () => react("POST", "comment", at.comment.commentId), (c) => c.reactions.like === 1);
    await heard(on.onCommentReactionRemoved, () => react("DELETE", "comment", at.comment.commentId));
    await heard(on.onCommentDeleted, () => as("bob", "DELETE", path), (c) => c.isDeleted);
  });

  test("communities and their members", async () => {
    const { Membership, ...on } = A.CommunityRepository;
    await heard(on.onCommunityCreated, () => as("bob", "POST", "/api/v3/communities", { displayName: "New", isPublic: true }), (c) => c.displayName === "New");
    await heard(on.onCommunityUpdated, () => as("bob", "PUT", at.communityPath, { description: "warm" }), (c) => c.description === "warm");
    const users = `${at.communityPath}/users`;
    const carol = { userIds: ["carol"] };
    await heard(Membership.onCommunityUserAdded, () => as("bob", "POST", users, carol));
    await heard(Membership.onCommunityUserRoleAdded, () => as("bob", "POST", `${users}/roles`, { ...carol, roles: ["community-moderator"] }));
    await heard(Membership.onCommunityUserRoleRemoved, () => as("bob", "DELETE", `${users}/roles`, { ...carol, roles: ["community-moderator"] }));
    await heard(Membership.onCommunityUserRemoved, () => as("bob", "DELETE", users, carol));
    await heard(Membership.onCommunityUserBanned, () => as("bob", "PUT", `${users}/ban`, carol));
    await heard(Membership.onCommunityUserUnbanned, () => as("bob", "PUT", `${users}/unban`, carol));
  });

  test("channels and their members", async () => {
    const on = A.ChannelRepository;
    const carol = { userIds: ["carol"] };
    const create = () => as("bob", "POST", "/api/v3/channels", { channelId: "made", type: "community", displayName: "Made", userIds: ["alice"] });
    await heard(on.onChannelCreated, create, (c) => c.channelId === "made");
    await heard(on.onChannelUpdated, () => as("bob", "PUT", at.channelPath, { displayName: "Talks" }), (c) => c.displayName === "Talks");
    await heard(on.onChannelJoined, () => as("carol", "POST", `${at.channelPath}/join`));
    await heard(on.onChannelLeft, () => as("carol", "DELETE", `${at.channelPath}/leave`));
    await heard(on.onChannelMemberAdded, () => as("bob", "POST", `${at.channelPath}/users`, carol));
    await heard(on.onChannelMemberRemoved, () => as("bob", "DELETE", `${at.channelPath}/users`, carol));
    await heard(on.onChannelMemberBanned, () => as("bob", "PUT", `${at.channelPath}/users/ban`, carol));
    await heard(on.onChannelMemberUnbanned, () => as("bob", "PUT", `${at.channelPath}/users/unban`, carol));
    await heard(on.onChannelMuted, () => as("bob", "PUT", `/api/v2/channel/${at.channel.channelId}/mute`, { mutePeriod: -1 }), (c) => c.isMuted);
    await as("bob", "PUT", `/api/v2/channel/${at.channel.channelId}/mute`, { mutePeriod: 0 });
    await heard(on.onChannelDeleted, () => as("bob", "DELETE", "/api/v3/channels/made"), (c) => c.channelId === "made");
  });

  test("subchannels", async () => {
    const on = A.SubChannelRepository;
    let feed;
    await heard(on.onSubChannelCreated, async () => (feed = (await as("bob", "POST", "/api/v5/message-feeds", { channelId: at.channel.channelId, name: "Side" })).messageFeeds[0]), (s) => s.displayName === "Side");
    await heard(on.onSubChannelUpdated, () => as("bob", "PUT", `/api/v5/message-feeds/${feed.messageFeedId}`, { name: "Aside" }), (s) => s.displayName === "Aside");
    await heard(on.onSubChannelDeleted, () => as("bob", "DELETE", `/api/v5/message-feeds/${feed.messageFeedId}`), (s) => s.isDeleted);
  });

  test("messages and receipts", async () => {
    const on = A.MessageRepository;
    const feed = at.channel.channelInternalId;
    let message;
    await heard(on.onMessageCreatedMqtt, async () => (message = (await as("bob", "POST", "/api/v5/messages", { messageFeedId: feed, dataType: "text", data: { text: "m" } })).messages[0]), (m) => m.data.text === "m");
    const path = `/api/v5/messages/${message.messageId}`;
    await heard(on.onMessageUpdated, () => as("bob", "PUT", path, { data: { text: "n" } }), (m) => m.data.text === "n");
    await heard(on.onMessageFlagged, () => as("bob", "POST", `${path}/flags`));
    await heard(on.onMessageUnflagged, () => as("bob", "DELETE", `${path}/flags`));
    await heard(on.onMessageReactionAdded, () => react("POST", "message", message.messageId), (m) => m.reactions.like === 1);
    await heard(on.onMessageReactionRemoved, () => react("DELETE", "message", message.messageId));
    await heard((listen) => A.ReactionRepository.onReactorAdded("message", message.messageId, listen), () => react("POST", "message", message.messageId), (reactor) => reactor.reactionName === "like");
    await heard((listen) => A.ReactionRepository.onReactorRemoved("message", message.messageId, listen), () => react("DELETE", "message", message.messageId));
    await subscribed(sdk.getMarkedMessageTopic({ channelId: at.channel.channelId, subChannelId: feed }));
    const own = (await A.MessageRepository.createMessage({ subChannelId: feed, dataType: "text", data: { text: "mine" } })).data;
    await heard(sdk.onMessageMarked, () => as("bob", "PUT", `/api/v1/markers/message-feeds/${feed}/mark-read`, {}), (marker) => marker.contentId === own.messageId && marker.readCount === 1);
    await heard(on.onMessageDeleted, () => as("bob", "DELETE", path), (m) => m.isDeleted);
  });

  test("polls", async () => {
    const answers = [{ dataType: "text", data: "A" }, { dataType: "text", data: "B" }];
    const poll = (await as("bob", "POST", "/api/v3/polls", { question: "Q?", answers })).polls[0];
    await as("bob", "POST", "/api/v4/posts", { ...at.target, dataType: "poll", data: { text: "Q?", pollId: poll.pollId } });
    await heard(A.PollRepository.onPollUpdated, () => as("bob", "POST", `/api/v3/polls/${poll.pollId}/votes`, { answerIds: [poll.answers[0].id] }), (p) => p.answers[0].voteCount === 1);
    await heard(A.PollRepository.onPollDeleted, () => as("bob", "DELETE", `/api/v3/polls/${poll.pollId}`), (p) => p.isDeleted);
  });

  test("followers", async () => {
    const on = A.UserRepository.Relationship;
    const me = "/api/v4/me/following/alice";
    const ask = (isFollowWithRequestEnabled) => as("admin", "PUT", "/api/v3/network-settings/social", { isFollowWithRequestEnabled });
    await heard(on.onUserFollowed, () => as("bob", "POST", me), (f) => f.from === "bob");
    await heard(on.onUserUnfollowed, () => as("bob", "DELETE", me), (f) => f.from === "bob");
    await heard(on.onFollowInfoUpdated, () => as("bob", "POST", me));
    await as("bob", "DELETE", me);
    await ask(true);
    await heard(on.onFollowerRequested, () => as("bob", "POST", me), (f) => f.status === "pending");
    await heard(on.onFollowRequestCanceled, () => as("bob", "DELETE", me));
    await on.follow("bob");
    await heard(on.onFollowRequestAccepted, () => as("bob", "POST", "/api/v4/me/followers/alice"), (f) => f.status === "accepted");
    await heard(on.onFollowerDeleted, () => as("bob", "DELETE", "/api/v4/me/followers/alice"));
    await on.follow("bob");
    await heard(on.onFollowRequestDeclined, () => as("bob", "DELETE", "/api/v4/me/followers/alice"));
    await ask(false);
  });

  test("users", async () => {
    const on = A.UserRepository;
    await heard(on.onUserUpdated, () => as("bob", "PUT", "/api/v3/users", { userId: "bob", description: "new" }), (u) => u.description === "new");
    await heard(on.onUserFlagged, () => as("carol", "POST", "/api/v4/me/flags/bob"));
    await heard(on.onUserUnflagged, () => as("carol", "DELETE", "/api/v4/me/flags/bob"));
    await heard(on.onUserDeleted, () => as("admin", "DELETE", "/api/v4/users/carol"), (u) => u.userId === "carol");
    await heard(A.CommunityRepository.onCommunityDeleted, () => as("bob", "DELETE", at.communityPath), (c) => c.isDeleted);
    await heard(A.Client.onClientBanned, () => as("admin", "POST", "/api/v2/users/ban", { userId: "alice" }));
  });

  test("no listener is left out without a reason", () => {
    const missing = offered(sdk).filter((path) => /\.on[A-Z]/.test(path) && !made.has(path) && !left.some(([pattern]) => pattern.test(path)));
    assert.deepEqual(missing, []);
  });
});
