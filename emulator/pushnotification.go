package emulator

import (
	"encoding/json"
	"strings"
	"unicode/utf8"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// What the platform sends to phones it tells webhooks of as well, in an envelope
// of its own: whom it is for, and the words (push-notification.created). A web
// backend makes Web Push of it (FAQ F70).

const (
	maxTargets   = 1000
	pushBodySize = 100 // characters of a text that a notification shows
)

// phoneEvent is that envelope.
type phoneEvent struct {
	EventType string         `json:"eventType"`
	ID        string         `json:"id"`
	NetworkID string         `json:"networkId"`
	Path      string         `json:"path"`
	SenderID  string         `json:"senderId"`
	SentTime  string         `json:"sentTime"`
	Version   string         `json:"version"`
	Data      map[string]any `json:"data"`
}

// notify makes the notification of an event that has one: a message for the
// channel's other members, a comment for who is answered, a follow for the other
// side. Those who have blocked the sender get none.
func (c *call) notify(name string, topics []string, data map[string]any) error {
	var targets []string
	var title, body string
	var err error
	sender := c.me.UserID
	first := func(list string) map[string]any {
		all, _ := data[list].([]any)
		if len(all) == 0 {
			return nil
		}
		m, _ := all[0].(map[string]any)
		return m
	}
	switch name {
	case "message.created":
		m := first("messages")
		title, body = c.me.DisplayName, firstWords(m)
		targets, err = c.texts("SELECT user_id FROM channel_members WHERE channel_id = ? AND membership = 'member' ORDER BY seq LIMIT ?", m["channelId"], maxTargets)
	case "comment.created":
		m := first("comments")
		title, body = c.me.DisplayName+" answered", firstWords(m)
		if parent, _ := m["parentId"].(string); parent != "" {
			targets, err = c.texts("SELECT user_id FROM comments WHERE comment_id = ?", parent)
		} else {
			targets, err = c.texts("SELECT user_id FROM posts WHERE post_id = ?", m["referenceId"])
		}
	case "follow.created", "follow.requested":
		title = c.me.DisplayName + map[string]string{"follow.created": " follows you", "follow.requested": " asks to follow you"}[name]
		if to, ok := first("follows")["to"].(string); ok {
			targets = []string{to}
		}
	case "follow.accepted":
		title = c.me.DisplayName + " lets you follow"
		if from, ok := first("follows")["from"].(string); ok {
			targets = []string{from}
		}
	}
	if err != nil {
		return err
	}
	reached := []string{}
	for _, target := range targets {
		blocked, err := c.hasBlocked(target, sender)
		if err != nil {
			return err
		}
		if target != sender && !blocked {
			reached = append(reached, target)
		}
	}
	if len(reached) == 0 {
		return nil
	}
	told := map[string]any{"eventName": name, "isBroadcast": false, "targetIds": reached, "notify": true, "title": title, "body": body}
	for key, value := range data {
		if key != "users" && key != "files" {
			told[key] = value
		}
	}
	e := phoneEvent{EventType: "push-notification.created", ID: c.newID("notification"), NetworkID: c.net.id, SenderID: c.me.InternalID, SentTime: stamp(c.now), Version: "1", Data: told}
	if len(topics) > 0 {
		e.Path = topics[0]
	}
	payload, err := json.Marshal(e)
	if err != nil {
		return err
	}
	c.events = append(c.events, event{name: e.EventType, phone: payload, hooked: true})
	return nil
}

// texts reads a column of texts.
func (c *call) texts(query string, args ...any) ([]string, error) {
	var list []string
	err := c.tx.Each(func(row sqlite.Scanner) error {
		var s string
		err := row.Scan(&s)
		list = append(list, s)
		return err
	}, query, args...)
	return list, err
}

// firstWords is the beginning of an object's text.
func firstWords(object map[string]any) string {
	data, _ := object["data"].(map[string]any)
	text, _ := data["text"].(string)
	if utf8.RuneCountInString(text) > pushBodySize {
		text = string([]rune(text)[:pushBodySize]) + "…"
	}
	return strings.TrimSpace(text)
}
