// Every call group the official client offers for what the emulator does: each
// step asserts what comes back, because the client believes the body and not
// the status. Run with realtime on and off.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { deflateSync } from "node:zlib";
import { quiet } from "./emulator.mjs";
import { failsWith, offered, shows, signedIn } from "./client.mjs";

// What is not called, and why.
const left = [
  [/^(StoryRepository|StreamRepository)\./, "stories and live streams are not part of the emulator"],
  [/semanticSearch/, "semantic search is not part of the emulator"],
  [/\.(on|observe)[A-Z]/, "listens only: events.test.mjs"],
  [/\.(convert|prepare|preUpdate|applyFilter|getMessageIdentifierIds|setActiveUser|pushMarkerSyncEvent|getMarkerSyncEvents|setMarkerSyncEvents|markerSyncTrigger|getMarkerSyncConsistentMode|startMarkerSync|markReadEngineOnLoginHandler)/, "works on what is in memory, asks the platform nothing"],
  [/^Client\.(createClient|logout|stopUnreadSyncing)$/, "called by every test, or ends what another call of the group ends"],
];

const image = (() => { // a real PNG of 2 × 2
  const crc = (bytes) => { let c = ~0; for (const b of bytes) { c ^= b; for (let i = 0; i < 8; i++) c = (c >>> 1) ^ (0xedb88320 & -(c & 1)); } return ~c >>> 0; };
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const out = Buffer.alloc(8 + body.length);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc(body), 4 + body.length);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(2, 0);
  head.writeUInt32BE(2, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head), chunk("IDAT", deflateSync(Buffer.alloc(14))), chunk("IEND", Buffer.alloc(0))]);
})();

function form(name, type, bytes) {
  const data = new FormData();
  data.append("files", new File([bytes], name, { type }));
  return data;
}

/**
 * The steps. sdk is another version of the client; what only one version
 * offers is called where it is there. also are further reasons to leave calls
 * out, more adds steps that get the world of these.
 */
