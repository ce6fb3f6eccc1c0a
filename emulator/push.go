package emulator

import (
	"encoding/json"
	"strings"
	"unicode/utf8"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

const (
	maxPushTargets = 1000 // receivers that one notification names
	pushWords      = 100  // characters of a text that it shows
)

// pushBody is a push notification in the envelope that webhooks get: what a
// backend needs to send a web push of its own.
type pushBody struct {
	EventType string         `json:"eventType"`
	ID        string         `json:"id"`
	NetworkID string         `json:"networkId"`
	Path      string         `json:"path"`
	SenderID  string         `json:"senderId"` // _id of who made it happen
	SentTime  string         `json:"sentTime"`
	Version   string         `json:"version"`
	Data      map[string]any `json:"data"`
}

// notice is what a push notification says and to whom.
type notice struct {
	name    string   // as the platform calls it, such as comment.replied
	targets []string // userIds
	text    string
}

// notePush keeps the notifications an event calls forth until the commit. data
// is the event's, and comes along.
func (c *call) notePush(name string, answer any, data map[string]any) error {
	notices, path, err := c.noticesOf(name, answer)
	if err != nil {
		return err
	}
	for _, n := range notices {
		targets, err := c.pushTargets(n.targets)
		if err != nil {
			return err
		}
		if len(targets) == 0 {
			continue
		}
		body := map[string]any{"eventName": n.name, "isBroadcast": false, "targetIds": targets, "notify": true, "title": c.me.DisplayName, "body": firstWords(n.text)}
		for key, value := range data {
			if body[key] == nil && key != "users" && key != "files" {
				body[key] = value
			}
		}
		c.pushes = append(c.pushes, pushBody{EventType: "push-notification.created", ID: c.newID("push"), NetworkID: c.net.id, Path: path, SenderID: c.me.InternalID,
			SentTime: stamp(c.now), Version: "1", Data: body})
	}
	return nil
}

// pushTargets leaves out the sender, who is gone, and who has blocked the sender.
func (c *call) pushTargets(ids []string) ([]string, error) {
	var out []string
	err := c.tx.Each(func(row sqlite.Scanner) error {
		var id string
		err := row.Scan(&id)
		out = append(out, id)
		return err
	}, `SELECT u.user_id FROM json_each(?1) j CROSS JOIN users u ON u.user_id = j.value WHERE u.is_deleted = 0 AND u.is_banned = 0 AND u.user_id <> ?2
	  AND NOT EXISTS(SELECT 1 FROM blocks b WHERE b.from_id = u.user_id AND b.to_id = ?2)`, toJSON(unique(ids)), c.me.UserID)
	return out, err
}

// noticesOf says whom an event is worth a notification to.
func (c *call) noticesOf(name string, answer any) (out []notice, path string, err error) {
	switch a := answer.(type) {
	case *postsAnswer:
		out, err = c.postNotices(name, a.Posts[0])
		return out, a.Posts[0].Path, err
	case *commentsAnswer:
		out, err = c.commentNotices(name, a.Comments[0])
		return out, a.Comments[0].Path, err
	case *messagesAnswer:
		m := a.Messages[0]
		if name == "message.created" {
			text := textOf(m.Data)
			out = append(out, notice{"mention-message.created", mentioned(m.MentionedUsers), text})
			var ids []string
			if ids, err = c.channelPeople(m.ChannelID); err == nil {
				out = append(out, notice{"message.created", ids, text})
			}
		}
		return out, m.Path, err
	case *channelsAnswer:
		h := a.Channels[0]
		if name == "channel.created" || name == "channel.joined" {
			var ids []string
			if ids, err = c.channelPeople(h.ChannelID); err == nil {
				out = append(out, notice{name, ids, h.DisplayName})
			}
		}
		return out, h.Path, err
	case followsAnswer:
		f := a.Follows[0]
		switch name {
		case "follow.created", "follow.requested":
			out = append(out, notice{name, []string{f.To}, ""})
		case "follow.accepted":
			out = append(out, notice{name, []string{f.From}, ""})
		}
		return out, c.net.id + "/user/" + f.ToInternalID, nil
	}
	return nil, "", nil
}

func (c *call) postNotices(name string, p *post) ([]notice, error) {
	text := textOf(p.Data)
	author := []string{p.PostedUserID}
	switch {
	case name == "post.addReaction":
		return []notice{{"post.reacted", author, text}}, nil
	case name == "post.approved":
		return []notice{{"post.approved", author, text}}, nil
	case name != "post.created" || p.TargetType != "community":
		return nil, nil
	case p.FeedType == "reviewing":
		ids, err := c.ids("SELECT user_id FROM community_members WHERE community_id = ?1 AND membership = 'member' AND instr(roles, '\"community-moderator\"') > 0 LIMIT ?2", p.TargetID)
		return []notice{{"post.need-reviewing", ids, text}}, err
	}
	ids, err := c.ids("SELECT user_id FROM community_members WHERE community_id = ?1 AND membership = 'member' ORDER BY seq LIMIT ?2", p.TargetID)
	return []notice{{"mention-post.created", mentioned(p.Mentionees), text}, {"post.created", ids, text}}, err
}

func (c *call) commentNotices(name string, k *comment) ([]notice, error) {
	text := textOf(k.Data)
	switch name {
	case "comment.addReaction":
		return []notice{{"comment.reacted", []string{k.UserID}, text}}, nil
	case "comment.created":
		out := []notice{{"mention-comment.created", mentioned(k.Mentionees), text}}
		if k.ParentID != nil {
			ids, err := c.ids("SELECT user_id FROM comments WHERE comment_id = ?1 LIMIT ?2", *k.ParentID)
			return append(out, notice{"comment.replied", ids, text}), err
		}
		ids, err := c.ids("SELECT user_id FROM posts WHERE post_id = ?1 LIMIT ?2", k.ReferenceID)
		return append(out, notice{"comment.created", ids, text}), err
	}
	return nil, nil
}

func (c *call) channelPeople(channelID string) ([]string, error) {
	return c.ids("SELECT user_id FROM channel_members WHERE channel_id = ?1 AND membership = 'member' ORDER BY seq LIMIT ?2", channelID)
}

// ids runs a query of one column; ?1 is of, ?2 how many at most.
func (c *call) ids(query, of string) (out []string, err error) {
	err = c.tx.Each(func(row sqlite.Scanner) error {
		var id string
		err := row.Scan(&id)
		out = append(out, id)
		return err
	}, query, of, maxPushTargets)
	return out, err
}

// firstWords is the beginning of a text, as a notification shows it.
func firstWords(text string) string {
	if utf8.RuneCountInString(text) > pushWords {
		text = string([]rune(text)[:pushWords]) + "…"
	}
	return strings.TrimSpace(text)
}

func textOf(data json.RawMessage) string {
	var d struct{ Text string }
	_ = json.Unmarshal(data, &d) // a custom post has another shape, and no text
	return d.Text
}
