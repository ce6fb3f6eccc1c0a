package emulator

import (
	"encoding/json"
	"slices"
	"strings"
)

type channelsAnswer struct {
	Channels         []*channel     `json:"channels"`
	ChannelUsers     []channelUser  `json:"channelUsers"`
	MessagePreviews  []*message     `json:"messagePreviews"`
	MessageFeedsInfo []*messageFeed `json:"messageFeedsInfo"`
	MessageFeeds     []*messageFeed `json:"messageFeeds"`
	Users            []*user        `json:"users"`
	Files            []file         `json:"files"`
	Paging           *paging        `json:"paging,omitempty"`
}

func (c *call) channelsAnswer(channels []*channel, p *paging) (*channelsAnswer, error) {
	out := &channelsAnswer{Channels: channels, MessagePreviews: []*message{}, Paging: p}
	var previews, ids, avatars []string
	users := []string{c.me.UserID}
	for _, h := range channels {
		ids = append(ids, h.ChannelID)
		if h.MessagePreviewID != nil {
			previews = append(previews, *h.MessagePreviewID)
		}
		if h.AvatarFileID != nil {
			avatars = append(avatars, *h.AvatarFileID)
		}
	}
	var err error
	if out.ChannelUsers, err = c.loadChannelUsers(channels); err != nil {
		return nil, err
	}
	if out.MessageFeeds, err = c.selectFeeds(" JOIN json_each(?) j ON f.channel_id = j.value WHERE f.is_deleted = 0 ORDER BY f.seq", toJSON(ids)); err != nil {
		return nil, err
	}
	out.MessageFeedsInfo = out.MessageFeeds
	if out.MessagePreviews, err = c.selectMessages(" JOIN json_each(?) j ON e.message_id = j.value", toJSON(previews)); err != nil {
		return nil, err
	}
	for _, m := range out.ChannelUsers {
		users = append(users, m.UserID)
	}
	for _, m := range out.MessagePreviews {
		users = append(users, m.CreatorID)
	}
	if out.Users, err = c.loadUsers(users); err != nil {
		return nil, err
	}
	out.Files, err = c.loadFiles(append(avatars, avatarsOf(out.Users)...))
	return out, err
}

type channelInput struct {
	ChannelID    string          `json:"channelId"`
	Type         string          `json:"type"`
	DisplayName  *string         `json:"displayName"`
	AvatarFileID *string         `json:"avatarFileId"`
	UserIDs      []string        `json:"userIds"`
	IsDistinct   *bool           `json:"isDistinct"`
	IsPublic     *bool           `json:"isPublic"`
	Tags         []string        `json:"tags"`
	Metadata     json.RawMessage `json:"metadata"`
}

func (c *call) channelInput(members int) (channelInput, error) {
	var in channelInput
	if err := c.decode(&in); err != nil {
		return in, err
	}
	var v check
	v.text("channelId", in.ChannelID, 0, 50)
	if in.DisplayName != nil {
		v.text("displayName", *in.DisplayName, 0, 100)
	}
	v.list("userIds", in.UserIDs, members, 50)
	v.list("tags", in.Tags, 10, 100)
	v.object("metadata", in.Metadata)
	if err := v.err(); err != nil {
		return in, err
	}
	if in.AvatarFileID != nil && *in.AvatarFileID != "" {
		if err := c.requireImage(*in.AvatarFileID); err != nil {
			return in, err
		}
	}
	return in, c.mustExist(in.UserIDs)
}

func (in channelInput) name() string {
	name := ""
	set(&name, in.DisplayName)
	return name
}

// createConversation answers POST /api/v3/channels/conversation. Unless
// isDistinct is false, the same people get the same channel (FAQ F37).
func createConversation(c *call) (any, error) {
	in, err := c.channelInput(10)
	if err != nil {
		return nil, err
	}
	members := unique(append([]string{c.me.UserID}, in.UserIDs...))
	if len(members) < 2 {
		return nil, invalid(`"userIds" must name somebody besides the caller`)
	}
	key := ""
	if in.IsDistinct == nil || *in.IsDistinct {
		sorted := slices.Sorted(slices.Values(members))
		key = strings.Join(sorted, "\n")
		found, err := c.selectChannels(" WHERE h.distinct_key = ? AND h.is_deleted = 0", key)
		if err != nil || len(found) > 0 {
			if err != nil {
				return nil, err
			}
			return c.channelsAnswer(found, nil)
		}
	}
	id := c.newID("conversation")
	err = c.insertChannel(newChannel{id: id, kind: "conversation", name: in.name(), key: key, avatar: in.AvatarFileID, metadata: in.Metadata, tags: in.Tags})
	if err != nil {
		return nil, err
	}
	for _, member := range members {
		if err := c.setChannelMembership(id, member, "member", nil); err != nil {
			return nil, err
		}
	}
	c.about = members
	made, err := c.channelByID(id)
	return c.told("channel.created", made, err)
}

