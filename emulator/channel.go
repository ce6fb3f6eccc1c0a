package emulator

import (
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// channel is a chat channel as the caller sees it.
type channel struct {
	ChannelID         string          `json:"channelId"`
	ChannelInternalID string          `json:"channelInternalId"`
	ChannelPublicID   string          `json:"channelPublicId"`
	InternalID        string          `json:"_id"`
	Path              string          `json:"path"`
	UserID            string          `json:"userId"`
	Type              string          `json:"type"`
	IsDistinct        bool            `json:"isDistinct"`
	DisplayName       string          `json:"displayName"`
	AvatarFileID      *string         `json:"avatarFileId"`
	Metadata          json.RawMessage `json:"metadata"`
	Tags              []string        `json:"tags"`
	IsMuted           bool            `json:"isMuted"`
	MuteTimeout       *string         `json:"muteTimeout"`
	RateLimit         int             `json:"rateLimit"`
	RateLimitWindow   int             `json:"rateLimitWindow"`
	IsRateLimited     bool            `json:"isRateLimited"`
	MemberCount       int             `json:"memberCount"`
	MessageCount      int             `json:"messageCount"`
	ModeratorCount    int             `json:"moderatorMemberCount"`
	LastActivity      string          `json:"lastActivity"`
	MessagePreviewID  *string         `json:"messagePreviewId"`
	IsPublic          bool            `json:"isPublic"`
	IsDeleted         bool            `json:"isDeleted"`
	NotificationMode  string          `json:"notificationMode"`
	CreatedAt         string          `json:"createdAt"`
	UpdatedAt         string          `json:"updatedAt"`
}

const channelColumns = `h.channel_id, h.internal_id, h.user_id, h.type, h.is_distinct, h.display_name, h.avatar_file_id, h.metadata, h.tags, h.is_public,
  h.is_muted, h.mute_timeout, h.member_count, h.message_count, h.is_deleted, h.last_activity, h.created_at, h.updated_at,
  coalesce((SELECT message_id FROM messages WHERE feed_id = h.internal_id AND is_deleted = 0 ORDER BY segment DESC LIMIT 1), '')`

func (c *call) scanChannel(row sqlite.Scanner) (*channel, error) {
	var h channel
	var avatar, metadata, tags, preview string
	var mute, active, created, updated int64
	err := row.Scan(&h.ChannelID, &h.ChannelInternalID, &h.UserID, &h.Type, &h.IsDistinct, &h.DisplayName, &avatar, &metadata, &tags, &h.IsPublic,
		&h.IsMuted, &mute, &h.MemberCount, &h.MessageCount, &h.IsDeleted, &active, &created, &updated, &preview)
	if err != nil {
		return nil, err
	}
	h.ChannelPublicID, h.InternalID = h.ChannelID, h.ChannelInternalID
	h.Path = c.net.id + "/chat/channel/" + h.ChannelID
	h.AvatarFileID, h.MessagePreviewID, h.NotificationMode = orNil(avatar), orNil(preview), "default"
	h.Metadata, h.Tags, h.MuteTimeout = json.RawMessage(metadata), fromList(tags), stampOrNil(mute)
	h.LastActivity, h.CreatedAt, h.UpdatedAt = stamp(active), stamp(created), stamp(updated)
	return &h, nil
}

func (c *call) selectChannels(rest string, args ...any) ([]*channel, error) {
	out := []*channel{}
	err := c.tx.Each(func(row sqlite.Scanner) error {
		h, err := c.scanChannel(row)
		out = append(out, h)
		return err
	}, "SELECT "+channelColumns+" FROM channels h"+rest, args...)
	return out, err
}

// findChannel finds a channel by either of its ids, or answers 400400. A
// conversation is not there for who is not in it.
func (c *call) findChannel(id string) (*channel, error) {
	h, err := c.scanChannel(c.tx.Row("SELECT "+channelColumns+" FROM channels h WHERE h.channel_id = ?1 OR h.internal_id = ?1", id))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, notFound("channel", id)
	}
	if err != nil || h.IsPublic || c.admin {
		return h, err
	}
	m, err := c.channelMembership(h.ChannelID, c.me.UserID)
	if err == nil && m.Membership != "member" {
		err = notFound("channel", id)
	}
	return h, err
}

func (c *call) openChannel(id string) (*channel, error) {
	h, err := c.findChannel(id)
	if err == nil && h.IsDeleted {
		return nil, notFound("channel", id)
	}
	return h, err
}

// newChannel says what a channel starts with.
type newChannel struct {
	id, kind, name, key string
	public              bool
	avatar              *string
	metadata            json.RawMessage
	tags                []string
}

// insertChannel makes a channel and its default message feed, whose id is the
// channel's internal id.
func (c *call) insertChannel(n newChannel) error {
	avatar, internal := "", c.newID("channel")
	set(&avatar, n.avatar)
	var key any
	if n.key != "" {
		key = n.key
	}
	_, err := c.tx.Exec(`INSERT INTO channels(channel_id, internal_id, user_id, type, is_distinct, distinct_key, display_name, avatar_file_id, metadata, tags,
	  is_public, last_activity, created_at, updated_at) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12, ?12)`,
		n.id, internal, c.me.UserID, n.kind, bit(n.key != ""), key, n.name, avatar, string(orEmpty(n.metadata)), toJSON(unique(n.tags)), bit(n.public), c.now)
	if err != nil {
		return err
	}
	return c.insertFeed(internal, n.id, "Main")
}
