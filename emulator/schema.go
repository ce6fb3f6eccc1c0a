package emulator

// migrations bring a database from any older version to this one; they are
// only ever appended to. Every list is walked in the order of its seq column,
// which is the order of creation: two rows of one millisecond still have one.
//
// Times are milliseconds since 1970 in UTC; 0 means never. Arrays and metadata
// are JSON text. Counters that lists show are kept beside the object, written
// in the transaction that changes what they count.
var migrations = []string{schema1, schema2, schema3, schema4, schema5, schema6, schema7, schema8}

const schema1 = `
CREATE TABLE settings(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE users(
  seq INTEGER PRIMARY KEY, user_id TEXT NOT NULL UNIQUE, internal_id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL DEFAULT 'user',
  display_name TEXT NOT NULL, description TEXT NOT NULL DEFAULT '', avatar_file_id TEXT NOT NULL DEFAULT '', avatar_url TEXT NOT NULL DEFAULT '',
  roles TEXT NOT NULL DEFAULT '[]', metadata TEXT NOT NULL DEFAULT '{}', flag_count INTEGER NOT NULL DEFAULT 0,
  is_banned INTEGER NOT NULL DEFAULT 0, is_deleted INTEGER NOT NULL DEFAULT 0, last_active INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL);
CREATE INDEX users_by_name ON users(display_name COLLATE NOCASE, seq);

CREATE TABLE sessions(
  seq INTEGER PRIMARY KEY, token_digest TEXT NOT NULL UNIQUE, user_id TEXT NOT NULL, device_id TEXT NOT NULL,
  issued_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, UNIQUE(user_id, device_id));
CREATE TABLE auth_tokens(token_digest TEXT PRIMARY KEY, user_id TEXT NOT NULL, expires_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX auth_tokens_by_expiry ON auth_tokens(expires_at);

CREATE TABLE files(
  seq INTEGER PRIMARY KEY, file_id TEXT NOT NULL UNIQUE, user_id TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, extension TEXT NOT NULL,
  mime_type TEXT NOT NULL, size INTEGER NOT NULL, width INTEGER NOT NULL DEFAULT 0, height INTEGER NOT NULL DEFAULT 0,
  access_type TEXT NOT NULL, feed_type TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL);

CREATE TABLE communities(
  seq INTEGER PRIMARY KEY, community_id TEXT NOT NULL UNIQUE, internal_id TEXT NOT NULL, user_id TEXT NOT NULL,
  display_name TEXT NOT NULL, description TEXT NOT NULL, avatar_file_id TEXT NOT NULL, is_official INTEGER NOT NULL, is_public INTEGER NOT NULL,
  only_admin_can_post INTEGER NOT NULL, need_approval INTEGER NOT NULL, allow_story_comment INTEGER NOT NULL, notification_mode TEXT NOT NULL,
  tags TEXT NOT NULL, category_ids TEXT NOT NULL, metadata TEXT NOT NULL, posts_count INTEGER NOT NULL DEFAULT 0, members_count INTEGER NOT NULL DEFAULT 0,
  is_deleted INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL);
CREATE INDEX communities_by_name ON communities(display_name COLLATE NOCASE, seq);
CREATE TABLE community_members(
  seq INTEGER PRIMARY KEY, community_id TEXT NOT NULL, user_id TEXT NOT NULL, membership TEXT NOT NULL, roles TEXT NOT NULL DEFAULT '[]',
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, UNIQUE(community_id, user_id));
CREATE INDEX memberships_of_user ON community_members(user_id, membership, community_id);
CREATE INDEX members_of_community ON community_members(community_id, membership, seq);

CREATE TABLE posts(
  seq INTEGER PRIMARY KEY, post_id TEXT NOT NULL UNIQUE, parent_id TEXT NOT NULL DEFAULT '', user_id TEXT NOT NULL, target_type TEXT NOT NULL,
  target_id TEXT NOT NULL, data_type TEXT NOT NULL, data TEXT NOT NULL, metadata TEXT NOT NULL, tags TEXT NOT NULL, hashtags TEXT NOT NULL,
  mentionees TEXT NOT NULL, feed_type TEXT NOT NULL, reactions TEXT NOT NULL DEFAULT '{}', reactions_count INTEGER NOT NULL DEFAULT 0,
  comments_count INTEGER NOT NULL DEFAULT 0, shared_count INTEGER NOT NULL DEFAULT 0, flag_count INTEGER NOT NULL DEFAULT 0,
  is_deleted INTEGER NOT NULL DEFAULT 0, edited_at INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL);
CREATE INDEX posts_of_target ON posts(target_type, target_id, seq) WHERE parent_id = '';
CREATE INDEX posts_of_target_by_type ON posts(target_type, target_id, data_type, seq);
CREATE INDEX posts_of_target_updated ON posts(target_type, target_id, updated_at, seq);
CREATE INDEX posts_of_parent ON posts(parent_id, seq) WHERE parent_id <> '';
CREATE INDEX posts_of_user ON posts(user_id, seq);
CREATE TABLE post_hashtags(hashtag TEXT NOT NULL, post_seq INTEGER NOT NULL, PRIMARY KEY(hashtag, post_seq)) WITHOUT ROWID;

CREATE TABLE comments(
  seq INTEGER PRIMARY KEY, comment_id TEXT NOT NULL UNIQUE, user_id TEXT NOT NULL, reference_type TEXT NOT NULL, reference_id TEXT NOT NULL,
  parent_id TEXT NOT NULL, root_id TEXT NOT NULL, data TEXT NOT NULL, data_types TEXT NOT NULL, metadata TEXT NOT NULL, mentionees TEXT NOT NULL,
  attachments TEXT NOT NULL, children_number INTEGER NOT NULL DEFAULT 0, segment INTEGER NOT NULL, reactions TEXT NOT NULL DEFAULT '{}',
  reactions_count INTEGER NOT NULL DEFAULT 0, flag_count INTEGER NOT NULL DEFAULT 0, is_deleted INTEGER NOT NULL DEFAULT 0,
  edited_at INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL);
CREATE INDEX comments_of_reference ON comments(reference_type, reference_id, parent_id, seq);
CREATE INDEX comments_of_parent ON comments(parent_id, seq);
CREATE INDEX comments_of_user ON comments(user_id, seq);

CREATE TABLE reactions(
  seq INTEGER PRIMARY KEY, reaction_id TEXT NOT NULL UNIQUE, reference_type TEXT NOT NULL, reference_id TEXT NOT NULL, name TEXT NOT NULL,
  user_id TEXT NOT NULL, created_at INTEGER NOT NULL, UNIQUE(reference_type, reference_id, user_id, name));
CREATE INDEX reactions_of_reference ON reactions(reference_type, reference_id, seq);
CREATE TABLE flags(reference_type TEXT NOT NULL, reference_id TEXT NOT NULL, user_id TEXT NOT NULL, created_at INTEGER NOT NULL,
  PRIMARY KEY(reference_type, reference_id, user_id)) WITHOUT ROWID;

CREATE TABLE polls(
  seq INTEGER PRIMARY KEY, poll_id TEXT NOT NULL UNIQUE, user_id TEXT NOT NULL, question TEXT NOT NULL, title TEXT NOT NULL, answer_type TEXT NOT NULL,
  status TEXT NOT NULL, closed_at INTEGER NOT NULL, closed_in INTEGER NOT NULL, is_deleted INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL);
CREATE TABLE poll_answers(
  seq INTEGER PRIMARY KEY, answer_id TEXT NOT NULL UNIQUE, poll_id TEXT NOT NULL, data_type TEXT NOT NULL, data TEXT NOT NULL,
  vote_count INTEGER NOT NULL DEFAULT 0);
CREATE INDEX answers_of_poll ON poll_answers(poll_id, seq);
CREATE TABLE poll_votes(
  seq INTEGER PRIMARY KEY, poll_id TEXT NOT NULL, answer_id TEXT NOT NULL, user_id TEXT NOT NULL, created_at INTEGER NOT NULL,
  UNIQUE(poll_id, user_id, answer_id));
CREATE INDEX votes_of_answer ON poll_votes(answer_id, seq);

CREATE TABLE follows(
  seq INTEGER PRIMARY KEY, from_id TEXT NOT NULL, to_id TEXT NOT NULL, status TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
  UNIQUE(from_id, to_id));
CREATE INDEX followers ON follows(to_id, status, seq);
CREATE INDEX following ON follows(from_id, status, seq);
CREATE TABLE blocks(seq INTEGER PRIMARY KEY, from_id TEXT NOT NULL, to_id TEXT NOT NULL, created_at INTEGER NOT NULL, UNIQUE(from_id, to_id));
CREATE INDEX blocked_by ON blocks(to_id);

CREATE TABLE channels(
  seq INTEGER PRIMARY KEY, channel_id TEXT NOT NULL UNIQUE, internal_id TEXT NOT NULL UNIQUE, user_id TEXT NOT NULL, type TEXT NOT NULL,
  is_distinct INTEGER NOT NULL DEFAULT 0, distinct_key TEXT UNIQUE, display_name TEXT NOT NULL, avatar_file_id TEXT NOT NULL, metadata TEXT NOT NULL,
  tags TEXT NOT NULL, is_public INTEGER NOT NULL, is_muted INTEGER NOT NULL DEFAULT 0, mute_timeout INTEGER NOT NULL DEFAULT 0,
  member_count INTEGER NOT NULL DEFAULT 0, message_count INTEGER NOT NULL DEFAULT 0, is_deleted INTEGER NOT NULL DEFAULT 0,
  last_activity INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL);
CREATE INDEX channels_by_activity ON channels(last_activity, seq);
CREATE TABLE channel_members(
  seq INTEGER PRIMARY KEY, channel_id TEXT NOT NULL, user_id TEXT NOT NULL, membership TEXT NOT NULL, roles TEXT NOT NULL DEFAULT '[]',
  is_muted INTEGER NOT NULL DEFAULT 0, mute_timeout INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
  UNIQUE(channel_id, user_id));
CREATE INDEX channels_of_user ON channel_members(user_id, membership, channel_id);
CREATE INDEX members_of_channel ON channel_members(channel_id, membership, seq);
CREATE TABLE message_feeds(
  seq INTEGER PRIMARY KEY, feed_id TEXT NOT NULL UNIQUE, channel_id TEXT NOT NULL, user_id TEXT NOT NULL, name TEXT NOT NULL,
  last_segment INTEGER NOT NULL DEFAULT 0, last_message_id TEXT NOT NULL DEFAULT '', last_message_at INTEGER NOT NULL DEFAULT 0,
  child_count INTEGER NOT NULL DEFAULT 0, is_deleted INTEGER NOT NULL DEFAULT 0, edited_at INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL);
CREATE INDEX feeds_of_channel ON message_feeds(channel_id, seq);
CREATE TABLE messages(
  seq INTEGER PRIMARY KEY, message_id TEXT NOT NULL UNIQUE, feed_id TEXT NOT NULL, channel_id TEXT NOT NULL, segment INTEGER NOT NULL,
  user_id TEXT NOT NULL, data_type TEXT NOT NULL, data TEXT NOT NULL, file_id TEXT NOT NULL, thumbnail_file_id TEXT NOT NULL, metadata TEXT NOT NULL,
  tags TEXT NOT NULL, mentioned TEXT NOT NULL, parent_id TEXT NOT NULL, reference_id TEXT NOT NULL, reactions TEXT NOT NULL DEFAULT '{}',
  reactions_count INTEGER NOT NULL DEFAULT 0, child_count INTEGER NOT NULL DEFAULT 0, flag_count INTEGER NOT NULL DEFAULT 0,
  is_deleted INTEGER NOT NULL DEFAULT 0, edited_at INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
  UNIQUE(feed_id, segment));
CREATE INDEX messages_of_user ON messages(user_id, seq);
CREATE INDEX messages_by_reference ON messages(feed_id, user_id, reference_id);
CREATE TABLE read_markers(
  feed_id TEXT NOT NULL, user_id TEXT NOT NULL, read_to INTEGER NOT NULL DEFAULT 0, delivered_to INTEGER NOT NULL DEFAULT 0,
  updated_at INTEGER NOT NULL, PRIMARY KEY(feed_id, user_id)) WITHOUT ROWID;

CREATE TABLE rules(
  seq INTEGER PRIMARY KEY, rule_id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, pattern TEXT NOT NULL, is_exact INTEGER NOT NULL DEFAULT 0,
  is_enabled INTEGER NOT NULL DEFAULT 1, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, UNIQUE(kind, pattern));
`

