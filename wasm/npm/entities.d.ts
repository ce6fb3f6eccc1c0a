// The platform's objects, with the fields that its answers have. There may be more, which read as any.

export interface Entity {
  [name: string]: any;
}

/** What an application keeps with an object. */
export type Metadata = Record<string, any>;
/** An ISO 8601 text. */
export type Time = string;
/** How many gave each reaction, by its name. */
export type ReactionCounts = Record<string, number>;

export interface User extends Entity {
  _id: string;
  userId: string;
  userInternalId: string;
  userPublicId: string;
  displayName: string;
  profileHandle: string | null;
  description: string;
  avatarFileId: string | null;
  avatarCustomUrl: string;
  roles: string[];
  permissions: string[];
  metadata: Metadata;
  flagCount: number;
  hashFlag: Entity | null;
  isBrand: boolean;
  isDeleted: boolean;
  isGlobalBan: boolean;
  isGlobalBanned: boolean;
  path: string;
  createdAt: Time;
  updatedAt: Time;
}

export interface FileObject extends Entity {
  fileId: string;
  fileUrl: string;
  type: "image" | "file" | "video" | "audio" | "clip";
  accessType: "public" | "network";
  /** Of a video: whether it can be played in other sizes. */
  status?: "uploaded" | "transcoding" | "transcoded" | "transcodeFailed";
  /** Of a video: addresses by size, "original" among them. */
  videoUrl?: Record<string, string>;
  attributes: {
    name: string;
    extension: string;
    /** In bytes. */
    size: number;
    mimeType: string;
    metadata: Metadata;
  };
  createdAt: Time;
  updatedAt: Time;
}

export interface Community extends Entity {
  _id: string;
  communityId: string;
  channelId: string;
  userId: string;
  userInternalId: string;
  userPublicId: string;
  displayName: string;
  description: string;
  avatarFileId: string | null;
  tags: string[];
  categoryIds: string[];
  metadata: Metadata;
  postsCount: number;
  membersCount: number;
  moderatorMemberCount: number;
  /** Whether who asks is a member. */
  isJoined: boolean;
  isOfficial: boolean;
  isPublic: boolean;
  isDiscoverable: boolean;
  isDeleted: boolean;
  onlyAdminCanPost: boolean;
  needApprovalOnPostCreation: boolean;
  requiresJoinApproval: boolean;
  allowCommentInStory: boolean;
  notificationMode: string;
  hasFlaggedComment: boolean;
  hasFlaggedPost: boolean;
  path: string;
  createdAt: Time;
  updatedAt: Time;
}

export interface CommunityUser extends Entity {
  communityId: string;
  channelId: string;
  userId: string;
  userInternalId: string;
  userPublicId: string;
  communityMembership: "member" | "banned" | "none";
  isBanned: boolean;
  roles: string[];
  permissions: string[];
  lastActivity: Time;
  createdAt: Time;
  updatedAt: Time;
}

export interface Feed extends Entity {
  feedId: string;
  feedType: "published" | "reviewing" | "declined";
  targetId: string;
  targetType: "user" | "community";
  postCount: number;
}

export interface Post extends Entity {
  _id: string;
  postId: string;
  parentPostId: string | null;
  postedUserId: string;
  postedUserInternalId: string;
  postedUserPublicId: string;
  publisherId: string;
  sharedUserId: string | null;
  targetType: "user" | "community";
  targetId: string;
  targetInternalId: string;
  targetPublicId: string;
  feedId: string;
  feedType: Feed["feedType"];
  /** Also a type of the application's own. */
  dataType: string;
  structureType: string;
  data: Entity & {
    text?: string;
    title?: string;
    /** Of an image or a file. */
    fileId?: string;
    /** Of a video: ids by size, "original" among them. */
    videoFileId?: Record<string, string>;
    thumbnailFileId?: string;
    pollId?: string;
  };
  tags: string[];
  hashtags: string[];
  mentionees: Entity[];
  metadata: Metadata;
  /** Ids of its attachments, which are posts: `postChildren` of the answer. */
  children: string[];
  childrenNumber: number;
  /** Ids of its latest comments. */
  comments: string[];
  commentsCount: number;
  reactions: ReactionCounts;
  reactionsCount: number;
  /** The names of who asks' own reactions. */
  myReactions: string[];
  sharedCount: number;
  impression: number;
  reach: number;
  flagCount: number;
  hashFlag: Entity | null;
  hasFlaggedChildren: boolean;
  hasFlaggedComment: boolean;
  isDeleted: boolean;
  path: string;
  createdAt: Time;
  updatedAt: Time;
  editedAt: Time | null;
}