// createChannel answers POST /api/v3/channels for community, live and broadcast
// channels. Only an administrator opens a broadcast.
func createChannel(c *call) (any, error) {
	in, err := c.channelInput(1000)
	if err != nil {
		return nil, err
	}
	var v check
	v.word("type", in.Type, "community", "live", "broadcast", "standard", "private")
	if err := v.err(); err != nil {
		return nil, err
	}
	if in.Type == "broadcast" {
		if err := c.requireAdmin(); err != nil {
			return nil, err
		}
	}
	if in.ChannelID == "" {
		in.ChannelID = c.newID("channelId")
	}
	var taken int
	if err := c.tx.Row("SELECT count(*) FROM channels WHERE channel_id = ?1 OR internal_id = ?1", in.ChannelID).Scan(&taken); err != nil {
		return nil, err
	}
	if taken > 0 {
		return nil, fail(codeDuplicate, "a channel with this id already exists")
	}
	public := in.Type != "private"
	set(&public, in.IsPublic)
	err = c.insertChannel(newChannel{id: in.ChannelID, kind: in.Type, name: in.name(), public: public, avatar: in.AvatarFileID, metadata: in.Metadata, tags: in.Tags})
	if err != nil {
		return nil, err
	}
	if err := c.setChannelMembership(in.ChannelID, c.me.UserID, "member", []string{channelModeratorRole}); err != nil {
		return nil, err
	}
	c.about = unique(append([]string{c.me.UserID}, in.UserIDs...))
	for _, id := range c.about {
		if id != c.me.UserID {
			if err := c.setChannelMembership(in.ChannelID, id, "member", nil); err != nil {
				return nil, err
			}
		}
	}
	return c.channelByID(in.ChannelID)
}

func (c *call) channelByID(id string) (any, error) {
	h, err := c.findChannel(id)
	if err != nil {
		return nil, err
	}
	return c.channelsAnswer([]*channel{h}, nil)
}

func getChannel(c *call) (any, error) { return c.channelByID(c.param("channelId")) }

// updateChannel answers PUT /api/v3/channels/{channelId}.
func updateChannel(c *call) (any, error) {
	in, err := c.channelInput(0)
	if err != nil {
		return nil, err
	}
	h, err := c.openChannel(c.param("channelId"))
	if err != nil {
		return nil, err
	}
	if h.Type == "conversation" {
		err = c.requireChannelMember(h.ChannelID)
	} else {
		err = c.requireChannelModerator(h.ChannelID)
	}
	if err != nil {
		return nil, err
	}
	set(&h.DisplayName, in.DisplayName)
	avatar := ""
	set(&avatar, h.AvatarFileID)
	set(&avatar, in.AvatarFileID)
	if in.Tags != nil {
		h.Tags = unique(in.Tags)
	}
	if len(in.Metadata) > 0 {
		h.Metadata = orEmpty(in.Metadata)
	}
	_, err = c.tx.Exec("UPDATE channels SET display_name = ?, avatar_file_id = ?, tags = ?, metadata = ?, updated_at = ? WHERE channel_id = ?",
		h.DisplayName, avatar, toJSON(h.Tags), string(h.Metadata), c.now, h.ChannelID)
	if err != nil {
		return nil, err
	}
	return c.channelByID(h.ChannelID)
}

func deleteChannel(c *call) (any, error) {
	h, err := c.openChannel(c.param("channelId"))
	if err != nil {
		return nil, err
	}
	if err := c.requireChannelModerator(h.ChannelID); err != nil {
		return nil, err
	}
	// The key goes too, so that the same people can start anew.
	_, err = c.tx.Exec("UPDATE channels SET is_deleted = 1, distinct_key = NULL, updated_at = ? WHERE channel_id = ?", c.now, h.ChannelID)
	if err != nil {
		return nil, err
	}
	gone, err := c.channelByID(h.ChannelID)
	if err != nil {
		return nil, err
	}
	return success, c.tell("channel.deleted", gone, nil)
}