// schema2: pinned posts; which posts search knows (FAQ F71); polls by post.
const schema2 = `
CREATE TABLE pins(
  seq INTEGER PRIMARY KEY, target_id TEXT NOT NULL, placement TEXT NOT NULL, post_id TEXT NOT NULL, user_id TEXT NOT NULL, created_at INTEGER NOT NULL,
  UNIQUE(target_id, placement, post_id));
ALTER TABLE posts ADD COLUMN is_indexed INTEGER NOT NULL DEFAULT 1;
CREATE INDEX posts_of_poll ON posts(json_extract(data, '$.pollId')) WHERE data_type = 'poll';
`

// schema3: categories, and who has seen a post.
const schema3 = `
CREATE TABLE categories(
  seq INTEGER PRIMARY KEY, category_id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, avatar_file_id TEXT NOT NULL, metadata TEXT NOT NULL,
  is_deleted INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL);
CREATE TABLE views(post_id TEXT NOT NULL, user_id TEXT NOT NULL, count INTEGER NOT NULL, last_at INTEGER NOT NULL, PRIMARY KEY(post_id, user_id)) WITHOUT ROWID;
`

// schema4: the posts that are not published, which are few.
const schema4 = `
CREATE INDEX posts_unpublished ON posts(target_id, feed_type) WHERE feed_type <> 'published' AND parent_id = '';
`

// schema5: what an image shows, in words.
const schema5 = "ALTER TABLE files ADD COLUMN alt_text TEXT NOT NULL DEFAULT ''"

// schema6: the words of posts, by every three characters that stand together.
// It holds no text of its own; what it finds is compared with the post's.
const schema6 = `
CREATE VIRTUAL TABLE post_words USING fts5(text, content='', detail=none, columnsize=0, tokenize='trigram');
INSERT INTO post_words(rowid, text) SELECT seq, json_extract(data, '$.text') FROM posts
  WHERE is_indexed = 1 AND parent_id = '' AND json_valid(data) AND coalesce(json_extract(data, '$.text'), '') <> '';
`

// schema7: who moderates a community, which are few of its members.
const schema7 = `
CREATE INDEX moderators_of_community ON community_members(community_id) WHERE membership = 'member' AND instr(roles, '"community-moderator"') > 0;
`

// schema8: the hashtags of a post that changes or goes.
const schema8 = "CREATE INDEX hashtags_of_post ON post_hashtags(post_seq)"