export interface Comment extends Entity {
  _id: string;
  commentId: string;
  parentId: string | null;
  rootId: string;
  referenceType: "post" | "content" | "story";
  referenceId: string;
  targetType: "user" | "community" | "content";
  targetId: string;
  userId: string;
  userInternalId: string;
  userPublicId: string;
  dataType: string;
  dataTypes: string[];
  data: Entity & { text?: string };
  attachments: Entity[];
  mentionees: Entity[];
  metadata: Metadata;
  children: string[];
  childrenNumber: number;
  segmentNumber: number;
  reactions: ReactionCounts;
  reactionsCount: number;
  myReactions: string[];
  flagCount: number;
  hashFlag: Entity | null;
  isDeleted: boolean;
  path: string;
  createdAt: Time;
  updatedAt: Time;
  editedAt: Time | null;
}

export interface Poll extends Entity {
  _id: string;
  pollId: string;
  userId: string;
  userInternalId: string;
  userPublicId: string;
  title: string;
  question: string;
  answerType: "single" | "multiple";
  answers: { id: string; dataType: "text" | "image"; data: string; voteCount: number; isVotedByUser: boolean }[];
  /** Whether who asks has voted. */
  isVoted: boolean;
  status: "open" | "closed";
  /** In milliseconds after it was made; 0 for never. */
  closedIn: number;
  closedAt: Time | null;
  isDeleted: boolean;
  createdAt: Time;
  updatedAt: Time;
}

/** Who reacted to one thing. */
export interface Reactions extends Entity {
  referenceId: string;
  referenceType: "post" | "comment" | "message" | "story";
  reactors: { reactionId: string; reactionName: string; userId: string; userInternalId: string; userPublicId: string; createdAt: Time; updatedAt: Time }[];
}

export interface Follow extends Entity {
  from: string;
  fromInternalId: string;
  fromPublicId: string;
  to: string;
  toInternalId: string;
  toPublicId: string;
  status: FollowStatus;
  createdAt: Time;
  updatedAt: Time;
}

export type FollowStatus = "none" | "pending" | "accepted" | "blocked";

export interface FollowCounts extends Entity {
  userId: string;
  userPublicId: string;
  followerCount: number;
  followingCount: number;
  pendingCount: number;
}

export interface Channel extends Entity {
  _id: string;
  channelId: string;
  channelInternalId: string;
  channelPublicId: string;
  userId: string;
  type: "conversation" | "community" | "live" | "broadcast";
  displayName: string;
  avatarFileId: string | null;
  tags: string[];
  metadata: Metadata;
  isDistinct: boolean;
  isPublic: boolean;
  isMuted: boolean;
  muteTimeout: Time | null;
  isRateLimited: boolean;
  rateLimit: number;
  rateLimitWindow: number;
  isDeleted: boolean;
  memberCount: number;
  moderatorMemberCount: number;
  messageCount: number;
  messagePreviewId: string | null;
  notificationMode: string;
  lastActivity: Time;
  path: string;
  createdAt: Time;
  updatedAt: Time;
}

export interface ChannelUser extends Entity {
  channelId: string;
  channelPublicId: string;
  userId: string;
  userInternalId: string;
  userPublicId: string;
  membership: "member" | "banned" | "muted" | "none";
  isBanned: boolean;
  isMuted: boolean;
  muteTimeout: Time | null;
  roles: string[];
  permissions: string[];
  readToSegment: number;
  lastMentionedSegment: number;
  lastActivity: Time;
  createdAt: Time;
  updatedAt: Time;
}

export interface MessageFeed extends Entity {
  messageFeedId: string;
  channelId: string;
  channelPublicId: string;
  channelType: Channel["type"];
  name: string;
  creatorId: string;
  creatorPublicId: string;
  lastMessageId: string | null;
  lastMessageTimestamp: Time | null;
  messagePreviewId: string | null;
  childCount: number;
  lastSegment: number;
  isDeleted: boolean;
  path: string;
  createdAt: Time;
  updatedAt: Time;
  editedAt: Time | null;
}

export interface Message extends Entity {
  _id: string;
  messageId: string;
  uniqueId: string;
  networkId: string;
  channelId: string;
  channelPublicId: string;
  channelType: Channel["type"];
  messageFeedId: string;
  parentId: string | null;
  referenceId: string | null;
  segment: number;
  channelSegment: number;
  creatorId: string;
  creatorPublicId: string;
  userId: string;
  dataType: string;
  type: string;
  data: Entity & { text?: string };
  fileId: string | null;
  thumbnailFileId: string | null;
  tags: string[];
  mentionedUsers: Entity[];
  mentionees: Entity[];
  metadata: Metadata;
  reactions: ReactionCounts;
  reactionCount: number;
  reactionsCount: number;
  myReactions: string[];
  childCount: number;
  childrenNumber: number;
  flagCount: number;
  hashFlag: Entity | null;
  isDeleted: boolean;
  path: string;
  createdAt: Time;
  updatedAt: Time;
  editedAt: Time | null;
}
