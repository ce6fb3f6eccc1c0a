import { communityOf, sideLoaded } from "./entities.js";

const id = encodeURIComponent;
const first = (limit, token) => ({ type: "pagination", ...(token ? { token } : { limit }) });

/** People, and how one stands to another: following, asked, blocked. */
export const people = (call, me) => {
  /** One side of a list of relations, as people. */
  const side = async (path, end, query, faq) => {
    const answer = await call("GET", path, { query, faq });
    const { person } = sideLoaded(answer);
    return { people: answer.follows.map((one) => person(one[end])), next: answer.paging?.next };
  };
  const path = (userId) => (userId === me() ? "/api/v4/me" : `/api/v4/users/${id(userId)}`);

  return {
    /** Somebody with counts, badge and `relation`: none, pending, accepted or blocked; self for oneself. */
    get: async (userId) => {
      const { user, files, verified, follow, counts } = await call("GET", `/plus/users/${id(userId)}`, { faq: "F62" });
      return {
        ...sideLoaded({ users: [user], files, verified: verified ? [user.userId] : [] }).person(user.userId),
        followers: counts?.followerCount ?? 0, following: counts?.followingCount ?? 0,
        relation: userId === me() ? "self" : follow,
      };
    },
    followers: (userId, token) => side(`${path(userId)}/followers`, "from", { status: "accepted", options: first(20, token) }, "F73"),
    following: (userId, token) => side(`${path(userId)}/following`, "to", { status: "accepted", options: first(20, token) }, "F05"),
    /** Who asks to follow, while the network wants requests (FAQ F05). */
    requests: (token) => side("/api/v4/me/followers", "from", { status: "pending", options: first(20, token) }, "F05"),
    blocked: (token) => side("/api/v4/me/user-blocks", "from", { options: first(20, token) }, "F44"),

    follow: (userId) => call("POST", `/api/v4/me/following/${id(userId)}`, { faq: "F05" }),
    unfollow: (userId) => call("DELETE", `/api/v4/me/following/${id(userId)}`, { faq: "F05" }),
    accept: (userId) => call("POST", `/api/v4/me/followers/${id(userId)}`, { faq: "F05" }),
    /** Refuses a request, or takes a follower away. */
    decline: (userId) => call("DELETE", `/api/v4/me/followers/${id(userId)}`, { faq: "F05" }),
    block: (userId) => call("POST", `/api/v4/me/user-blocks/${id(userId)}`, { faq: "F44" }),
    unblock: (userId) => call("DELETE", `/api/v4/me/user-blocks/${id(userId)}`, { faq: "F44" }),

    find: async (keyword) => {
      const answer = await call("GET", "/api/v3/users", { query: { keyword, isDeleted: false, options: { limit: 6 } } });
      return answer.users.map((user) => sideLoaded(answer).person(user.userId));
    },
    findCommunities: async (keyword) => {
      const answer = await call("GET", "/api/v3/communities", { query: { keyword, filter: "all", isDeleted: false, options: { limit: 6 } }, faq: "F21" });
      const found = sideLoaded(answer);
      return answer.communities.map((one) => communityOf(one, found));
    },
  };
};
