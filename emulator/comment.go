package emulator

import (
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// comment is a comment, or a reply to one, as the caller sees it.
type comment struct {
	seq            int64
	CommentID      string          `json:"commentId"`
	InternalID     string          `json:"_id"`
	Path           string          `json:"path"`
	UserID         string          `json:"userId"`
	UserPublicID   string          `json:"userPublicId"`
	UserInternalID string          `json:"userInternalId"`
	ParentID       *string         `json:"parentId"`
	RootID         string          `json:"rootId"`
	ReferenceID    string          `json:"referenceId"`
	ReferenceType  string          `json:"referenceType"`
	DataType       string          `json:"dataType"`
	DataTypes      []string        `json:"dataTypes"`
	Data           json.RawMessage `json:"data"`
	Metadata       json.RawMessage `json:"metadata"`
	ChildrenNumber int             `json:"childrenNumber"`
	Children       []string        `json:"children"`
	SegmentNumber  int64           `json:"segmentNumber"`
	Reactions      map[string]int  `json:"reactions"`
	ReactionsCount int             `json:"reactionsCount"`
	MyReactions    []string        `json:"myReactions"`
	FlagCount      int             `json:"flagCount"`
	HashFlag       *struct{}       `json:"hashFlag"`
	IsDeleted      bool            `json:"isDeleted"`
	Mentionees     json.RawMessage `json:"mentionees"`
	Attachments    json.RawMessage `json:"attachments"`
	TargetID       string          `json:"targetId"`
	TargetType     string          `json:"targetType"`
	CreatedAt      string          `json:"createdAt"`
	UpdatedAt      string          `json:"updatedAt"`
	EditedAt       *string         `json:"editedAt"`
}

const commentColumns = `k.seq, k.comment_id, k.user_id, coalesce((SELECT internal_id FROM users WHERE user_id = k.user_id), ''), k.parent_id, k.root_id,
  k.reference_type, k.reference_id, k.data_types, k.data, k.metadata, k.mentionees, k.attachments, k.children_number, k.segment, k.reactions,
  k.reactions_count, k.flag_count, k.is_deleted, k.edited_at, k.created_at, k.updated_at,
  coalesce((SELECT target_type FROM posts WHERE post_id = k.reference_id), ''), coalesce((SELECT target_id FROM posts WHERE post_id = k.reference_id), ''),
  coalesce((SELECT u.internal_id FROM posts p JOIN users u ON u.user_id = p.target_id WHERE p.post_id = k.reference_id AND p.target_type = 'user'), '')`

func (c *call) scanComment(row sqlite.Scanner) (*comment, error) {
	var k comment
	var feed, parent, types, data, metadata, mentionees, attachments, reactions string
	var edited, created, updated int64
	err := row.Scan(&k.seq, &k.CommentID, &k.UserID, &k.UserInternalID, &parent, &k.RootID, &k.ReferenceType, &k.ReferenceID, &types, &data, &metadata,
		&mentionees, &attachments, &k.ChildrenNumber, &k.SegmentNumber, &reactions, &k.ReactionsCount, &k.FlagCount, &k.IsDeleted,
		&edited, &created, &updated, &k.TargetType, &k.TargetID, &feed)
	if err != nil {
		return nil, err
	}
	k.InternalID, k.UserPublicID, k.ParentID, k.DataType = k.CommentID, k.UserID, orNil(parent), "text"
	if feed == "" {
		feed = k.TargetID
	}
	k.Path = c.net.feedPath(k.TargetType, feed) + "/post/" + k.ReferenceID + "/comment/" + k.CommentID
	k.DataTypes, k.Data, k.Metadata = fromList(types), json.RawMessage(data), json.RawMessage(metadata)
	k.Mentionees, k.Attachments, k.Reactions = json.RawMessage(mentionees), json.RawMessage(attachments), fromCounts(reactions)
	k.Children, k.MyReactions = []string{}, []string{}
	k.EditedAt, k.CreatedAt, k.UpdatedAt = stampOrNil(edited), stamp(created), stamp(updated)
	return &k, nil
}

// files are the images attached to a comment.
func (k *comment) files() []string {
	var list []attachment
	_ = json.Unmarshal(k.Attachments, &list) // checked when it was stored
	var ids []string
	for _, a := range list {
		ids = append(ids, a.FileID)
	}
	return ids
}

func (c *call) selectComments(from string, args ...any) ([]*comment, error) {
	out := []*comment{}
	err := c.tx.Each(func(row sqlite.Scanner) error {
		k, err := c.scanComment(row)
		out = append(out, k)
		return err
	}, "SELECT "+commentColumns+" FROM "+from, args...)
	return out, err
}

// findComment finds a comment, deleted or not, or answers 400400.
func (c *call) findComment(id string) (*comment, error) {
	k, err := c.scanComment(c.tx.Row("SELECT "+commentColumns+" FROM comments k WHERE k.comment_id = ?", id))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, notFound("comment", id)
	}
	return k, err
}

