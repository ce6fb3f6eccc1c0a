// The 7.x client, which is built for React Native: what the emulator does must
// not end with the version before. Three modules of the phone are stubbed.
import assert from "node:assert/strict";
import Module, { createRequire } from "node:module";
import { everyCall } from "./calls.mjs";
import { failsWith, shows } from "./client.mjs";

const require = createRequire(new URL("./forward/package.json", import.meta.url));

const kept = new Map();
const phone = {
  "react-native": { Platform: { OS: "web", select: (from) => from.web ?? from.default } },
  "@react-native-async-storage/async-storage": {
    __esModule: true,
    default: { getItem: async (key) => kept.get(key) ?? null, setItem: async (key, value) => void kept.set(key, value), removeItem: async (key) => void kept.delete(key) },
  },
};
const load = Module._load;
Module._load = (name, ...rest) => phone[name] ?? load(name, ...rest);

const also = [
  [/^(Event|Invitation|LiveReaction|Product|RoomPresence|Room)Repository\./, "rooms, events, invitations and products are not part of the emulator"],
  [/^PostRepository\.(createRoomPost|pinProduct|unpinProduct|updateProductTags|getLiveRoomPosts|getCommunityLiveRoomPosts)$/, "nor are their posts"],
  [/^Client\.(registerPushNotification|unregisterPushNotification|fetchLinkPreview|getLinkPreviewMetadata|getShareableLinkConfiguration|getProductCatalogueSetting)$/, "push, link previews, deep links and the catalogue are not either"],
  [/^CommunityRepository\.getJoinRequestList$/, "nor are join requests"],
  [/^Client\.(setCurrentUserType|setAccessTokenHandler)$/, "asks the platform nothing"],
];

const ogg = Buffer.from("OggS\0\x02OpusHead");
const mp4 = Buffer.from("\0\0\0\x18ftypisom\0\0\x02\0isomiso2", "latin1");

function form(key, name, type, bytes) {
  const data = new FormData();
  data.append(key, new File([bytes], name, { type }));
  return data;
}

const more = ({ test, at, ids, world }) => {
  test("next version: feeds and search by hashtag as live collections", async () => {
    const { A, as } = world();
    const target = { targetType: "community", targetId: at.community };
    const tagged = (await as("bob", "POST", "/api/v4/posts", { ...target, data: { text: "about #kettles" } })).posts[0].postId;
    await shows(A.PostRepository.searchPostsByHashtag, { hashtags: ["kettles"], limit: 5 }, (list) => ids(list, "postId").join() === tagged);
    await shows(A.FeedRepository.getGlobalFeed, { limit: 10 }, (list) => ids(list, "postId").includes(tagged));
    await shows(A.FeedRepository.getCommunityFeed, { communityId: at.community, limit: 10 }, (list) => ids(list, "postId").includes(tagged));
    const own = (await A.PostRepository.createPost({ targetType: "user", targetId: "alice", data: { text: "mine" } })).data.postId;
    await shows(A.FeedRepository.getUserFeed, { userId: "alice", limit: 10 }, (list) => ids(list, "postId").includes(own));
  });

  test("next version: sound, clips, alt text, posts of them", async () => {
    const { A } = world();
    const target = { targetType: "community", targetId: at.community };
    const sound = (await A.FileRepository.uploadAudio(form("file", "v.ogg", "audio/ogg", ogg))).data[0];
    assert.equal(sound.type, "audio");
    const clip = (await A.FileRepository.uploadClip(form("files", "c.mp4", "video/mp4", mp4), "clip")).data[0];
    assert.deepEqual([clip.type, clip.status], ["clip", "transcoded"]);
    assert.equal(await A.FileRepository.updateAltText(at.image.fileId, "a grey square"), true);
    assert.equal((await A.FileRepository.getFile(at.image.fileId)).data.attributes.altText, "a grey square");
    assert.equal((await A.PostRepository.createAudioPost({ ...target, data: { text: "listen" }, attachments: [{ type: "audio", fileId: sound.fileId }] })).data.children.length, 1);
    assert.equal((await A.PostRepository.createClipPost({ ...target, data: { text: "look" }, attachments: [{ type: "clip", fileId: clip.fileId }] })).data.children.length, 1);
    const both = [{ type: "image", fileId: at.image.fileId }, { type: "video", fileId: at.video.fileId }];
    assert.equal((await A.PostRepository.createMixedMediaPost({ ...target, data: { text: "both" }, attachments: both })).data.children.length, 2);
  });

  test("next version: a vote taken back, settings, blocked users, unread channels", async () => {
    const { A, as } = world();
    const answers = [{ dataType: "text", data: "A" }, { dataType: "text", data: "B" }];
    const poll = (await A.PollRepository.createPoll({ question: "Q?", answers, answerType: "single" })).data;
    await A.PollRepository.votePoll(poll.pollId, [poll.answers[0].id]);
    await A.PollRepository.unvotePoll(poll.pollId);
    const after = (await as("alice", "GET", `/api/v3/polls/${poll.pollId}`)).polls[0];
    assert.deepEqual([after.isVoted, after.answers[0].voteCount], [false, 0]);
    assert.equal((await A.Client.getSocialSettings()).isFollowWithRequestEnabled, false);
    assert.deepEqual(await A.UserRepository.getAllBlockedUsers(), []);
    await shows(A.ChannelRepository.getTotalChannelsUnread, undefined, (unread) => unread === undefined || typeof unread.unreadCount === "number");
  });

  test("next version: sessions by token, kept sessions, visitors, bots", async () => {
    const { A, client } = world();
    assert.equal(A.Client.getCurrentUser().userId, "alice");
    assert.equal(A.Client.getCurrentUserType(), "signed-in");
    const token = { ...client.token };
    const handler = { sessionWillRenewAccessToken: (renewal) => renewal.renew() };
    assert.equal(await A.Client.resumeSession({ userId: "alice", token }, handler), true);
    A.Client.setAccessTokenHandler?.({ onTokenRenew: async () => token.accessToken });
    await A.Client.loginWithAccessToken(token.accessToken);
    assert.equal(A.Client.getActiveUser().userId, "alice");
    const expires = new Date(Date.now() + 600_000).toISOString();
    await assert.rejects(A.Client.loginAsVisitor({ authSignature: "0".repeat(64), authSignatureExpiresAt: expires, sessionHandler: handler }), failsWith(400100));
    await A.Client.loginAsBot({ sessionHandler: handler });
    assert.equal(A.Client.getCurrentUserType(), "bot");
    await assert.rejects(A.PostRepository.flagPost(at.post), failsWith(403998));
    const device = (await A.Client.login({ userId: "alice", displayName: "Alice", deviceId: "d" }, handler)) && client.token;
    assert.ok(device.accessToken);
  });
};

everyCall({ live: true, sdk: require("@amityco/ts-sdk-react-native"), also, more });
