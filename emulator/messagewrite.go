package emulator

import (
	"encoding/json"
)

type messageInput struct {
	MessageFeedID   string          `json:"messageFeedId"`
	SubChannelID    string          `json:"subChannelId"`
	ChannelID       string          `json:"channelId"` // v3
	ReferenceID     string          `json:"referenceId"`
	DataType        string          `json:"dataType"`
	Type            string          `json:"type"` // v3
	Data            json.RawMessage `json:"data"`
	FileID          string          `json:"fileId"`
	ThumbnailFileID string          `json:"thumbnailFileId"`
	Metadata        json.RawMessage `json:"metadata"`
	Tags            []string        `json:"tags"`
	MentionedUsers  json.RawMessage `json:"mentionedUsers"`
	Mentionees      json.RawMessage `json:"mentionees"` // v3
	ParentID        string          `json:"parentId"`
}

// read brings the v3 spelling to that of v5 and checks the whole input.
func (in *messageInput) read() (text string, err error) {
	for _, older := range []string{in.SubChannelID, in.ChannelID} {
		if in.MessageFeedID == "" {
			in.MessageFeedID = older
		}
	}
	if in.DataType == "" {
		in.DataType = in.Type
	}
	if len(in.MentionedUsers) == 0 {
		in.MentionedUsers = in.Mentionees
	}
	var d struct {
		Text    string `json:"text"`
		Caption string `json:"caption"`
		FileID  string `json:"fileId"`
	}
	var v check
	if len(in.Data) > 0 && string(in.Data) != "null" && json.Unmarshal(in.Data, &d) != nil && in.DataType != "custom" {
		v.addf(`"data" must be an object`)
	}
	v.object("data", in.Data)
	if in.FileID == "" {
		in.FileID = d.FileID
	}
	v.word("dataType", in.DataType, "text", "image", "file", "video", "audio", "custom")
	switch in.DataType {
	case "text":
		v.text("data.text", d.Text, 1, maxMessageText)
	case "image", "file", "video", "audio":
		v.text("fileId", in.FileID, 1, 100)
		v.text("data.caption", d.Caption, 0, 1000)
	}
	v.object("metadata", in.Metadata)
	v.list("tags", in.Tags, 10, 100)
	v.text("referenceId", in.ReferenceID, 0, 150)
	v.mentionees("mentionedUsers", in.MentionedUsers)
	return d.Text + d.Caption, v.err()
}

// createMessage answers POST /api/v5/messages and /api/v3/messages. A
// referenceId that the sender used before in the feed gets the first message
// back: the client repeats a send whose answer it missed.
func createMessage(c *call) (any, error) {
	var in messageInput
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	text, err := in.read()
	if err != nil {
		return nil, err
	}
	f, err := c.openFeed(in.MessageFeedID)
	if err != nil {
		return nil, err
	}
	if err := c.maySend(f); err != nil {
		return nil, err
	}
	if err := c.moderate(text); err != nil {
		return nil, err
	}
	if in.DataType != "text" && in.DataType != "custom" {
		if err := c.checkAttachments([]attachment{{in.DataType, in.FileID}}); err != nil {
			return nil, err
		}
	}
	if in.ReferenceID != "" {
		again, err := c.selectMessages(" WHERE e.feed_id = ? AND e.user_id = ? AND e.reference_id = ? LIMIT 1", f.MessageFeedID, c.me.UserID, in.ReferenceID)
		if err != nil || len(again) > 0 {
			if err != nil {
				return nil, err
			}
			return c.messagesAnswer(again, nil)
		}
	}
	if err := c.mayRepeat(f.MessageFeedID, text); err != nil {
		return nil, err
	}
	if in.ParentID != "" {
		parent, err := c.openMessage(in.ParentID)
		if err != nil {
			return nil, err
		}
		if parent.MessageFeedID != f.MessageFeedID {
			return nil, fail(codeBadRequest, "the parent message belongs to another feed")
		}
	}
	return c.insertMessage(in, f)
}

// maySend refuses who may not write to a feed.
func (c *call) maySend(f *messageFeed) error {
	h, err := c.openChannel(f.ChannelID)
	if err != nil {
		return err
	}
	if h.Type == "broadcast" && !c.admin {
		return c.requireChannelModerator(h.ChannelID)
	}
	if err := c.requireChannelMember(h.ChannelID); err != nil || c.admin {
		return err
	}
	if err := c.stillMuted(h); err != nil {
		return err
	}
	m, err := c.channelMembership(h.ChannelID, c.me.UserID)
	switch {
	case err != nil:
		return err
	case m.IsMuted:
		return fail(codeMuted, "the user is muted in the channel")
	case h.IsMuted && len(m.Permissions) == 0:
		return fail(codeChannelMuted, "the channel is muted")
	}
	return nil
}

