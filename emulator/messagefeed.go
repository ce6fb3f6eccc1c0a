package emulator

import (
	"database/sql"
	"errors"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// messageFeed is a subchannel: a thread of messages in a channel. A channel's
// default feed has the channel's internal id.
type messageFeed struct {
	MessageFeedID        string  `json:"messageFeedId"`
	ChannelID            string  `json:"channelId"`
	ChannelPublicID      string  `json:"channelPublicId"`
	ChannelType          string  `json:"channelType"`
	Name                 string  `json:"name"`
	LastMessageID        *string `json:"lastMessageId"`
	LastMessageTimestamp *string `json:"lastMessageTimestamp"`
	MessagePreviewID     *string `json:"messagePreviewId"`
	CreatorID            string  `json:"creatorId"`
	CreatorPublicID      string  `json:"creatorPublicId"`
	Path                 string  `json:"path"`
	ChildCount           int     `json:"childCount"`
	LastSegment          int64   `json:"lastSegment"`
	IsDeleted            bool    `json:"isDeleted"`
	EditedAt             *string `json:"editedAt"`
	CreatedAt            string  `json:"createdAt"`
	UpdatedAt            string  `json:"updatedAt"`
}

const feedColumns = `f.feed_id, f.channel_id, (SELECT type FROM channels WHERE channel_id = f.channel_id), f.name, f.last_message_id, f.last_message_at, f.user_id,
  f.child_count, f.last_segment, f.is_deleted, f.edited_at, f.created_at, f.updated_at`

func (c *call) scanFeed(row sqlite.Scanner) (*messageFeed, error) {
	var f messageFeed
	var last string
	var lastAt, edited, created, updated int64
	err := row.Scan(&f.MessageFeedID, &f.ChannelID, &f.ChannelType, &f.Name, &last, &lastAt, &f.CreatorID, &f.ChildCount, &f.LastSegment, &f.IsDeleted,
		&edited, &created, &updated)
	f.ChannelPublicID, f.CreatorPublicID = f.ChannelID, f.CreatorID
	f.LastMessageID, f.MessagePreviewID, f.LastMessageTimestamp = orNil(last), orNil(last), stampOrNil(lastAt)
	f.Path = c.net.id + "/chat/channel/" + f.ChannelID + "/messageFeed/" + f.MessageFeedID
	f.EditedAt, f.CreatedAt, f.UpdatedAt = stampOrNil(edited), stamp(created), stamp(updated)
	return &f, err
}

func (c *call) selectFeeds(rest string, args ...any) ([]*messageFeed, error) {
	out := []*messageFeed{}
	err := c.tx.Each(func(row sqlite.Scanner) error {
		f, err := c.scanFeed(row)
		out = append(out, f)
		return err
	}, "SELECT "+feedColumns+" FROM message_feeds f"+rest, args...)
	return out, err
}

// findFeed finds a feed the caller may see. A channel's own id stands for its
// default feed.
func (c *call) findFeed(id string) (*messageFeed, error) {
	f, err := c.scanFeed(c.tx.Row("SELECT "+feedColumns+` FROM message_feeds f WHERE f.feed_id = coalesce((SELECT internal_id FROM channels WHERE channel_id = ?1), ?1)`, id))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, notFound("message feed", id)
	}
	if err != nil {
		return nil, err
	}
	_, err = c.findChannel(f.ChannelID)
	return f, err
}

func (c *call) openFeed(id string) (*messageFeed, error) {
	f, err := c.findFeed(id)
	if err == nil && f.IsDeleted {
		return nil, notFound("message feed", id)
	}
	return f, err
}

func (c *call) insertFeed(id, channelID, name string) error {
	_, err := c.tx.Exec("INSERT INTO message_feeds(feed_id, channel_id, user_id, name, created_at, updated_at) VALUES(?1, ?2, ?3, ?4, ?5, ?5)",
		id, channelID, c.me.UserID, name, c.now)
	return err
}
