import type {
  Channel, ChannelUser, Comment, Community, CommunityUser, Entity, Feed, FileObject, Follow, FollowCounts, FollowStatus, Message, MessageFeed,
  Metadata, Poll, Post, Reactions, Time, User,
} from "./entities.js";

export interface Paging {
  next?: string;
  previous?: string;
}

/** The platform's answer: lists of what was asked for and of what belongs to it, and where the list goes on. */
export interface Answer {
  paging?: Paging;
  users?: User[];
  files?: FileObject[];
  communities?: Community[];
  communityUsers?: CommunityUser[];
  categories?: Entity[];
  feeds?: Feed[];
  posts?: Post[];
  postChildren?: Post[];
  comments?: Comment[];
  commentChildren?: Comment[];
  polls?: Poll[];
  videoStreamings?: Entity[];
  reactions?: Reactions[];
  follows?: Follow[];
  followCounts?: FollowCounts[];
  channels?: Channel[];
  channelUsers?: ChannelUser[];
  messages?: Message[];
  messagePreviews?: Message[];
  messageFeeds?: MessageFeed[];
  messageFeedsInfo?: MessageFeed[];
  [name: string]: any;
}

/** A post of a composed answer. */
export interface MarkedPost extends Post {
  /** Whether the user reacted to it (FAQ F12). */
  reactedByMe: boolean;
}

/** A post that another object names: gone when it was deleted or is not for this user. */
export type NamedPost = { postId: string; state: "shown"; post: MarkedPost } | { postId: string; state: "gone" };

/** What the objects of a composed answer name, and nothing else. */
export interface Beside {
  postChildren: Post[];
  comments: Comment[];
  communities: Community[];
  communityUsers: CommunityUser[];
  categories: Entity[];
  polls: Poll[];
  videoStreamings: Entity[];
  users: User[];
  files: FileObject[];
}

interface Verified {
  /** Ids of the users that have a badge (FAQ F62). */
  verified: string[];
}

/** How far a scan looked; where it is not complete, `next` is the token to go on from. */
export interface Scanned {
  scanned: number;
  complete: boolean;
  next?: string;
}

export interface FeedPage extends Beside, Verified {
  posts: MarkedPost[];
  /** The posts that are shared here (FAQ F63). */
  originals: NamedPost[];
  /** On the first page of a community (FAQ F65). */
  pinned: NamedPost | null;
  paging: Paging;
}

export interface PostWithOriginal extends Beside, Verified {
  post: MarkedPost;
  original: NamedPost | null;
}

export interface ScannedPosts extends Beside, Scanned {
  posts: MarkedPost[];
}

/** Of the comments of one post. */
export interface ScannedComments extends Omit<Beside, "comments">, Scanned {
  comments: (Comment & { reactedByMe: boolean })[];
}

/** Of the newest threads of a feed. */
export interface ScannedThreads extends Pick<Beside, "users" | "files">, Scanned {
  comments: Comment[];
  /** Ids of the posts whose comments were looked through. */
  posts: string[];
}

export interface SavedPosts extends Beside, Verified {
  posts: MarkedPost[];
  /** Ids of saved posts that are there no more. */
  gone: string[];
  next?: string;
}

export interface Profile {
  user: User;
  files: FileObject[];
  verified: boolean;
  blocked: boolean;
  /** How the user stands to this one. */
  follow: FollowStatus;
  counts: FollowCounts | null;
}

export interface Conversation {
  channel: Channel;
  channelUsers?: ChannelUser[];
  messageFeeds?: MessageFeed[];
  messageFeedsInfo?: MessageFeed[];
  users?: User[];
  files?: FileObject[];
}

interface Favourites {
  /** Ids of posts, the latest first. */
  favourites: string[];
}

/** The answers that are not an {@link Answer}, by method and route. A test compares them with what the worker says. */
export interface Answers {
  DELETE: {
    "/plus/communities/{id}/pinned": { pinPostID: null };
    "/plus/favourites/{id}": Favourites;
    "/plus/push": { subscribed: false };
  };
  GET: {
    "/api/v3/files/{id}": FileObject;
    "/plus/communities/{id}/pinned": Beside & { pinned: NamedPost | null };
    "/plus/engaging": ScannedPosts & { since: Time };
    "/plus/favourites": Favourites;
    "/plus/favourites/posts": SavedPosts;
    "/plus/feed": FeedPage;
    "/plus/polls": ScannedPosts;
    "/plus/posts/{id}": PostWithOriginal;
    "/plus/push": { /** What a subscription needs as its applicationServerKey. */ key: string; subscribed: boolean };
    "/plus/reacted": ScannedPosts;
    "/plus/users/{id}": Profile;
    "/plus/users/{id}/comments": ScannedComments | ScannedThreads;
    "/plus/users/{id}/posts": ScannedPosts;
    "/plus/verified": Verified;
    "/plus/videos": ScannedPosts & Verified;
  };
  PATCH: {
    "/plus/me/metadata": { metadata: Metadata };
  };
  POST: {
    "/api/v2/reactions": { addedId: string };
    "/plus/me/auth-token": { userId: string; authToken: string; /** In seconds. */ expiresIn: number };
    "/plus/posts/{id}/share": { post: MarkedPost };
  };
  PUT: {
    "/plus/communities/{id}/pinned/{post}": { pinPostID: string };
    "/plus/conversations/{id}": Conversation;
    "/plus/favourites/{id}": Favourites;
    "/plus/push": { subscribed: true };
  };
}
