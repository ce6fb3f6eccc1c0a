package emulator

import (
	"encoding/json"
	"slices"
)

// event is something that happened: told to who listens once the transaction
// that made it happen is committed.
type event struct {
	name   string   // as MQTT spells it, such as post.created
	topics []string // where it is published, most specific first
	data   map[string]any
	hooked bool     // webhooks are told too
	by     string   // userId of who made it happen
	about  []string // userIds of whom it happened to, when it is about membership
}

// eventBody is an event on the wire (MQTT).
type eventBody struct {
	NetworkID string         `json:"networkId"`
	Path      string         `json:"path"`
	EventType string         `json:"eventType"`
	SenderID  string         `json:"senderId"`
	SendTime  string         `json:"sendTime"`
	Version   string         `json:"version"`
	Data      map[string]any `json:"data"`
}

// heard says whether telling an event would reach anybody. Nobody listening is
// the usual case, and then a write costs nothing more.
func (c *call) heard() bool { return c.server.realtime.connected() || c.net.hooks.any() }

// tell notes an event about the objects of an answer, to be sent after the
// commit. extra are further keys of its data.
func (c *call) tell(name string, answer any, extra map[string]any) error {
	if !c.heard() {
		return nil
	}
	topics, err := c.topicsOf(name, answer)
	if err != nil {
		return err
	}
	data, err := impersonal(answer)
	if err != nil {
		return err
	}
	for key, value := range extra {
		data[key] = value
	}
	hooked := false
	if c.net.hooks.any() {
		if hooked, err = c.settingOn("webhook", "webhookEnabled"); err != nil {
			return err
		}
	}
	e := event{name: name, topics: topics, data: data, hooked: hooked, by: c.me.UserID, about: c.about}
	if len(e.about) == 0 {
		e.about = []string{c.me.UserID}
	}
	c.events = append(c.events, e)
	if hooked && c.net.hooks.pushes() {
		return c.notePush(name, answer, data)
	}
	return nil
}

// told is tell for handlers that end with an answer.
func (c *call) told(name string, answer any, err error) (any, error) {
	if err == nil {
		err = c.tell(name, answer, nil)
	}
	return answer, err
}

// personal are the fields that are true for one reader only.
var personal = []string{"myReactions", "isVoted", "isVotedByUser", "isJoined", "paging"}

// impersonal is an answer without what only its asker may believe. The client
// merges an event into what it knows, so a missing field changes nothing.
func impersonal(answer any) (map[string]any, error) {
	raw, err := json.Marshal(answer)
	if err != nil {
		return nil, err
	}
	var data map[string]any
	if err := json.Unmarshal(raw, &data); err != nil {
		return nil, err
	}
	forget(data)
	return data, nil
}

func forget(v any) {
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			if slices.Contains(personal, key) {
				delete(v, key)
			} else if key != "metadata" && key != "data" { // what an app keeps there is its own
				forget(value)
			}
		}
	case []any:
		for _, item := range v {
			forget(item)
		}
	}
}

// send publishes what a committed call has told, in its order.
func (c *call) send() {
	for _, e := range c.events {
		body := eventBody{NetworkID: c.net.id, EventType: eventNames[e.name].mqtt, SenderID: c.me.InternalID, SendTime: stamp(c.now), Version: "1", Data: e.data}
		if len(e.topics) > 0 {
			body.Path = e.topics[0]
		}
		if body.EventType == "" {
			e.topics = nil
		}
		payload, err := json.Marshal(body)
		if err != nil {
			c.server.log.Error("event not sent", "event", e.name, "error", err)
			continue
		}
		for _, topic := range e.topics {
			if err := c.server.realtime.publish(topic, payload); err != nil {
				c.server.log.Error("event not sent", "event", e.name, "topic", topic, "error", err)
			}
		}
		if e.hooked {
			c.net.hooks.deliver(e, c.now)
		}
	}
	for _, p := range c.pushes {
		c.net.hooks.push(p, c.now)
	}
	c.events, c.pushes = nil, nil
}