func (c *call) insertMessage(in messageInput, f *messageFeed) (any, error) {
	id := c.newID("message")
	var segment int64
	err := c.tx.Row(`UPDATE message_feeds SET last_segment = last_segment + 1, child_count = child_count + 1, last_message_id = ?1, last_message_at = ?2,
	  updated_at = ?2 WHERE feed_id = ?3 RETURNING last_segment`, id, c.now, f.MessageFeedID).Scan(&segment)
	if err != nil {
		return nil, err
	}
	_, err = c.tx.Exec(`INSERT INTO messages(message_id, feed_id, channel_id, segment, user_id, data_type, data, file_id, thumbnail_file_id, metadata, tags, mentioned,
	  parent_id, reference_id, created_at, updated_at) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, id, f.MessageFeedID, f.ChannelID, segment,
		c.me.UserID, in.DataType, string(orEmpty(in.Data)), in.FileID, in.ThumbnailFileID, string(orEmpty(in.Metadata)), toJSON(unique(in.Tags)),
		string(orNone(in.MentionedUsers)), in.ParentID, in.ReferenceID, c.now, c.now)
	if err != nil {
		return nil, err
	}
	if _, err := c.tx.Exec("UPDATE channels SET message_count = message_count + 1, last_activity = ?1, updated_at = ?1 WHERE channel_id = ?2", c.now, f.ChannelID); err != nil {
		return nil, err
	}
	if _, err := c.tx.Exec("UPDATE messages SET child_count = child_count + 1 WHERE message_id = ?", in.ParentID); err != nil {
		return nil, err
	}
	// Who writes has read what was there.
	if err := c.markRead(f.MessageFeedID, segment); err != nil {
		return nil, err
	}
	made, err := c.messageByID(id)
	if err != nil {
		return nil, err
	}
	if err := c.tell("message.created", made, nil); err != nil {
		return nil, err
	}
	return made, c.tellUnread(f, segment)
}

func (c *call) mayEditMessage(m *message) error {
	if c.admin || m.CreatorID == c.me.UserID {
		return nil
	}
	return c.requireChannelModerator(m.ChannelID)
}

// updateMessage answers PUT /api/v5/messages/{messageId}.
func updateMessage(c *call) (any, error) {
	m, err := c.openMessage(c.param("messageId"))
	if err != nil {
		return nil, err
	}
	if err := c.mayEditMessage(m); err != nil {
		return nil, err
	}
	var in messageInput
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	in.DataType = m.DataType
	set(&in.FileID, m.FileID)
	if len(in.Data) == 0 {
		in.Data = m.Data
	}
	text, err := in.read()
	if err != nil {
		return nil, err
	}
	if err := c.moderate(text); err != nil {
		return nil, err
	}
	if in.Tags == nil {
		in.Tags = m.Tags
	}
	if len(in.Metadata) == 0 {
		in.Metadata = m.Metadata
	}
	if len(in.MentionedUsers) == 0 {
		in.MentionedUsers = m.MentionedUsers
	}
	_, err = c.tx.Exec("UPDATE messages SET data = ?1, metadata = ?2, tags = ?3, mentioned = ?4, edited_at = ?5, updated_at = ?5 WHERE message_id = ?6",
		string(orEmpty(in.Data)), string(orEmpty(in.Metadata)), toJSON(unique(in.Tags)), string(orNone(in.MentionedUsers)), c.now, m.MessageID)
	if err != nil {
		return nil, err
	}
	return c.messageByID(m.MessageID)
}

// deleteMessage answers DELETE /api/v5/messages/{messageId}: it stays as a
// deleted message, so that segments have no holes.
func deleteMessage(c *call) (any, error) {
	m, err := c.openMessage(c.param("messageId"))
	if err != nil {
		return nil, err
	}
	if err := c.mayEditMessage(m); err != nil {
		return nil, err
	}
	if _, err := c.tx.Exec("UPDATE messages SET is_deleted = 1, updated_at = ? WHERE message_id = ?", c.now, m.MessageID); err != nil {
		return nil, err
	}
	return c.messageByID(m.MessageID)
}
