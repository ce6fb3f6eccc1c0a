package webhook

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/addend-go/addend/worker/push"
)

// Who is woken, and by which words. The platform's words come with what it sends
// to phones only; its own events name what changed.
func TestWake(t *testing.T) {
	const message = `{"messageId":"m","channelId":"h","messageFeedId":"f","creatorId":"ada","data":{"text":"secret words"},"mentionedUsers":[{"type":"user","userIds":["bo","ada","bo"]}]}`
	about := map[string]string{}
	for name, c := range map[string]struct{ body, users, payload string }{
		"a follower":  {`{"event":"follow.didCreate","data":{"from":"ada","to":"bo","status":"accepted"}}`, "bo", `{"type":"follow.created","from":"ada","to":"bo"}`},
		"a question":  {`{"event":"follow.didRequest","data":{"from":"ada","to":"bo","status":"pending"}}`, "bo", `{"type":"follow.requested","from":"ada","to":"bo"}`},
		"a yes":       {`{"event":"follow.didAcceptRequest","data":{"from":"ada","to":"bo","status":"accepted"}}`, "ada", `{"type":"follow.accepted","from":"ada","to":"bo"}`},
		"a farewell":  {`{"event":"follow.didUnfollow","data":{"from":"ada","to":"bo"}}`, "", ""},
		"a mention":   {`{"event":"v5.message.didCreate","data":{"messages":[` + message + `]}}`, "bo", `{"type":"message.created","channelId":"h","messageFeedId":"f","messageId":"m","userId":"ada"}`},
		"an edit":     {`{"event":"v5.message.didUpdate","data":{"messages":[` + message + `]}}`, "", ""},
		"to a phone":  {`{"eventType":"push-notification.created","id":"e","data":{"eventName":"message.created","targetIds":["cy","bo"],"title":"Ada","body":"Hello\nthere","messages":[` + message + `]}}`, "cy bo", `{"type":"message.created","channelId":"h","messageFeedId":"f","messageId":"m","userId":"ada","title":"Ada","body":"Hello there"}`},
		"to a phone,": {`{"eventType":"push-notification.created","id":"e","data":{"eventName":"mention-message.created","targetIds":["bo"],"messages":[` + message + `]}}`, "bo", `{"type":"message.created","channelId":"h","messageFeedId":"f","messageId":"m","userId":"ada"}`},
		"to a phone;": {`{"eventType":"push-notification.created","id":"e","data":{"eventName":"follow.created","targetIds":["bo"],"follows":[{"from":"ada","to":"bo"}]}}`, "bo", `{"type":"follow.created","from":"ada","to":"bo"}`},
		"no objects":  {`{"eventType":"push-notification.created","id":"e","data":{"eventName":"video-streaming.started","targetIds":["bo"],"title":"Live"}}`, "bo", `{"type":"video-streaming.started","title":"Live"}`},
		"to nobody":   {`{"eventType":"push-notification.created","id":"e","data":{"eventName":"message.created","targetIds":[]}}`, "", ""},
		"no name":     {`{"eventType":"push-notification.created","id":"e","data":{"eventName":"x","targetIds":["bo"]}}`, "", ""},
		"a wild name": {`{"eventType":"push-notification.created","id":"e","data":{"eventName":"post.<b>","targetIds":["bo"]}}`, "", ""},
	} {
		n, _, err := Read([]byte(c.body))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if n.Wake == nil {
			if c.users != "" {
				t.Errorf("%s wakes nobody", name)
			}
			continue
		}
		if got := strings.Join(n.Wake.Users, " "); got != c.users || string(n.Wake.Payload) != c.payload {
			t.Errorf("%s wakes %s with %s, want %s with %s", name, got, n.Wake.Payload, c.users, c.payload)
		}
		about[name] = n.Wake.About
	}
	if about["a mention"] != about["to a phone"] || about["a mention"] != about["to a phone,"] || about["a follower"] != about["to a phone;"] || about["a follower"] == about["a yes"] || about["a follower"] == about["no objects"] {
		t.Errorf("what is the same: %q", about)
	}
}

func TestWakeIsBounded(t *testing.T) {
	var ids []string
	for i := range 2000 {
		ids = append(ids, fmt.Sprintf("%q", strings.Repeat("é", i%150)+fmt.Sprint(i)))
	}
	n, _, err := Read([]byte(`{"eventType":"push-notification.created","id":"e","data":{"eventName":"post.created","targetIds":[` + strings.Join(ids, ",") + `],` +
		`"title":"` + strings.Repeat("ж", 3000) + `","body":"` + strings.Repeat("<", 3000) + `","posts":[{"postId":"` + strings.Repeat("語", 60) + `","postedUserId":"` + strings.Repeat("語", 60) + `","targetType":"community","targetId":"` + strings.Repeat("語", 60) + `"}]}}`))
	if err != nil || n.Wake == nil {
		t.Fatalf("%+v %v", n, err)
	}
	if len(n.Wake.Payload) > push.MaxPayload || len(n.Wake.Users) != push.MaxUsers || !utf8.Valid(n.Wake.Payload) {
		t.Errorf("%d bytes for %d users: %s", len(n.Wake.Payload), len(n.Wake.Users), n.Wake.Payload)
	}
}
