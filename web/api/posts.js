import { commentsOf, feedOf, postsOf, sideLoaded } from "./entities.js";

const id = encodeURIComponent;
const first = (limit, token) => ({ type: "pagination", ...(token ? { token } : { limit }) });

/** Posts: the feeds they stand in, what is written under them and felt about them. */
export const posts = (call) => {
  const page = async (path, query, faq) => feedOf(await call("GET", path, { query, faq }));
  /** The platform's own answers know nothing of badges: the worker is asked for them. */
  const vouched = async (answer) => {
    const userIds = (answer.users ?? []).map((user) => user.userId);
    return userIds.length ? { ...answer, ...(await call("GET", "/plus/verified", { query: { userIds }, faq: "F62", quiet: true })) } : answer;
  };
  const found = async (query, token, faq) => feedOf(await vouched(await call("GET", "/api/v1/search/posts", { query: { ...query, targetType: "all", matchingOnlyParentPost: true, options: first(10, token) }, faq })));
  const targeted = (kind, targetId) => ({ targetType: kind, targetId });
  return {
    /** The global feed; order: "newest" | "ranked" | "video" */
    feed: (order, token) => order === "video" ? page("/plus/videos", { limit: 10, token }, "F67") : page("/plus/feed", { order, limit: 10, token }, "F33"),
    /** A community's posts, the pinned one first; order: "newest" | "video" | "engaging", the last over a stated scan. */
    of: (communityId, order, token) => {
      const target = targeted("community", communityId);
      if (order === "engaging") return page("/plus/engaging", { ...target, days: 90, token }, "F20");
      return order === "video" ? page("/plus/videos", { ...target, limit: 10, token }, "F67") : page("/plus/feed", { ...target, limit: 10, token }, "F65");
    },
    /** What somebody wrote, in every feed that the reader may see. */
    by: (postedUserId, token) => found({ postedUserId }, token, "F69"),
    /** what: { tag } or { words } */
    find: ({ tag, words }, token) => found(tag ? { hashtags: [tag] } : { query: words }, token, tag ? "F72" : "F71"),
    /** One post with the original that it shares. */
    get: async (postId) => {
      const { post, original, ...beside } = await call("GET", `/plus/posts/${id(postId)}`, { faq: "F63" });
      return feedOf({ ...beside, posts: [post], originals: [original] }).posts[0];
    },
    create: async (target, post) => postsOf(await call("POST", "/api/v4/posts", { body: { ...target, ...post } }))[0],
    /** A post of one's own that shows another one. */
    share: async (postId, target) => (await call("POST", `/plus/posts/${id(postId)}/share`, { body: target, faq: "F63" })).post.postId,
    remove: (postId) => call("DELETE", `/api/v4/posts/${id(postId)}`, { faq: "F14" }),
    report: (postId) => call("POST", `/api/v3/posts/${id(postId)}/flag`, { body: {}, faq: "F64" }),

    /** The ids of the posts one has saved, newest first. */
    saved: async () => (await call("GET", "/plus/favourites", { faq: "F61", quiet: true })).favourites,
    save: async (postId, on) => (await call(on ? "PUT" : "DELETE", `/plus/favourites/${id(postId)}`, { faq: "F61" })).favourites,
    savedPosts: (token) => page("/plus/favourites/posts", { limit: 10, token }, "F61"),
    /** Over a stated scan, of the global feed. */
    reacted: (token) => page("/plus/reacted", { token }, "F12"),
    withPolls: (token) => page("/plus/polls", { token }, "F49"),

    comments: async (postId) => commentsOf(await vouched(await call("GET", "/api/v3/comments", {
      query: { referenceType: "post", referenceId: postId, isDeleted: false, sortBy: "firstCreated", options: { type: "pagination", limit: 50 } }, faq: "F39",
    }))),
    comment: async (postId, text) => commentsOf(await call("POST", "/api/v3/comments", { body: { referenceType: "post", referenceId: postId, data: { text } } }))[0],
    react: (postId, name, on) => call(on ? "POST" : "DELETE", "/api/v2/reactions", { body: { referenceType: "post", referenceId: postId, reactionName: name }, faq: "F12" }),
  };
};

/** Polls stand on their own on the platform; a post of the type "poll" shows one. */
export const polls = (call) => ({
  /** answers: texts, 2 to 10; closedIn: milliseconds, 0 for never */
  create: async ({ question, answers, multiple, closedIn }) => (await call("POST", "/api/v3/polls", {
    body: { question, answerType: multiple ? "multiple" : "single", ...(closedIn && { closedIn }), answers: answers.map((data) => ({ dataType: "text", data })) }, faq: "F46",
  })).polls[0],
  vote: async (pollId, answerIds) => (await call("POST", `/api/v3/polls/${id(pollId)}/votes`, { body: { pollId, answerIds }, faq: "F46" })).polls[0],
  close: async (pollId) => (await call("PUT", `/api/v3/polls/${id(pollId)}`, { body: { status: "closed" }, faq: "F46" })).polls[0],
  /** Who gave an answer, newest first. */
  voters: async (pollId, answerId, token) => {
    const answer = await call("GET", `/api/v3/polls/${id(pollId)}/answers/${id(answerId)}`, { query: { options: first(20, token) }, faq: "F47" });
    const { person } = sideLoaded(answer);
    return { people: answer.UsersAnswered.map(({ userId }) => person(userId)), next: answer.paging?.next };
  },
});
