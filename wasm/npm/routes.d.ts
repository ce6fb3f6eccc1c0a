// Written by `go run ./cmd/pack -routes` from the worker's table of routes; a test compares.
// A route's value is the shape of its query: names in brackets are written as the objects and lists they stand for.

type Value = string | number | boolean;
interface Paging { limit?: number; token?: string; after?: Value; before?: Value; first?: number; last?: number; skip?: number; type?: string; pageSize?: number; }

export interface Routes {
  DELETE: {
    "/api/v1/pinned-posts/communities/{id}/{placement}/{postId}": {};
    "/api/v2/reactions": { referenceId?: Value; referenceType?: Value; reactionName?: Value; referenceVersion?: Value };
    "/api/v3/channels/{id}/leave": {};
    "/api/v3/channels/{id}/users": { userIds?: Value[] };
    "/api/v3/channels/{id}/users/roles": { role?: Value; roles?: Value[]; userIds?: Value[] };
    "/api/v3/comments/{id}": { commentId?: Value; permanent?: Value };
    "/api/v3/comments/{id}/unflag": {};
    "/api/v3/communities/{id}": {};
    "/api/v3/communities/{id}/leave": {};
    "/api/v3/communities/{id}/users": { userIds?: Value[] };
    "/api/v3/communities/{id}/users/roles": { role?: Value; roles?: Value[]; userIds?: Value[] };
    "/api/v3/files/{id}": {};
    "/api/v3/messages/{id}": {};
    "/api/v3/polls/{id}": {};
    "/api/v3/polls/{id}/votes": {};
    "/api/v3/posts/{id}": { postId?: Value; permanent?: Value };
    "/api/v3/posts/{id}/unflag": {};
    "/api/v3/users/{id}/unflag": {};
    "/api/v4/comments/{id}": { commentId?: Value; permanent?: Value };
    "/api/v4/communities/{id}/users/roles": { roles?: Value[]; userIds?: Value[] };
    "/api/v4/me/followers/{id}": {};
    "/api/v4/me/following/{id}": {};
    "/api/v4/me/user-blocks/{id}": {};
    "/api/v4/posts/{id}": { postId?: Value; permanent?: Value };
    "/api/v5/message-feeds/{id}": { permanent?: Value };
    "/api/v5/messages/{id}": {};
    "/api/v5/messages/{id}/flags": {};
    "/plus/communities/{id}/pinned": {};
    "/plus/favourites/{id}": {};
    "/plus/push": {};
  };
  GET: {
    "/api/v1/markers/channels": { channelIds?: Value[] };
    "/api/v1/markers/message-feeds": { messageFeedIds?: Value[] };
    "/api/v1/markers/messages": { messageIds?: Value[] };
    "/api/v1/markers/userMarker": {};
    "/api/v1/me/following-feeds": { dataTypes?: Value[]; resolveParent?: Value; showOnlyMyFeed?: Value; sortBy?: Value; limit?: Value; token?: Value; options?: Paging };
    "/api/v1/pinned-posts/communities/{id}": { sortBy?: Value };
    "/api/v1/pinned-posts/communities/{id}/{placement}": { sortBy?: Value };
    "/api/v1/pinned-posts/global": {};
    "/api/v1/search/posts": { hashtags?: Value[]; tags?: Value[]; targetType?: Value; targetId?: Value; targetIds?: Value[]; dataTypes?: Value[]; sortBy?: Value; matchingOnlyParentPost?: Value; query?: Value; exactMatch?: Value; postedUserId?: Value; filter?: Value; types?: Value[]; limit?: Value; token?: Value; options?: Paging & { sortBy?: Value; orderBy?: Value } };
    "/api/v1/semantic-search/posts": { hashtags?: Value[]; tags?: Value[]; targetType?: Value; targetId?: Value; targetIds?: Value[]; dataTypes?: Value[]; sortBy?: Value; matchingOnlyParentPost?: Value; query?: Value; exactMatch?: Value; postedUserId?: Value; filter?: Value; types?: Value[]; limit?: Value; token?: Value; options?: Paging & { sortBy?: Value; orderBy?: Value } };
    "/api/v2/search/channels": { query?: Value; types?: Value[]; tags?: Value[]; sortBy?: Value; limit?: Value; token?: Value; options?: Paging };
    "/api/v2/search/messages": { query?: Value; channelIds?: Value[]; messageFeedIds?: Value[]; tags?: Value[]; sortBy?: Value; limit?: Value; token?: Value; options?: Paging };
    "/api/v3/channels": { keyword?: Value; filter?: Value; membership?: Value; types?: Value[]; tags?: Value[]; includeTags?: Value[]; excludeTags?: Value[]; sortBy?: Value; isDeleted?: Value; includeDeleted?: Value; isPublic?: Value; displayName?: Value; channelIds?: Value[]; limit?: Value; token?: Value; options?: Paging };
    "/api/v3/channels/list": { channelIds?: Value[] };
    "/api/v3/channels/{id}": {};
    "/api/v3/channels/{id}/permissions/me": {};
    "/api/v3/channels/{id}/users": { channelId?: Value; memberships?: Value[]; membership?: Value; roles?: Value[]; sortBy?: Value; search?: Value; isDeleted?: Value; includeDeleted?: Value; limit?: Value; token?: Value; options?: Paging };
    "/api/v3/comments": { referenceId?: Value; referenceType?: Value; parentId?: Value; filterByParentId?: Value; isDeleted?: Value; includeDeleted?: Value; hasFlag?: Value; sortBy?: Value; limit?: Value; token?: Value; options?: Paging; dataTypes?: { values?: Value[]; matchType?: Value } };
    "/api/v3/comments/list": { commentIds?: Value[] };
    "/api/v3/comments/{id}": {};
    "/api/v3/communities": { keyword?: Value; tags?: Value[]; filter?: Value; membership?: Value; categoryId?: Value; sortBy?: Value; isDeleted?: Value; includeDeleted?: Value; hasFlag?: Value; includeDiscoverablePrivateCommunity?: Value; limit?: Value; token?: Value; options?: Paging };
    "/api/v3/communities/list": { communityIds?: Value[] };
    "/api/v3/communities/recommended": { limit?: Value; token?: Value; options?: Paging };
    "/api/v3/communities/top-trending": { limit?: Value; token?: Value; options?: Paging };
    "/api/v3/communities/{id}": {};
    "/api/v3/communities/{id}/permissions/me": {};
    "/api/v3/communities/{id}/users": { communityId?: Value; memberships?: Value[]; roles?: Value[]; sortBy?: Value; search?: Value; isDeleted?: Value; includeDeleted?: Value; limit?: Value; token?: Value; options?: Paging };
    "/api/v3/community-categories": { sortBy?: Value; isDeleted?: Value; includeDeleted?: Value; limit?: Value; token?: Value; options?: Paging };
    "/api/v3/community-categories/{id}": {};
    "/api/v3/files/{id}": {};
    "/api/v3/global-feeds": { dataTypes?: Value[]; resolveParent?: Value; showOnlyMyFeed?: Value; sortBy?: Value; limit?: Value; token?: Value; options?: Paging };
    "/api/v3/messages": { channelId?: Value; type?: Value; dataType?: Value; includeTags?: Value[]; excludeTags?: Value[]; tags?: Value[]; isDeleted?: Value; includeDeleted?: Value; parentId?: Value; filterByParentId?: Value; hasFlags?: Value; sortBy?: Value; limit?: Value; token?: Value; options?: Paging & { around?: Value; sortBy?: Value } };
    "/api/v3/messages/{id}": {};
    "/api/v3/network-settings/chat": {};
    "/api/v3/network-settings/social": {};
    "/api/v3/polls/{id}": {};
    "/api/v3/polls/{id}/answers/{answerId}": { sortBy?: Value; limit?: Value; token?: Value; options?: Paging };
    "/api/v3/posts": { targetType?: Value; targetId?: Value; targetIds?: Value[]; sortBy?: Value; isDeleted?: Value; includeDeleted?: Value; hasFlag?: Value; feedType?: Value; dataTypes?: Value[]; tags?: Value[]; matchingOnlyParentPost?: Value; postedUserId?: Value; resolveParent?: Value; limit?: Value; token?: Value; options?: Paging };
    "/api/v3/posts/list": { postIds?: Value[] };
    "/api/v3/posts/{id}": {};
    "/api/v3/posts/{id}/isflaggedbyme": {};
    "/api/v3/reactions": { referenceId?: Value; referenceType?: Value; reactionName?: Value; referenceVersion?: Value; limit?: Value; token?: Value; options?: Paging };
    "/api/v3/search/posts": { hashtags?: Value[]; tags?: Value[]; targetType?: Value; targetId?: Value; targetIds?: Value[]; dataTypes?: Value[]; sortBy?: Value; matchingOnlyParentPost?: Value; query?: Value; exactMatch?: Value; postedUserId?: Value; filter?: Value; types?: Value[]; limit?: Value; token?: Value; options?: Paging & { sortBy?: Value; orderBy?: Value } };
    "/api/v3/sessions": {};
    "/api/v3/users": { keyword?: Value; displayName?: Value; exactMatchKeyword?: Value; matchType?: Value; filter?: Value; sortBy?: Value; isDeleted?: Value; limit?: Value; token?: Value; options?: Paging };
    "/api/v3/users/list": { userIds?: Value[]; type?: Value };
    "/api/v3/users/{id}": { type?: Value };
    "/api/v3/users/{id}/isflaggedbyme": {};
    "/api/v4/channels/{id}/users": { channelId?: Value; memberships?: Value[]; membership?: Value; roles?: Value[]; sortBy?: Value; search?: Value; isDeleted?: Value; includeDeleted?: Value; limit?: Value; token?: Value; options?: Paging };
    "/api/v4/me/followInfo": {};
    "/api/v4/me/followers": { status?: Value; isDeleted?: Value; limit?: Value; token?: Value; options?: Paging };
    "/api/v4/me/following": { status?: Value; isDeleted?: Value; limit?: Value; token?: Value; options?: Paging };
    "/api/v4/me/global-feeds": { dataTypes?: Value[]; resolveParent?: Value; showOnlyMyFeed?: Value; sortBy?: Value; limit?: Value; token?: Value; options?: Paging };
    "/api/v4/me/user-blocks": { isDeleted?: Value; limit?: Value; token?: Value; options?: Paging };
    "/api/v4/posts": { targetType?: Value; targetId?: Value; targetIds?: Value[]; sortBy?: Value; isDeleted?: Value; includeDeleted?: Value; hasFlag?: Value; feedType?: Value; dataTypes?: Value[]; tags?: Value[]; matchingOnlyParentPost?: Value; postedUserId?: Value; resolveParent?: Value; limit?: Value; token?: Value; options?: Paging };
    "/api/v4/posts/{id}": {};
    "/api/v4/user-feeds/{id}": { targetType?: Value; targetId?: Value; targetIds?: Value[]; sortBy?: Value; isDeleted?: Value; includeDeleted?: Value; hasFlag?: Value; feedType?: Value; dataTypes?: Value[]; tags?: Value[]; matchingOnlyParentPost?: Value; postedUserId?: Value; resolveParent?: Value; limit?: Value; token?: Value; options?: Paging };
    "/api/v4/users/{id}/followInfo": {};
    "/api/v4/users/{id}/followers": { status?: Value; isDeleted?: Value; limit?: Value; token?: Value; options?: Paging };
    "/api/v4/users/{id}/following": { status?: Value; isDeleted?: Value; limit?: Value; token?: Value; options?: Paging };
    "/api/v5/me/global-feeds": { dataTypes?: Value[]; resolveParent?: Value; showOnlyMyFeed?: Value; sortBy?: Value; limit?: Value; token?: Value; options?: Paging };
    "/api/v5/message-feeds/channel/{id}": { isDeleted?: Value; includeDeleted?: Value; excludeDefaultMessageFeed?: Value; sortBy?: Value; limit?: Value; token?: Value; options?: Paging };
    "/api/v5/message-feeds/list": { messageFeedIds?: Value[] };
    "/api/v5/message-feeds/{id}": {};
    "/api/v5/messages": { messageFeedId?: Value; dataType?: Value; type?: Value; includeTags?: Value[]; excludeTags?: Value[]; isDeleted?: Value; includeDeleted?: Value; parentId?: Value; filterByParentId?: Value; hasFlags?: Value; limit?: Value; token?: Value; options?: Paging & { around?: Value; sortBy?: Value } };
    "/api/v5/messages/list": { messageIds?: Value[] };
    "/api/v5/messages/{id}": {};
    "/api/v5/posts": { targetType?: Value; targetId?: Value; targetIds?: Value[]; sortBy?: Value; isDeleted?: Value; includeDeleted?: Value; hasFlag?: Value; feedType?: Value; dataTypes?: Value[]; tags?: Value[]; matchingOnlyParentPost?: Value; postedUserId?: Value; resolveParent?: Value; limit?: Value; token?: Value; options?: Paging };
    "/api/v5/users/{id}/followInfo": {};
    "/plus/communities/{id}/pinned": {};
    "/plus/engaging": { targetType?: Value; targetId?: Value; pages?: Value; token?: Value; days?: Value };
    "/plus/favourites": {};
    "/plus/favourites/posts": { limit?: Value; token?: Value };
    "/plus/feed": { targetType?: Value; targetId?: Value; order?: Value; dataTypes?: Value[]; limit?: Value; token?: Value };
    "/plus/polls": { targetType?: Value; targetId?: Value; pages?: Value; token?: Value };
    "/plus/posts/{id}": {};
    "/plus/push": {};
    "/plus/reacted": { targetType?: Value; targetId?: Value; pages?: Value; token?: Value };
    "/plus/users/{id}": {};
    "/plus/users/{id}/comments": { targetType?: Value; targetId?: Value; pages?: Value; token?: Value; referenceType?: Value; referenceId?: Value };
    "/plus/users/{id}/posts": { targetType?: Value; targetId?: Value; pages?: Value; token?: Value };
    "/plus/verified": { userIds?: Value[] };
    "/plus/videos": { targetType?: Value; targetId?: Value; limit?: Value; token?: Value };
  };
  PATCH: {
    "/api/v4/posts/{id}": {};
    "/plus/me/metadata": {};
  };
  POST: {
    "/api/v1/markers/message-feeds/reading": {};
    "/api/v1/markers/message-feeds/{id}/start-reading": {};
    "/api/v1/markers/message-feeds/{id}/stop-reading": {};
    "/api/v1/markers/message-feeds/{id}/stop-readings": {};
    "/api/v1/pinned-posts/communities/{id}/{placement}/{postId}": {};
    "/api/v2/reactions": {};
    "/api/v3/allowlists/verify": {};
    "/api/v3/blocklists/verify": {};
    "/api/v3/channels": {};
    "/api/v3/channels/conversation": {};
    "/api/v3/channels/{id}/join": {};
    "/api/v3/channels/{id}/users": {};
    "/api/v3/channels/{id}/users/roles": {};
    "/api/v3/comments": {};
    "/api/v3/comments/{id}/flag": {};
    "/api/v3/communities": {};
    "/api/v3/communities/{id}/join": {};
    "/api/v3/communities/{id}/users": {};
    "/api/v3/communities/{id}/users/roles": {};
    "/api/v3/messages": {};
    "/api/v3/polls": {};
    "/api/v3/polls/{id}/votes": {};
    "/api/v3/posts": {};
    "/api/v3/posts/{id}/approve": {};
    "/api/v3/posts/{id}/decline": {};
    "/api/v3/posts/{id}/flag": {};
    "/api/v3/users/{id}/flag": {};
    "/api/v4/communities/{id}/join": {};
    "/api/v4/communities/{id}/users/roles": {};
    "/api/v4/me/followers/{id}": {};
    "/api/v4/me/following/{id}": {};
    "/api/v4/me/user-blocks/{id}": {};
    "/api/v4/posts": {};
    "/api/v5/message-feeds": {};
    "/api/v5/messages": {};
    "/api/v5/messages/{id}/flags": {};
    "/plus/me/auth-token": {};
    "/plus/posts/{id}/share": {};
  };
  PUT: {
    "/api/v1/markers/channels/{id}/mark-read": {};
    "/api/v1/markers/message-feeds/{id}/mark-delivering": {};
    "/api/v1/markers/message-feeds/{id}/mark-read": {};
    "/api/v1/markers/messages/{id}/mark-delivering": {};
    "/api/v2/users": {};
    "/api/v3/channels/{id}": {};
    "/api/v3/comments/{id}": {};
    "/api/v3/communities/{id}": {};
    "/api/v3/communities/{id}/users/ban": {};
    "/api/v3/communities/{id}/users/unban": {};
    "/api/v3/messages/{id}": {};
    "/api/v3/polls/{id}": {};
    "/api/v3/posts/{id}": {};
    "/api/v3/users": {};
    "/api/v4/posts/{id}": {};
    "/api/v5/message-feeds/{id}": {};
    "/api/v5/messages/{id}": {};
    "/plus/communities/{id}/pinned/{post}": {};
    "/plus/conversations/{id}": {};
    "/plus/favourites/{id}": {};
    "/plus/push": {};
  };
}

/** What a live update can say. */
export type LiveType =
  | "channel.banned"
  | "channel.created"
  | "channel.deleted"
  | "channel.joined"
  | "channel.left"
  | "channel.membersAdded"
  | "channel.membersRemoved"
  | "channel.updated"
  | "comment.addReaction"
  | "comment.created"
  | "comment.deleted"
  | "comment.removeReaction"
  | "comment.updated"
  | "community.created"
  | "community.deleted"
  | "community.joined"
  | "community.left"
  | "community.updated"
  | "community.userAdded"
  | "community.userBanned"
  | "community.userChanged"
  | "community.userRemoved"
  | "community.userUnbanned"
  | "follow.accepted"
  | "follow.created"
  | "follow.followerDeleted"
  | "follow.requestCanceled"
  | "follow.requestDeclined"
  | "follow.requested"
  | "follow.unfollowed"
  | "message.created"
  | "message.deleted"
  | "message.reactionAdded"
  | "message.reactionRemoved"
  | "message.updated"
  | "poll.updated"
  | "poll.voted"
  | "post.addReaction"
  | "post.approved"
  | "post.created"
  | "post.declined"
  | "post.deleted"
  | "post.removeReaction"
  | "post.updated"
  | "user.updated";
