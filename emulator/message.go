package emulator

import (
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// message is a chat message in the shape of v5, with the v3 names beside it.
type message struct {
	MessageID       string          `json:"messageId"`
	UniqueID        string          `json:"uniqueId"`
	InternalID      string          `json:"_id"`
	NetworkID       string          `json:"networkId"`
	ChannelID       string          `json:"channelId"`
	ChannelPublicID string          `json:"channelPublicId"`
	ChannelType     string          `json:"channelType"`
	MessageFeedID   string          `json:"messageFeedId"`
	Segment         int64           `json:"segment"`
	ChannelSegment  int64           `json:"channelSegment"`
	DataType        string          `json:"dataType"`
	Type            string          `json:"type"`
	Data            json.RawMessage `json:"data"`
	FileID          *string         `json:"fileId"`
	ThumbnailFileID *string         `json:"thumbnailFileId"`
	Metadata        json.RawMessage `json:"metadata"`
	Tags            []string        `json:"tags"`
	CreatorID       string          `json:"creatorId"`
	CreatorPublicID string          `json:"creatorPublicId"`
	UserID          string          `json:"userId"`
	MentionedUsers  json.RawMessage `json:"mentionedUsers"`
	Mentionees      json.RawMessage `json:"mentionees"`
	Reactions       map[string]int  `json:"reactions"`
	ReactionCount   int             `json:"reactionCount"`
	ReactionsCount  int             `json:"reactionsCount"`
	MyReactions     []string        `json:"myReactions"`
	ParentID        *string         `json:"parentId"`
	Path            string          `json:"path"`
	FlagCount       int             `json:"flagCount"`
	HashFlag        *struct{}       `json:"hashFlag"`
	ChildCount      int             `json:"childCount"`
	ChildrenNumber  int             `json:"childrenNumber"`
	IsDeleted       bool            `json:"isDeleted"`
	ReferenceID     *string         `json:"referenceId"`
	CreatedAt       string          `json:"createdAt"`
	UpdatedAt       string          `json:"updatedAt"`
	EditedAt        *string         `json:"editedAt"`
}

const messageColumns = `e.message_id, e.feed_id, e.channel_id, (SELECT type FROM channels WHERE channel_id = e.channel_id), e.segment, e.user_id, e.data_type, e.data,
  e.file_id, e.thumbnail_file_id, e.metadata, e.tags, e.mentioned, e.parent_id, e.reference_id, e.reactions, e.reactions_count, e.child_count,
  e.flag_count, e.is_deleted, e.edited_at, e.created_at, e.updated_at`

func (c *call) scanMessage(row sqlite.Scanner) (*message, error) {
	var m message
	var data, fileID, thumbnail, metadata, tags, mentioned, parent, reference, reactions string
	var edited, created, updated int64
	err := row.Scan(&m.MessageID, &m.MessageFeedID, &m.ChannelID, &m.ChannelType, &m.Segment, &m.CreatorID, &m.DataType, &data, &fileID, &thumbnail,
		&metadata, &tags, &mentioned, &parent, &reference, &reactions, &m.ReactionCount, &m.ChildCount, &m.FlagCount, &m.IsDeleted,
		&edited, &created, &updated)
	if err != nil {
		return nil, err
	}
	m.UniqueID, m.InternalID, m.NetworkID = m.MessageID, m.MessageID, c.net.id
	m.ChannelPublicID, m.ChannelSegment, m.Type = m.ChannelID, m.Segment, m.DataType
	m.CreatorPublicID, m.UserID, m.ReactionsCount, m.ChildrenNumber = m.CreatorID, m.CreatorID, m.ReactionCount, m.ChildCount
	m.Data, m.Metadata, m.Tags = json.RawMessage(data), json.RawMessage(metadata), fromList(tags)
	m.FileID, m.ThumbnailFileID, m.ParentID, m.ReferenceID = orNil(fileID), orNil(thumbnail), orNil(parent), orNil(reference)
	m.MentionedUsers, m.Mentionees = json.RawMessage(mentioned), json.RawMessage(mentioned)
	m.Reactions, m.MyReactions = fromCounts(reactions), []string{}
	m.Path = c.net.id + "/chat/channel/" + m.ChannelID + "/messageFeed/" + m.MessageFeedID + "/message/" + m.MessageID
	m.EditedAt, m.CreatedAt, m.UpdatedAt = stampOrNil(edited), stamp(created), stamp(updated)
	if m.IsDeleted { // what was said is gone for everybody (FAQ F83)
		m.Data, m.FileID, m.ThumbnailFileID = json.RawMessage("{}"), nil, nil
	}
	return &m, nil
}

func (c *call) selectMessages(rest string, args ...any) ([]*message, error) {
	out := []*message{}
	err := c.tx.Each(func(row sqlite.Scanner) error {
		m, err := c.scanMessage(row)
		out = append(out, m)
		return err
	}, "SELECT "+messageColumns+" FROM messages e"+rest, args...)
	return out, err
}

// findMessage finds a message of a channel the caller may see.
func (c *call) findMessage(id string) (*message, error) {
	m, err := c.scanMessage(c.tx.Row("SELECT "+messageColumns+" FROM messages e WHERE e.message_id = ?", id))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, notFound("message", id)
	}
	if err != nil {
		return nil, err
	}
	if _, err := c.findChannel(m.ChannelID); err != nil {
		return nil, notFound("message", id)
	}
	return m, nil
}

func (c *call) openMessage(id string) (*message, error) {
	m, err := c.findMessage(id)
	if err == nil && m.IsDeleted {
		return nil, notFound("message", id)
	}
	return m, err
}

type messagesAnswer struct {
	Messages     []*message     `json:"messages"`
	MessageFeeds []*messageFeed `json:"messageFeeds"`
	Reactions    []any          `json:"reactions"`
	Users        []*user        `json:"users"`
	Files        []file         `json:"files"`
	Paging       *paging        `json:"paging,omitempty"`
}

func (c *call) messagesAnswer(list []*message, p *paging) (*messagesAnswer, error) {
	out := &messagesAnswer{Messages: list, Reactions: []any{}, Paging: p}
	users, reacted, feeds, files := []string{c.me.UserID}, []string{}, []string{}, []string{}
	byID := map[string]*message{}
	for _, m := range list {
		byID[m.MessageID] = m
		feeds = append(feeds, m.MessageFeedID)
		if m.ReactionsCount > 0 {
			reacted = append(reacted, m.MessageID)
		}
		users = append(append(users, m.CreatorID), mentioned(m.MentionedUsers)...)
		for _, f := range []*string{m.FileID, m.ThumbnailFileID} {
			if f != nil {
				files = append(files, *f)
			}
		}
	}
	mine, err := c.myReactions("message", reacted)
	if err != nil {
		return nil, err
	}
	for id, names := range mine {
		byID[id].MyReactions = names
	}
	if out.MessageFeeds, err = c.selectFeeds(" JOIN json_each(?) j ON f.feed_id = j.value", toJSON(unique(feeds))); err != nil {
		return nil, err
	}
	if out.Users, err = c.loadUsers(users); err != nil {
		return nil, err
	}
	out.Files, err = c.loadFiles(append(files, avatarsOf(out.Users)...))
	return out, err
}