export function everyCall({ live, sdk: other, also = [], more = () => {} }) {
  describe(`every call of the official client ${other ? "of the next version" : ""}, realtime ${live ? "on" : "off"}`, { concurrency: false }, () => {
    const at = {};
    let A, as, made, sdk, world;
    const ids = (list, field) => list.map((one) => one[field]);
    const has = (group, name) => typeof group[name] === "function"; // versions differ

    before(async () => {
      world = await signedIn({ live, sdk: other });
      ({ A, as, made, sdk } = world);
    });
    after(() => world?.stop());

    test("session: login, user, settings, states", async () => {
      const states = [];
      A.Client.onSessionStateChange((state) => states.push(state));
      assert.equal(await A.Client.login({ userId: "alice", displayName: "Alice", deviceId: "d" }, { sessionWillRenewAccessToken: (renewal) => renewal.renew() }), true);
      assert.equal(A.Client.getActiveUser().userId, "alice");
      assert.ok(A.Client.getActiveClient());
      assert.ok(states.includes("established"), `states: ${states}`);
      assert.deepEqual(Object.keys(await A.Client.getFeedSettings()), ["post"]);
      A.Client.setUploadedFileAccessType("network");
      for (let i = 0; live && i < 100 && !A.Client.isConnected(); i++) await new Promise((r) => setTimeout(r, 50));
      assert.equal(typeof A.Client.isConnected(), "boolean");
      await A.Client.renewal().renew();
      assert.equal((await as("bob", "GET", "/api/v3/users/alice")).users[0].displayName, "Alice");
    });

    test("users: get, list, search, update, flag", async () => {
      assert.deepEqual(ids((await A.UserRepository.getUserByIds(["alice", "bob"])).data, "userId").sort(), ["alice", "bob"]);
      assert.equal((await A.UserRepository.updateUser("alice", { displayName: "Alice A.", description: "d", metadata: { a: 1 } })).data.description, "d");
      await shows(A.UserRepository.getUser, "bob", (user) => user.displayName === "Bob");
      const sorted = other ? ["firstCreated", "bob,carol,alice"] : ["displayName", "alice,bob,carol"]; // the next version sorts by time again
      await shows(A.UserRepository.getUsers, { sortBy: sorted[0], limit: 5 }, (list) => ids(list, "userId").join() === sorted[1]);
      await shows(A.UserRepository.searchUserByDisplayName, { displayName: "car", limit: 5 }, (list) => ids(list, "userId").join() === "carol");
      assert.equal(await A.UserRepository.flagUser("bob"), true);
      assert.equal(await A.UserRepository.isUserFlaggedByMe("bob"), true);
      assert.equal(await A.UserRepository.unflagUser("bob"), true);
      assert.equal(await A.UserRepository.isUserFlaggedByMe("bob"), false);
      await assert.rejects(A.UserRepository.updateUser("bob", { displayName: "x" }), failsWith(400100));
      assert.equal(await A.Client.login({ userId: "alice", displayName: "Alice", deviceId: "d" }, { sessionWillRenewAccessToken: (renewal) => renewal.renew() }), true); // that code ends the session
    });

    test("relationships: follow, requests, lists, counts, blocks", async () => {
      const { Relationship } = A.UserRepository;
      assert.equal((await Relationship.follow("bob")).data.status, "accepted");
      await shows(Relationship.getFollowings, { userId: "alice", limit: 5 }, (list) => ids(list, "to").join() === "bob");
      await as("bob", "POST", "/api/v4/me/following/alice");
      await shows(Relationship.getFollowers, { userId: "alice", limit: 5 }, (list) => ids(list, "from").join() === "bob");
      await shows(Relationship.getMyFollowInfo, undefined, (info) => info.followerCount === 1 && info.followingCount === 1);
      await shows(Relationship.getFollowInfo, "bob", (info) => info.followerCount === 1 && info.status === "accepted");
      assert.equal(await Relationship.unfollow("bob"), true);
      await as("admin", "PUT", "/api/v3/network-settings/social", { isFollowWithRequestEnabled: true });
      for (const [accept, decline] of [["acceptMyFollower", "declineMyFollower"], ["acceptFollower", "declineFollower"]]) {
        if (!has(Relationship, accept)) continue;
        await as("carol", "POST", "/api/v4/me/following/alice");
        assert.equal(await Relationship[accept]("carol"), true);
        assert.equal((await as("carol", "GET", "/api/v4/me/following?status=accepted")).follows.length, 1);
        await as("carol", "DELETE", "/api/v4/me/following/alice");
        await as("carol", "POST", "/api/v4/me/following/alice");
        assert.equal(await Relationship[decline]("carol"), true);
        assert.equal((await as("carol", "GET", "/api/v4/me/following?status=all")).follows.length, 0);
      }
      assert.equal((await Relationship.follow("carol")).data.status, "pending");
      await as("admin", "PUT", "/api/v3/network-settings/social", { isFollowWithRequestEnabled: false });
      await Relationship.blockUser("carol");
      await shows(has(Relationship, "getBlockedUsers") ? Relationship.getBlockedUsers : A.UserRepository.getBlockedUsers, { limit: 5 }, (list) => ids(list, "userId").join() === "carol");
      await Relationship.unBlockUser("carol");
      await shows(A.UserRepository.getBlockedUsers, { limit: 5 }, (list) => list.length === 0);
    });

    test("files: upload, get, sized url, delete", async () => {
      at.image = (await A.FileRepository.uploadImage(form("a.png", "image/png", image))).data[0];
      assert.equal(at.image.accessType, "network");
      if (has(A.FileRepository, "createImage")) assert.equal((await A.FileRepository.createImage(form("b.png", "image/png", image))).data[0].type, "image");
      at.file = (await A.FileRepository.uploadFile(form("notes.txt", "text/plain", "notes"))).data[0];
      if (has(A.FileRepository, "createFile")) assert.equal((await A.FileRepository.createFile(form("v.ogg", "audio/ogg", "OggS\0\x02OpusHead"))).data[0].type, "file");
      const mp4 = Buffer.from("\0\0\0\x18ftypisom\0\0\x02\0isomiso2", "latin1");
      at.video = (await A.FileRepository.uploadVideo(form("m.mp4", "video/mp4", mp4))).data[0];
      assert.equal(at.video.status, "transcoded");
      if (has(A.FileRepository, "createVideo")) assert.equal((await A.FileRepository.createVideo(form("n.mp4", "video/mp4", mp4), "post")).data[0].feedType, "post");
      assert.equal((await A.FileRepository.getFile(at.file.fileId)).data.attributes.name, "notes.txt");
      assert.match(A.FileRepository.fileUrlWithSize(at.image.fileUrl, "small"), /size=small$/);
      assert.deepEqual(await A.FileRepository.deleteFile(at.file.fileId), { success: true });
      await assert.rejects(A.FileRepository.getFile(at.file.fileId), failsWith(400400));
    });

    test("roles and categories", async () => {
      assert.ok(ids((await A.queryRoles({ limit: 10 })).data, "roleId").includes("community-moderator"));
      assert.equal((await A.getRole("community-moderator")).data.roleId, "community-moderator");
      at.category = (await as("admin", "POST", "/api/v3/community-categories", { name: "Tools" })).categories[0].categoryId;
      assert.equal((await A.CategoryRepository.getCategory(at.category)).data.name, "Tools");
      await shows(A.CategoryRepository.getCategories, { limit: 5 }, (list) => ids(list, "name").join() === "Tools");
      assert.deepEqual((await A.AdRepository.getNetworkAds()).ads, []);
    });

    test("communities: create, change, find, recommend, leave, delete", async () => {
      const { CommunityRepository } = A;
      at.community = (await CommunityRepository.createCommunity({ displayName: "Café", tags: ["tea"], isPublic: true, categoryIds: [at.category], userIds: ["bob"] })).data.communityId;
      assert.equal((await CommunityRepository.updateCommunity(at.community, { description: "warm", metadata: { pinPostID: "p" } })).data.description, "warm");
      await shows(CommunityRepository.getCommunity, at.community, (one) => one.isJoined && one.membersCount === 2);
      assert.equal((await CommunityRepository.getCommunityByIds([at.community])).data.length, 1);
      for (const params of [{ membership: "member" }, { tags: ["tea"] }, { categoryId: at.category }, { displayName: "caf" }]) {
        await shows(CommunityRepository.getCommunities, { ...params, limit: 5 }, (list) => ids(list, "communityId").join() === at.community);
      }
      await shows(CommunityRepository.searchCommunities, { displayName: "caf", limit: 5 }, (list) => ids(list, "communityId").join() === at.community);
      const other = (await as("bob", "POST", "/api/v3/communities", { displayName: "Other", isPublic: true })).communities[0].communityId;
      await shows(CommunityRepository.getRecommendedCommunities, { limit: 5 }, (list) => ids(list, "communityId").join() === other);
      await shows(CommunityRepository.getTrendingCommunities, { limit: 5 }, (list) => list.length === 2);
      if (has(CommunityRepository, "getTopTrendingCommunities")) assert.equal((await CommunityRepository.getTopTrendingCommunities({ limit: 5 })).data.length, 2);
      assert.equal(await CommunityRepository.joinCommunity(other), true);
      assert.equal(await CommunityRepository.leaveCommunity(other), true);
      const gone = (await CommunityRepository.createCommunity({ displayName: "Gone", isPublic: true })).data.communityId;
      assert.equal((await CommunityRepository.deleteCommunity(gone)).isDeleted, true);
      await shows(CommunityRepository.getCommunities, { membership: "member", limit: 5 }, (list) => ids(list, "communityId").join() === at.community);
    });

    test("community members: add, roles, search, ban, remove", async () => {
      const { Membership, Moderation } = A.CommunityRepository;
      assert.equal(await Membership.addMembers(at.community, ["carol"]), true);
      await Moderation.addRoles(at.community, ["community-moderator"], ["carol"]);
      await shows(Membership.getMembers, { communityId: at.community, roles: ["community-moderator"], limit: 5 }, (list) => ids(list, "userId").sort().join() === "alice,carol");
      await Moderation.removeRoles(at.community, ["community-moderator"], ["carol"]);
      await shows(Membership.searchMembers, { communityId: at.community, search: "car", limit: 5 }, (list) => ids(list, "userId").join() === "carol");
      await Moderation.banMembers(at.community, ["carol"]);
      await shows(Membership.getMembers, { communityId: at.community, memberships: ["banned"], limit: 5 }, (list) => ids(list, "userId").join() === "carol");
      await Moderation.unbanMembers(at.community, ["carol"]);
      await Membership.addMembers(at.community, ["carol"]);
      assert.equal(await Membership.removeMembers(at.community, ["carol"]), true);
      await shows(Membership.getMembers, { communityId: at.community, limit: 5 }, (list) => ids(list, "userId").sort().join() === "alice,bob");
    });

    test("posts: create, edit, flag, pin, review, delete", async () => {
      const { PostRepository } = A;
      const target = { targetType: "community", targetId: at.community };
      at.post = (await PostRepository.createPost({ ...target, data: { text: "hello #tea @bob" }, tags: ["t1"], metadata: { originalPostID: "x" }, mentionees: [{ type: "user", userIds: ["bob"] }] })).data.postId;
      const picture = (await PostRepository.createPost({ ...target, data: { text: "pic" }, attachments: [{ type: "image", fileId: at.image.fileId }] })).data;
      assert.equal(picture.children.length, 1);
      await PostRepository.createPost({ ...target, data: { text: "film" }, attachments: [{ type: "video", fileId: at.video.fileId }] });
      await shows(PostRepository.getPosts, { ...target, dataTypes: ["video"], limit: 5 }, (list) => ids(list, "dataType").join() === "video");
      await shows(PostRepository.getPosts, { ...target, tags: ["t1"], limit: 5 }, (list) => ids(list, "postId").join() === at.post);
      await shows(PostRepository.getPost, at.post, (post) => post.data.text.startsWith("hello"));
      assert.equal((await PostRepository.getPostByIds([at.post])).data[0].metadata.originalPostID, "x");
      assert.equal((await PostRepository.editPost(at.post, { data: { text: "changed" } })).data.data.text, "changed");
      const change = has(PostRepository, "updatePost") ? PostRepository.updatePost : PostRepository.editPost;
      assert.deepEqual((await change(at.post, { metadata: { a: 1 } })).data.metadata, { a: 1 });
      assert.equal(await PostRepository.flagPost(at.post), true);
      assert.equal(await PostRepository.isPostFlaggedByMe(at.post), true);
      assert.equal(await PostRepository.unflagPost(at.post), true);
      await as("admin", "POST", `/api/v1/pinned-posts/communities/${at.community}/announcement/${at.post}`);
      await shows(PostRepository.getPinnedPosts, { communityId: at.community, placement: "announcement", sortBy: "lastPinned" }, (list) => list.length === 1 && list[0].post.postId === at.post);
      await as("admin", "POST", `/api/v1/pinned-posts/global/${at.post}`);
      await shows(PostRepository.getGlobalPinnedPosts, {}, (list) => list.length === 1 && list[0].post.postId === at.post);
      const reviewed = (await A.CommunityRepository.createCommunity({ displayName: "Reviewed", isPublic: true, postSetting: "ADMIN_REVIEW_POST_REQUIRED", userIds: ["bob"] })).data.communityId;
      const waiting = [];
      for (const text of ["one", "two"]) waiting.push((await as("bob", "POST", "/api/v4/posts", { targetType: "community", targetId: reviewed, data: { text } })).posts[0].postId);
      await shows(PostRepository.getPosts, { targetType: "community", targetId: reviewed, feedType: "reviewing", limit: 5 }, (list) => list.length === 2);
      assert.equal((await PostRepository.approvePost(waiting[0])).data.feedType, "published");
      assert.equal((await PostRepository.declinePost(waiting[1])).data.feedType, "declined");
      const temporary = [];
      for (let i = 0; i < 3; i++) temporary.push((await PostRepository.createPost({ ...target, data: { text: "temporary" } })).data.postId);
      assert.equal((await PostRepository.softDeletePost(temporary[0])).isDeleted, true);
      assert.equal((await PostRepository.hardDeletePost(temporary[1])).postId, temporary[1]);
      assert.equal((await PostRepository.deletePost(temporary[2])).isDeleted, true);
      await as("bob", "POST", "/api/v1/analytics/activities", { activities: [{ contentId: at.post, contentType: "post", activity: "view" }] });
      await shows(A.UserRepository.getReachedUsers, { viewId: at.post, viewedType: "post", limit: 5 }, (list) => ids(list, "userId").join() === "bob");
      if (has(A.UserRepository, "getViewedUsers")) await shows(A.UserRepository.getViewedUsers, { postId: at.post, limit: 5 }, (list) => ids(list, "userId").join() === "bob");
    });

    test("feeds: newest, ranked, by type, page by page", async () => {
      const first = await A.FeedRepository.queryGlobalFeed({ limit: 1 });
      const second = await A.FeedRepository.queryGlobalFeed({ limit: 1, queryToken: first.paging.next });
      assert.notEqual(first.data[0].postId, second.data[0].postId);
      assert.equal((await A.FeedRepository.queryGlobalFeed({ limit: 5, dataTypes: ["video"] })).data.length, 1);
      if (other) await shows(A.FeedRepository.getCustomRankingGlobalFeed, { limit: 5 }, (list) => list.length > 1);
      else assert.ok((await A.FeedRepository.getCustomRankingGlobalFeed({ limit: 5 })).data.length > 1);
    });

    test("comments: create, reply, edit, flag, delete", async () => {
      const { CommentRepository } = A;
      const reference = { referenceType: "post", referenceId: at.post };
      const comment = (await CommentRepository.createComment({ ...reference, data: { text: "c" } })).data.commentId;
      await CommentRepository.createComment({ ...reference, parentId: comment, data: { text: "reply" }, attachments: [{ type: "image", fileId: at.image.fileId }] });
      await shows(CommentRepository.getComments, { ...reference, limit: 5 }, (list) => ids(list, "commentId").join() === comment && list[0].children.length === 1);
      await shows(CommentRepository.getComments, { ...reference, parentId: comment, limit: 5 }, (list) => list.length === 1);
      await shows(CommentRepository.getComment, comment, (one) => one.data.text === "c");
      assert.equal((await CommentRepository.updateComment(comment, { data: { text: "edited" } })).data.data.text, "edited");
      assert.equal((await CommentRepository.getCommentByIds([comment])).data[0].data.text, "edited");
      assert.equal(await CommentRepository.flagComment(comment), true);
      assert.equal(await CommentRepository.isCommentFlaggedByMe(comment), true);
      assert.equal(await CommentRepository.unflagComment(comment), true);
      at.comment = comment;
      for (const [end, deleted] of [["softDeleteComment", true], ["deleteComment", true], ["hardDeleteComment", undefined]]) {
        const { commentId } = (await CommentRepository.createComment({ ...reference, data: { text: end } })).data;
        const gone = await CommentRepository[end](commentId);
        assert.equal(gone.commentId, commentId);
        if (deleted) assert.equal(gone.isDeleted, true);
      }
    });

    test("reactions on a post, a comment and a message", async () => {
      for (const [type, id] of [["post", at.post], ["comment", at.comment]]) {
        assert.equal(await A.ReactionRepository.addReaction(type, id, "like"), true);
        await shows(A.ReactionRepository.getReactions, { referenceType: type, referenceId: id, limit: 5 }, (list) => list.length === 1 && list[0].reactionName === "like");
        assert.equal(await A.ReactionRepository.removeReaction(type, id, "like"), true);
      }
    });

    test("polls: create, show, vote, close, delete", async () => {
      const { PollRepository } = A;
      const answers = [{ dataType: "text", data: "A" }, { dataType: "text", data: "B" }];
      const poll = (await PollRepository.createPoll({ question: "Q?", answers, answerType: "multiple", closedIn: 86400000 })).data;
      await A.PostRepository.createPost({ targetType: "community", targetId: at.community, dataType: "poll", data: { text: "Q?", pollId: poll.pollId } });
      assert.equal((await PollRepository.votePoll(poll.pollId, ids(poll.answers, "id"))).data.isVoted, true);
      await shows(PollRepository.getPoll, poll.pollId, (one) => one.answers.every((answer) => answer.voteCount === 1));
      assert.equal((await PollRepository.closePoll(poll.pollId)).data.status, "closed");
      assert.equal(await PollRepository.deletePoll(poll.pollId), true);
    });

    test("channels of every kind: create, change, join, leave, delete", async () => {
      const { ChannelRepository } = A;
      at.conversation = (await ChannelRepository.createChannel({ type: "conversation", userIds: ["bob"] })).data;
      at.channel = (await ChannelRepository.createChannel({ type: "community", displayName: "Talk", tags: ["x"], userIds: ["bob"], isPublic: true })).data.channelId;
      assert.equal((await ChannelRepository.createChannel({ type: "live", displayName: "Live" })).data.type, "live");
      await as("admin", "POST", "/api/v3/channels", { channelId: "news", type: "broadcast", displayName: "News", userIds: ["alice"] });
      await shows(ChannelRepository.getChannels, { types: ["broadcast"], limit: 5 }, (list) => ids(list, "channelId").join() === "news");
      await shows(ChannelRepository.getChannels, { membership: "member", tags: ["x"], limit: 5 }, (list) => ids(list, "channelId").join() === at.channel);
      await shows(ChannelRepository.getChannel, at.channel, (one) => one.displayName === "Talk");
      assert.equal((await ChannelRepository.getChannelByIds([at.channel])).data.length, 1);
      assert.equal((await ChannelRepository.updateChannel(at.channel, { displayName: "Talks", metadata: { a: 1 } })).data.displayName, "Talks");
      assert.equal(await ChannelRepository.muteChannel(at.channel), true);
      assert.equal(await ChannelRepository.unmuteChannel(at.channel), true);
      assert.equal(typeof ChannelRepository.isUnreadCountSupport({ channelType: "community", type: "community" }), "boolean");
      const other = (await as("bob", "POST", "/api/v3/channels", { type: "community", displayName: "Open" })).channels[0].channelId;
      assert.equal(await ChannelRepository.joinChannel(other), true);
      assert.equal(await ChannelRepository.leaveChannel(other), true);
      const gone = (await ChannelRepository.createChannel({ type: "community", displayName: "Gone" })).data.channelId;
      assert.equal((await ChannelRepository.deleteChannel(gone)).isDeleted, true);
    });

    test("channel members: add, roles, mute, ban, search, remove", async () => {
      const { Membership, Moderation } = A.ChannelRepository;
      assert.equal(await Membership.addMembers(at.channel, ["carol"]), true);
      assert.equal(await Moderation.addRole(at.channel, "channel-moderator", ["carol"]), true);
      await shows(Membership.getMembers, { channelId: at.channel, roles: ["channel-moderator"], limit: 5 }, (list) => ids(list, "userId").sort().join() === "alice,carol");
      assert.equal(await Moderation.removeRole(at.channel, "channel-moderator", ["carol"]), true);
      assert.equal(await Moderation.muteMembers(at.channel, ["carol"]), true);
      assert.equal(await Moderation.unmuteMembers(at.channel, ["carol"]), true);
      await shows(Membership.searchMembers, { channelId: at.channel, search: "car", limit: 5 }, (list) => ids(list, "userId").join() === "carol");
      await Moderation.banMembers(at.channel, ["carol"]);
      await shows(Membership.getMembers, { channelId: at.channel, memberships: ["banned"], limit: 5 }, (list) => ids(list, "userId").join() === "carol");
      await Moderation.unbanMembers(at.channel, ["carol"]);
      await Membership.addMembers(at.channel, ["carol"]);
      assert.equal(await Membership.removeMembers(at.channel, ["carol"]), true);
    });

    test("subchannels: create, rename, list, delete", async () => {
      const { SubChannelRepository } = A;
      at.feed = (await SubChannelRepository.createSubChannel({ channelId: at.channel, displayName: "Side" })).data.subChannelId;
      assert.equal((await SubChannelRepository.updateSubChannel(at.feed, { displayName: "Aside" })).data.displayName, "Aside");
      await shows(SubChannelRepository.getSubChannel, at.feed, (one) => one.displayName === "Aside");
      await shows(SubChannelRepository.getSubChannels, { channelId: at.channel, limit: 5 }, (list) => list.length === 2);
      assert.equal((await SubChannelRepository.getSubChannelByIds([at.feed])).data.length, 1);
      for (const end of ["softDeleteSubChannel", "hardDeleteSubChannel", "deleteSubChannel"]) {
        const { subChannelId } = (await SubChannelRepository.createSubChannel({ channelId: at.channel, displayName: end })).data;
        assert.equal((await SubChannelRepository[end](subChannelId)).subChannelId, subChannelId);
      }
    });

    test("messages: send, edit, list by type and tag, flag, delete", async () => {
      const { MessageRepository } = A;
      const feed = at.conversation.defaultSubChannelId;
      const text = (await MessageRepository.createMessage({ subChannelId: feed, dataType: "text", data: { text: "yo" }, tags: ["a"] })).data.messageId;
      await MessageRepository.createMessage({ subChannelId: feed, dataType: "image", fileId: at.image.fileId });
      await MessageRepository.createMessage({ subChannelId: feed, dataType: "custom", data: { any: ["thing"] } });
      await shows(MessageRepository.getMessages, { subChannelId: feed, limit: 10 }, (list) => list.length === 3);
      await shows(MessageRepository.getMessages, { subChannelId: feed, type: "image", limit: 10 }, (list) => ids(list, "dataType").join() === "image");
      await shows(MessageRepository.getMessages, { subChannelId: feed, tags: ["a"], limit: 10 }, (list) => ids(list, "messageId").join() === text);
      await shows(MessageRepository.getMessage, text, (one) => one.data.text === "yo");
      if (has(MessageRepository, "getMessageByIds")) assert.equal((await MessageRepository.getMessageByIds([text])).data.length, 1);
      assert.equal((await MessageRepository.updateMessage(text, { data: { text: "yo!" } })).data.data.text, "yo!");
      assert.equal((await MessageRepository.editMessage(text, { data: { text: "yo?" } })).data.data.text, "yo?");
      assert.equal(await MessageRepository.flagMessage(text), true);
      assert.equal(await MessageRepository.isMessageFlaggedByMe(text), true);
      assert.equal(await MessageRepository.unflagMessage(text), true);
      assert.equal(await A.ReactionRepository.addReaction("message", text, "like"), true);
      assert.equal(await A.ReactionRepository.removeReaction("message", text, "like"), true);
      for (const end of ["softDeleteMessage", "deleteMessage"]) {
        const { messageId } = (await MessageRepository.createMessage({ subChannelId: feed, dataType: "text", data: { text: end } })).data;
        assert.equal((await MessageRepository[end](messageId)).isDeleted, true);
      }
    });

    test("reading: markers, receipts, unread counts", async () => {
      const feed = at.conversation.defaultSubChannelId;
      const theirs = (await as("bob", "POST", "/api/v5/messages", { messageFeedId: feed, dataType: "text", data: { text: "unread" } })).messages[0];
      assert.equal(A.Client.enableUnreadCount(), true);
      A.Client.startUnreadSync();
      if (has(A.Client, "getTotalUnreadCount")) await shows(A.Client.getTotalUnreadCount, undefined, (count) => count === 1);
      await shows(A.Client.getUserUnread, undefined, (unread) => unread.unreadCount === 1);
      A.Client.stopUnreadSync();
      assert.equal(await A.MessageRepository.markAsDelivered(feed, theirs.messageId), true);
      const own = (await A.MessageRepository.createMessage({ subChannelId: feed, dataType: "text", data: { text: "read me" } })).data;
      await as("bob", "PUT", `/api/v1/markers/message-feeds/${feed}/mark-read`, {});
      assert.deepEqual(ids((await A.MessageRepository.getReadUsers({ messageId: own.messageId, memberships: ["member"] })).data, "userId"), ["bob"]);
      assert.deepEqual(ids((await A.MessageRepository.getDeliveredUsers({ messageId: own.messageId, memberships: ["member"] })).data, "userId"), ["bob"]);
      if (has(A.SubChannelRepository, "startReading")) {
        assert.equal(await A.SubChannelRepository.startReading(feed), true);
        assert.equal(await A.SubChannelRepository.stopReading(feed), true);
        assert.equal(await A.ChannelRepository.markAsRead(at.conversation.channelId), true);
      } else {
        await as("alice", "PUT", `/api/v1/markers/channels/${at.conversation.channelId}/mark-read`);
      }
      assert.ok(Array.isArray((await A.Client.markerSync("2000-01-01T00:00:00.000Z")).data.feedMarkers));
      A.SubChannelRepository.startMessageReceiptSync(feed);
      A.SubChannelRepository.stopMessageReceiptSync(feed);
      assert.equal((await as("alice", "GET", "/api/v1/markers/userMarker")).userMarkers[0].unreadCount, 0);
    });

    test("reports, links and texts", async () => {
      assert.equal(await A.createReport("user", "bob"), true);
      assert.equal(await A.isReportedByMe("user", "bob"), true);
      assert.equal(await A.deleteReport("user", "bob"), true);
      assert.equal(await world.client.validateUrls(["https://x.test"]), true);
      assert.equal(await world.client.validateTexts(["fine"]), true);
      await as("admin", "POST", "/api/v3/blocklists", { regexs: ["rust"], isMatchExactWord: true });
      await assert.rejects(world.client.validateTexts(["rust"]), failsWith(400308));
    });

    more({ test, at, ids, world: () => world });

    test("logs out: its token is worth nothing", async () => {
      await quiet(world.emulator.url);
      const { accessToken } = world.client.token;
      assert.equal(await A.Client.secureLogout(), true);
      const answer = await fetch(`${world.emulator.url}/api/v3/users`, { headers: { authorization: `Bearer ${accessToken}` } });
      assert.equal((await answer.json()).code, 400100);
    });

    test("no call is left out without a reason", () => {
      const missing = offered(sdk).filter((path) => !made.has(path) && ![...left, ...also].some(([pattern]) => pattern.test(path)));
      assert.deepEqual(missing, []);
    });
  });
}
