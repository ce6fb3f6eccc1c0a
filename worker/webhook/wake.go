package webhook

import (
	"strings"
	"unicode/utf8"

	"github.com/addend-go/addend/worker/live"
	"github.com/addend-go/addend/worker/push"
	"github.com/addend-go/addend/worker/wirejson"
)

// Bounds in bytes of the platform's words in a message to a browser.
const (
	maxTitle = 160
	maxBody  = 400
)

// wake says whom an event is told to with no page open: who is followed, asked or
// accepted, and who is mentioned. The message names what changed and no more.
func (r *reader) wake() *live.Wake {
	var users []string
	switch r.notice.Type {
	case "follow.created", "follow.requested":
		users = []string{text(r.data, "to")}
	case "follow.accepted":
		users = []string{text(r.data, "from")}
	case "post.created":
		users = mentionees(r.first("posts"), "postedUserId")
	case "comment.created":
		users = mentionees(r.first("comments"), "userId")
	case "message.created":
		users = mentionees(r.first("messages"), "creatorId")
	}
	return r.waking(users, "", "")
}

// readPush reads what the platform sends to phones: whom it is for and its words.
// The objects that come with it say what it is about.
func readPush(m, data wirejson.Map) *live.Wake {
	name, _ := strings.CutPrefix(text(data, "eventName"), "mention-")
	thing, verb, ok := strings.Cut(name, ".")
	if !ok || len(name) > 60 || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz-.") != "" {
		return nil
	}
	r := reader{data: data, thing: thing, verb: verb}
	r.notice.Type = name
	switch thing {
	case "post":
		r.post()
	case "comment":
		r.comment()
	case "channel":
		r.channel()
	case "message":
		r.message()
	case "follow":
		if f := r.first("follows"); f != nil {
			r.data = f // in a list, as the platform's other objects are, or by itself
		}
		r.follow()
	}
	if r.notice.Subject == "" { // objects that are not known here
		r.notice.Subject = "event=" + text(m, "id") + text(m, "path")
	}
	return r.waking(idsOf(data["targetIds"]), clip(text(data, "title"), maxTitle), clip(text(data, "body"), maxBody))
}

// waking makes the message: what a stream would say, and the platform's words.
func (r *reader) waking(users []string, title, body string) *live.Wake {
	var woken []string
	seen := map[string]bool{}
	for _, id := range users {
		if id != "" && len(id) <= maxID && !seen[id] && len(woken) < push.MaxUsers {
			woken, seen[id] = append(woken, id), true
		}
	}
	if len(woken) == 0 {
		return nil
	}
	o := append(wirejson.Object{{Name: "type", Value: r.notice.Type}}, r.told...)
	for _, one := range []wirejson.Member{{Name: "title", Value: title}, {Name: "body", Value: body}} {
		if one.Value != "" {
			o = append(o, one)
		}
	}
	payload := wirejson.Append(nil, o)
	if len(payload) > push.MaxPayload {
		payload = wirejson.Append(nil, wirejson.Object{{Name: "type", Value: r.notice.Type}})
	}
	return &live.Wake{Users: woken, About: about(r.notice.Type) + "\n" + r.notice.Subject, Payload: payload}
}

// about calls what is new the same, whichever event tells of it: one message
// comes as an event of its own, for a mention, and for phones.
func about(name string) string {
	thing, verb, _ := strings.Cut(name, ".")
	if verb == "created" || verb == "replied" {
		return thing
	}
	return name
}

// mentionees are the users that an object mentions, without its author.
func mentionees(object wirejson.Map, author string) []string {
	var users []string
	for _, list := range []string{"mentionees", "mentionedUsers"} {
		all, _ := object[list].([]any)
		for _, one := range all[:min(len(all), 100)] {
			m, _ := one.(wirejson.Map)
			for _, id := range idsOf(m["userIds"]) {
				if id != text(object, author) {
					users = append(users, id)
				}
			}
		}
	}
	return users
}

func idsOf(v any) []string {
	all, _ := v.([]any)
	var ids []string
	for _, one := range all[:min(len(all), 1000)] {
		if id, ok := one.(string); ok {
			ids = append(ids, id)
		}
	}
	return ids
}

// clip makes a line of plain text of at most n bytes.
func clip(s string, n int) string {
	s = strings.Map(func(c rune) rune {
		if c < ' ' || c == 0x7f {
			return ' '
		}
		return c
	}, s)
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return strings.TrimSpace(s[:n]) + "…"
}
