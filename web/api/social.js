import { channelsOf, communityOf, messagesOf, personOf, readersOf, sideLoaded, unreadOf } from "./entities.js";

const id = encodeURIComponent;

/** Sign in and out, and what belongs to a person. */
export const session = (call) => ({
  current: () => call("GET", "/session"),
  signIn: (userId, displayName) => call("POST", "/session", { body: { userId, ...(displayName && { displayName }) }, faq: "F10" }),
  signOut: () => call("DELETE", "/session"),
  picture: async (userId) => {
    const answer = await call("GET", `/api/v3/users/${id(userId)}`, { quiet: true });
    return sideLoaded(answer).person(userId).picture;
  },
  person: async (userId) => sideLoaded(await call("GET", `/api/v3/users/${id(userId)}`, { quiet: true })).person(userId),
  people: async () => {
    const answer = await call("GET", "/api/v3/users", { query: { sortBy: "displayName", isDeleted: false, options: { limit: 50 } } });
    const { file } = sideLoaded(answer);
    return answer.users.map((user) => ({ ...personOf(user), picture: file(user.avatarFileId)?.href }));
  },
});

export const communities = (call) => {
  const list = async (filter, faq) => {
    const answer = await call("GET", "/api/v3/communities", { query: { filter, sortBy: "displayName", isDeleted: false, options: { limit: 50 } }, faq });
    const found = sideLoaded(answer);
    return answer.communities.map((one) => ({ ...communityOf(one, found), joined: filter === "member" }));
  };
  return {
    joined: () => list("member", "F34"),
    discover: () => list("notMember"),
    get: async (communityId) => {
      const answer = await call("GET", `/api/v3/communities/${id(communityId)}`);
      return communityOf(answer.communities[0], sideLoaded(answer));
    },
    /** Whether one may pin and remove posts there. */
    moderates: async (communityId) => (await call("GET", `/api/v3/communities/${id(communityId)}/permissions/me`, { faq: "F24" })).permissions.includes("EDIT_COMMUNITY"),
    pin: (communityId, postId) => call("PUT", `/plus/communities/${id(communityId)}/pinned/${id(postId)}`, { faq: "F65" }),
    unpin: (communityId) => call("DELETE", `/plus/communities/${id(communityId)}/pinned`, { faq: "F65" }),
    join: (communityId) => call("POST", `/api/v3/communities/${id(communityId)}/join`),
    leave: (communityId) => call("DELETE", `/api/v3/communities/${id(communityId)}/leave`),
  };
};

export const chat = (call, me) => ({
  channels: async (quiet) => channelsOf(await call("GET", "/api/v3/channels", {
    query: { filter: "member", sortBy: "lastActivity", isDeleted: false, options: { limit: 50 } }, faq: "F36", quiet,
  }), me()),
  /** The one conversation with a person: made the first time, found after. */
  conversation: async (userId) => channelsOf(await call("POST", "/api/v3/channels/conversation", {
    body: { type: "conversation", userIds: [userId], isDistinct: true }, faq: "F37",
  }), me())[0],
  /** The newest page, oldest message first. Removed ones stay in it, so that their place says so. */
  messages: async (feed, { token, quiet, limit = 50 } = {}) => {
    const answer = await call("GET", "/api/v5/messages", {
      query: { messageFeedId: feed, options: token ? { token } : { limit, sortBy: "segmentDesc" } }, quiet,
    });
    return { messages: messagesOf(answer).sort((a, b) => a.segment - b.segment), older: answer.paging?.next };
  },
  send: async (feed, message) => messagesOf(await call("POST", "/api/v5/messages", { body: { messageFeedId: feed, ...message }, faq: message.dataType === "audio" ? "F68" : undefined }))[0],
  message: async (messageId) => messagesOf(await call("GET", `/api/v5/messages/${id(messageId)}`, { quiet: true }))[0],
  edit: async (messageId, text) => messagesOf(await call("PUT", `/api/v5/messages/${id(messageId)}`, { body: { data: { text } } }))[0],
  remove: async (messageId) => messagesOf(await call("DELETE", `/api/v5/messages/${id(messageId)}`))[0],
  report: (messageId) => call("POST", `/api/v5/messages/${id(messageId)}/flags`, { body: {}, faq: "F64" }),
  /** Unread messages by channel id, over all channels of the caller. */
  unread: async () => unreadOf(await call("GET", "/api/v1/markers/channels", { faq: "F45", quiet: true })),
  markRead: async (feed) => unreadOf(await call("PUT", `/api/v1/markers/message-feeds/${id(feed)}/mark-read`, { body: {}, faq: "F45" })),
  /** How many others have read each of these messages. */
  readers: async (messageIds) => readersOf(await call("GET", "/api/v1/markers/messages", { query: { messageIds }, faq: "F45", quiet: true })),
});
