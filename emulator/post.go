package emulator

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// post is a post as the caller sees it. Media are posts of their own, children
// of the one that carries the text.
type post struct {
	seq                int64
	PostID             string          `json:"postId"`
	InternalID         string          `json:"_id"`
	Path               string          `json:"path"`
	ParentPostID       *string         `json:"parentPostId"`
	PostedUserID       string          `json:"postedUserId"`
	PostedUserPublicID string          `json:"postedUserPublicId"`
	PostedInternalID   string          `json:"postedUserInternalId"`
	PublisherID        string          `json:"publisherId"`
	SharedUserID       *string         `json:"sharedUserId"`
	SharedCount        int             `json:"sharedCount"`
	TargetID           string          `json:"targetId"`
	TargetPublicID     string          `json:"targetPublicId"`
	TargetInternalID   string          `json:"targetInternalId"`
	TargetType         string          `json:"targetType"`
	DataType           string          `json:"dataType"`
	StructureType      string          `json:"structureType"`
	Data               json.RawMessage `json:"data"`
	Metadata           json.RawMessage `json:"metadata"`
	FlagCount          int             `json:"flagCount"`
	HashFlag           *struct{}       `json:"hashFlag"`
	Reactions          map[string]int  `json:"reactions"`
	ReactionsCount     int             `json:"reactionsCount"`
	MyReactions        []string        `json:"myReactions"`
	CommentsCount      int             `json:"commentsCount"`
	Comments           []string        `json:"comments"`
	Children           []string        `json:"children"`
	ChildrenNumber     int             `json:"childrenNumber"`
	IsDeleted          bool            `json:"isDeleted"`
	HasFlaggedComment  bool            `json:"hasFlaggedComment"`
	HasFlaggedChildren bool            `json:"hasFlaggedChildren"`
	FeedID             string          `json:"feedId"`
	FeedType           string          `json:"feedType"`
	Tags               []string        `json:"tags"`
	Hashtags           []string        `json:"hashtags"`
	Mentionees         json.RawMessage `json:"mentionees"`
	Impression         int             `json:"impression"`
	Reach              int             `json:"reach"`
	EditedAt           *string         `json:"editedAt"`
	CreatedAt          string          `json:"createdAt"`
	UpdatedAt          string          `json:"updatedAt"`
}

const postColumns = `p.seq, p.post_id, p.parent_id, p.user_id, coalesce((SELECT internal_id FROM users WHERE user_id = p.user_id), ''), p.target_type, p.target_id,
  coalesce((SELECT internal_id FROM users WHERE user_id = p.target_id AND p.target_type = 'user'), p.target_id),
  p.data_type, p.data, p.metadata, p.tags, p.hashtags, p.mentionees, p.feed_type, p.reactions, p.reactions_count, p.comments_count, p.shared_count,
  p.flag_count, p.is_deleted, p.edited_at, p.created_at, p.updated_at`

func (c *call) scanPost(row sqlite.Scanner) (*post, error) {
	var p post
	var parent, data, metadata, tags, hashtags, mentionees, reactions string
	var edited, created, updated int64
	err := row.Scan(&p.seq, &p.PostID, &parent, &p.PostedUserID, &p.PostedInternalID, &p.TargetType, &p.TargetID, &p.TargetInternalID, &p.DataType, &data, &metadata, &tags,
		&hashtags, &mentionees, &p.FeedType, &reactions, &p.ReactionsCount, &p.CommentsCount, &p.SharedCount, &p.FlagCount, &p.IsDeleted,
		&edited, &created, &updated)
	if err != nil {
		return nil, err
	}
	p.InternalID, p.ParentPostID, p.PostedUserPublicID, p.PublisherID = p.PostID, orNil(parent), p.PostedUserID, p.PostedUserID
	p.TargetPublicID, p.FeedID, p.StructureType = p.TargetID, feedID(p.TargetID, p.FeedType), p.DataType
	p.Path = c.net.feedPath(p.TargetType, p.TargetInternalID) + "/post/" + p.PostID
	p.Data, p.Metadata, p.Mentionees = json.RawMessage(data), json.RawMessage(metadata), json.RawMessage(mentionees)
	p.Tags, p.Hashtags, p.Reactions = fromList(tags), fromList(hashtags), fromCounts(reactions)
	p.MyReactions, p.Comments, p.Children = []string{}, []string{}, []string{}
	p.EditedAt, p.CreatedAt, p.UpdatedAt = stampOrNil(edited), stamp(created), stamp(updated)
	return &p, nil
}

// references are the files and the poll a post's data points to.
func (p *post) references() (files []string, poll string) {
	var d struct {
		PollID string `json:"pollId"`
	}
	if p.DataType == "text" && !bytes.Contains(p.Data, []byte(`Id":`)) {
		return nil, "" // nearly all posts: text and title alone
	}
	if json.Unmarshal(p.Data, &d) != nil { // custom data may be of any shape
		return nil, ""
	}
	return fileIDs(p.Data), d.PollID
}

// findPost finds a post, deleted or not, or answers 400400.
func (c *call) findPost(id string) (*post, error) {
	p, err := c.scanPost(c.tx.Row("SELECT "+postColumns+" FROM posts p WHERE p.post_id = ?", id))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, notFound("post", id)
	}
	return p, err
}

// openPost finds a post that has not been deleted.
func (c *call) openPost(id string) (*post, error) {
	p, err := c.findPost(id)
	if err == nil && p.IsDeleted {
		return nil, notFound("post", id)
	}
	return p, err
}

func (c *call) selectPosts(rest string, args ...any) ([]*post, error) {
	return c.selectPostsFrom("posts p", rest, args...)
}

// selectPostsFrom finds posts by way of another table, which says the order.
func (c *call) selectPostsFrom(from, rest string, args ...any) ([]*post, error) {
	out := []*post{}
	err := c.tx.Each(func(row sqlite.Scanner) error {
		p, err := c.scanPost(row)
		out = append(out, p)
		return err
	}, "SELECT "+postColumns+" FROM "+from+rest, args...)
	return out, err
}
