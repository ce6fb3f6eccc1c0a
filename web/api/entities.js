// The platform's objects as the page shows them. An answer is a bare object of
// side-loaded arrays; this is the only file that knows their field names.

const gone = { id: "", name: "Somebody who left" };

/** Finds side-loaded users and files by id. `verified` are the ids that the worker vouches for (FAQ F62). */
export function sideLoaded(answer) {
  const files = new Map((answer.files ?? []).map((file) => [file.fileId, fileOf(file)]));
  const verified = new Set(answer.verified);
  const people = new Map((answer.users ?? []).map((user) => [user.userId, { ...personOf(user, files), verified: verified.has(user.userId) }]));
  return { file: (id) => files.get(id), person: (id) => people.get(id) ?? (id ? { id, name: id } : gone) };
}

export const personOf = (user, files) => ({
  id: user.userId,
  name: user.displayName || user.userId,
  about: user.description ?? "",
  picture: files?.get(user.avatarFileId)?.href,
});

export function fileOf(file) {
  const { name, size, mimeType, metadata } = file.attributes ?? {};
  return {
    id: file.fileId, kind: file.type, href: `/files/${encodeURIComponent(file.fileId)}`,
    name: name || "file", size: Number(size), type: mimeType ?? "",
    width: Number(metadata?.width) || undefined, height: Number(metadata?.height) || undefined,
  };
}

export function communityOf(community, found) {
  const file = found.file(community.avatarFileId);
  return {
    id: community.communityId, name: community.displayName || community.communityId, about: community.description ?? "",
    picture: file?.href, members: community.membersCount ?? 0, posts: community.postsCount ?? 0, channel: community.channelId,
    joined: Boolean(community.isJoined), pinned: community.metadata?.pinPostID, official: Boolean(community.isOfficial),
  };
}

/**
 * A page of a feed: posts with the originals that they share, and the pinned
 * post first. The worker's composed feeds carry all of it in one answer.
 */
export function feedOf(answer) {
  const named = (list) => list.filter((one) => one?.state === "shown").map((one) => one.post);
  const all = postsOf({ ...answer, posts: [...(answer.posts ?? []), ...named(answer.originals ?? []), ...named([answer.pinned])] });
  const byId = new Map(all.map((post) => [post.id, post]));
  // undefined: the answer does not say, and the original has to be asked for; null: it is gone.
  for (const post of all) post.original = byId.get(post.sharedFrom) ?? (answer.originals ? null : undefined);
  const pinned = answer.pinned?.state === "shown" ? { ...byId.get(answer.pinned.postId), pinned: true } : null;
  const posts = (answer.posts ?? []).map((post) => byId.get(post.postId)).filter((post) => post.id !== pinned?.id);
  return { posts: pinned ? [pinned, ...posts] : posts, next: answer.paging?.next ?? answer.next, scanned: answer.scanned, complete: answer.complete };
}

/** All posts of an answer, attachments of child posts gathered on their parent. */
export function postsOf(answer) {
  const found = sideLoaded(answer);
  const children = new Map((answer.postChildren ?? []).map((child) => [child.postId, child]));
  const communities = new Map((answer.communities ?? []).map((community) => [community.communityId, communityOf(community, found)]));
  const polls = new Map((answer.polls ?? []).map((poll) => [poll.pollId, poll]));
  return (answer.posts ?? []).map((post) => {
    const attached = (post.children ?? []).map((id) => children.get(id)).filter(Boolean);
    const media = [post, ...attached].map((one) => attachmentOf(one, found)).filter(Boolean);
    const pollId = [post, ...attached].map((one) => one.data?.pollId).find(Boolean);
    return {
      id: post.postId, author: found.person(post.postedUserId),
      community: communities.get(post.targetId), targetId: post.targetId, targetType: post.targetType,
      text: post.data?.text ?? "", title: post.data?.title ?? "", media, poll: polls.get(pollId),
      sharedFrom: post.metadata?.originalPostID, deleted: Boolean(post.isDeleted),
      reactions: post.reactions ?? {}, mine: post.myReactions ?? [], comments: post.commentsCount ?? 0,
      at: new Date(post.createdAt), edited: Boolean(post.editedAt && post.editedAt > post.createdAt),
    };
  });
}

function attachmentOf(post, found) {
  if (!["image", "file", "video", "audio"].includes(post.dataType)) return null;
  const id = post.data?.fileId ?? post.data?.videoFileId?.original;
  const file = found.file(id) ?? (id && fileOf({ fileId: id, type: post.dataType }));
  return file && { ...file, kind: post.dataType, poster: found.file(post.data?.thumbnailFileId)?.href };
}

export function commentsOf(answer) {
  const found = sideLoaded(answer);
  return (answer.comments ?? []).map((comment) => ({
    id: comment.commentId, author: found.person(comment.userId), text: comment.data?.text ?? "",
    parent: comment.parentId, at: new Date(comment.createdAt), deleted: Boolean(comment.isDeleted),
  }));
}

export function messagesOf(answer) {
  const found = sideLoaded(answer);
  return (answer.messages ?? []).map((message) => ({
    id: message.messageId, reference: message.referenceId, segment: message.segment,
    author: found.person(message.creatorPublicId ?? message.creatorId), kind: message.dataType,
    text: message.data?.text ?? message.data?.caption ?? "",
    file: message.fileId && (found.file(message.fileId) ?? fileOf({ fileId: message.fileId, type: message.dataType })),
    duration: Number(message.metadata?.duration) || undefined, levels: message.metadata?.levels,
    at: new Date(message.createdAt), deleted: Boolean(message.isDeleted), edited: Boolean(message.editedAt),
    mentions: (message.mentionedUsers ?? []).flatMap(({ userIds }) => userIds ?? []),
  }));
}

/** Unread messages by channel id. */
export const unreadOf = (answer) => new Map((answer.userEntityMarkers ?? []).map((marker) => [marker.entityId, marker.unreadCount ?? 0]));

/** How many others have read each message, by message id. */
export const readersOf = (answer) => new Map((answer.contentMarkers ?? []).map((marker) => [marker.contentId, marker.readCount ?? 0]));

export function channelsOf(answer, me) {
  const found = sideLoaded(answer);
  const members = answer.channelUsers ?? [];
  return (answer.channels ?? []).filter((channel) => !channel.isDeleted).map((channel) => {
    const others = members.filter((one) => one.channelId === channel.channelId && one.userId !== me).map((one) => found.person(one.userId));
    const partner = channel.type === "conversation" ? others[0] : undefined;
    return {
      id: channel.channelId, feed: channel.channelInternalId ?? channel.channelId, type: channel.type,
      name: partner?.name ?? (channel.displayName || channel.channelId), partner,
      picture: partner?.picture ?? found.file(channel.avatarFileId)?.href,
      members: channel.memberCount ?? 0, at: channel.lastActivity ? new Date(channel.lastActivity) : undefined,
    };
  });
}