func (c *call) openComment(id string) (*comment, error) {
	k, err := c.findComment(id)
	if err == nil && k.IsDeleted {
		return nil, notFound("comment", id)
	}
	return k, err
}

// finishComments adds the caller's reactions and the ids of the replies.
func (c *call) finishComments(list []*comment) error {
	byID := map[string]*comment{}
	ids := make([]string, len(list))
	var reacted []string
	for i, k := range list {
		ids[i], byID[k.CommentID] = k.CommentID, k
		if k.ReactionsCount > 0 {
			reacted = append(reacted, k.CommentID)
		}
	}
	mine, err := c.myReactions("comment", reacted)
	if err != nil || len(ids) == 0 {
		return err
	}
	for id, names := range mine {
		byID[id].MyReactions = names
	}
	return c.tx.Each(func(row sqlite.Scanner) error {
		var parent, id string
		err := row.Scan(&parent, &id)
		byID[parent].Children = append(byID[parent].Children, id)
		return err
	}, `SELECT k.parent_id, k.comment_id FROM json_each(?) j JOIN comments k ON k.seq IN
	  (SELECT seq FROM comments WHERE parent_id = j.value AND is_deleted = 0 ORDER BY seq LIMIT ?) ORDER BY k.seq`, toJSON(ids), defaultPage)
}

type commentsAnswer struct {
	Comments        []*comment      `json:"comments"`
	CommentChildren []*comment      `json:"commentChildren"`
	Users           []*user         `json:"users"`
	Files           []file          `json:"files"`
	CommunityUsers  []communityUser `json:"communityUsers"`
	Paging          *paging         `json:"paging,omitempty"`
}

func (c *call) commentsAnswer(list []*comment, p *paging) (*commentsAnswer, error) {
	out := &commentsAnswer{Comments: list, CommentChildren: []*comment{}, Paging: p}
	if err := c.finishComments(list); err != nil {
		return nil, err
	}
	var children []string
	for _, k := range list {
		children = append(children, k.Children...)
	}
	var err error
	if len(children) > 0 {
		out.CommentChildren, err = c.selectComments("json_each(?) j JOIN comments k ON k.comment_id = j.value", toJSON(children))
		if err == nil {
			err = c.finishComments(out.CommentChildren)
		}
		if err != nil {
			return nil, err
		}
	}
	users, files, targets := []string{c.me.UserID}, []string{}, []string{}
	for _, k := range append(append([]*comment(nil), list...), out.CommentChildren...) {
		users = append(append(users, k.UserID), mentioned(k.Mentionees)...)
		files = append(files, k.files()...)
		if k.TargetType == "community" {
			targets = append(targets, k.TargetID)
		}
	}
	if out.CommunityUsers, err = c.loadCommunityUsers(targets, users); err != nil {
		return nil, err
	}
	if out.Users, err = c.loadUsers(users); err != nil {
		return nil, err
	}
	out.Files, err = c.loadFiles(append(files, avatarsOf(out.Users)...))
	return out, err
}
