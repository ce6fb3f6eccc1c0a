package webhook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/addend-go/addend/worker/push"
	"github.com/addend-go/addend/worker/secret"
	"github.com/addend-go/addend/worker/wirejson"
)

func mac(key, body string) []byte {
	m := hmac.New(sha256.New, []byte(key))
	m.Write([]byte(body))
	return m.Sum(nil)
}

func TestSigned(t *testing.T) {
	keys := []secret.Text{secret.New("new-secret"), {}, secret.New("old-secret")}
	const body = `{"event":"x"}`
	base := base64.StdEncoding.EncodeToString
	for signature, want := range map[string]bool{
		base(mac("new-secret", body)): true, base(mac("old-secret", body)): true, base(mac("other", body)): false,
		base(mac("", body)): false, // a missing secret is no secret
		"":                  false, "====": false, base(mac("new-secret", body)[:16]): false, base(mac("new-secret", body+" ")): false,
		hex.EncodeToString(mac("new-secret", body)): false,
	} {
		if Signed(keys, []byte(body), signature) != want {
			t.Errorf("%q: want %v", signature, want)
		}
	}
	for _, signature := range []string{hex.EncodeToString(mac("new-secret", body)), base(mac("old-secret", body))} {
		if !HookSigned(keys, []byte(body), signature) {
			t.Errorf("pre-hook: %q", signature)
		}
	}
	if HookSigned(keys, []byte(body), "") || HookSigned(nil, []byte(body), hex.EncodeToString(mac("", body))) {
		t.Error("a pre-hook without a signature or a secret")
	}
}

func TestRead(t *testing.T) {
	for _, c := range []struct {
		body, typ, has, users, topics, joins, leaves string
	}{
		{`{"event":"v3.post.didCreate","data":{"posts":[{"postId":"p","postedUserId":"ada","targetType":"community","targetId":"c","data":{"text":"secret words"},
			"mentionees":[{"type":"user","userIds":["bo","cy"]}],"updatedAt":"2026-11-26T10:00:00.000Z"}]}}`,
			"post.created", `"communityId":"c","postId":"p","userId":"ada","at":"2026-11-26T10:00:00.000Z"`, "ada bo cy", "community/c", "", ""},
		{`{"event":"v3.post.didAddReaction","data":{"posts":[{"postId":"p","postedUserId":"ada","targetType":"user","targetId":"ada"}],"reactor":{"userId":"bo"}}}`,
			"post.addReaction", `"feedOf":"ada","postId":"p","userId":"bo"`, "ada ada", "person/ada", "", ""},
		{`{"event":"v3.comment.didReply","data":{"comments":[{"commentId":"k","parentId":"j","userId":"bo","referenceType":"post","referenceId":"p","path":"net/social/community/c/post/p/comment/k"}]}}`,
			"comment.created", `"communityId":"c","postId":"p","commentId":"k","parentId":"j","userId":"bo"`, "bo", "community/c", "", ""},
		{`{"event":"v3.community.didLeave","data":{"communities":[{"communityId":"c"}],"communityUsers":[{"userId":"bo","communityMembership":"none"}]}}`,
			"community.left", `"communityId":"c","userId":"bo"`, "bo", "community/c", "", "bo community/c"},
		{`{"event":"v3.community.didBan","data":{"communities":[{"communityId":"c"}],"communityUsers":[{"userId":"bo","communityMembership":"banned"},{"userId":"cy","communityMembership":"member"}]}}`,
			"community.userBanned", `"userId":"bo"`, "bo cy", "community/c", "cy community/c", "bo community/c"},
		{`{"event":"channel.didJoin","data":{"channel":[{"channelId":"h"}],"users":[],"userIds":["bo"]}}`,
			"channel.joined", `"channelId":"h","userId":"bo"`, "bo", "channel/h", "bo channel/h", ""},
		{`{"event":"v5.message.didCreate","data":{"messages":[{"messageId":"m","channelId":"h","messageFeedId":"f","creatorId":"ada","data":{"text":"secret words"}}]}}`,
			"message.created", `"channelId":"h","messageFeedId":"f","messageId":"m","userId":"ada"`, "ada", "channel/h", "", ""},
		{`{"event":"follow.didAcceptRequest","data":{"from":"ada","to":"bo","status":"accepted"}}`,
			"follow.accepted", `"from":"ada","to":"bo"`, "ada bo", "", "ada person/bo", ""},
		{`{"event":"follow.didUnfollow","data":{"from":"ada","to":"bo","status":"none"}}`, "follow.unfollowed", "", "ada bo", "", "", "ada person/bo"},
		{`{"event":"user.didUpdate","data":{"users":[{"userId":"ada","displayName":"secret words"}]}}`, "user.updated", `"userId":"ada"`, "ada", "person/ada", "", ""},
		{`{"event":"poll.didVote","data":{"polls":[{"pollId":"q","userId":"ada"}]}}`, "poll.voted", `"pollId":"q"`, "ada", "", "", ""},
	} {
		n, ok, err := Read([]byte(c.body))
		if !ok || err != nil {
			t.Errorf("%s: %v %v", c.body, ok, err)
			continue
		}
		links := func(kind string) string {
			list := n.Join
			if kind == "leave" {
				list = n.Leave
			}
			var out []string
			for _, l := range list {
				out = append(out, l.User+" "+l.Topic)
			}
			return strings.Join(out, ", ")
		}
		if n.Type != c.typ || !strings.Contains(n.Data, c.has) || strings.Contains(n.Data, "secret") || strings.Join(n.Users, " ") != c.users ||
			strings.Join(n.Topics, " ") != c.topics || links("join") != c.joins || links("leave") != c.leaves {
			t.Errorf("%s:\n%+v", c.body, n)
		}
		if !slices.Contains(Types(), n.Type) {
			t.Errorf("%s is not among the types", n.Type)
		}
	}
}

func TestReadLeavesOutWhatNoStreamTells(t *testing.T) {
	for _, body := range []string{
		`{"event":"v3.post.didFlag","data":{"posts":[{"postId":"p"}]}}`, // who reported is for moderators
		`{"event":"nothing.known","data":{}}`,
		`{"event":"v3.post.didCreate","data":{"posts":[]}}`,
		`{"event":"v3.post.didCreate","data":{"posts":[7]}}`,
		`{"event":"v5.message.didCreate","data":{"messages":[{"messageId":"m"}]}}`,
		`{"eventType":"push-notification.created","data":{"targetIds":["ada"]}}`,
	} {
		if n, ok, err := Read([]byte(body)); ok || err != nil {
			t.Errorf("%s: %+v %v", body, n, err)
		}
	}
	for _, body := range []string{``, `[]`, `{}`, `{"event":7,"data":{}}`, `{"event":"v3.post.didCreate"}`, `{"event":"v3.post.didCreate","data":[]}`} {
		if _, _, err := Read([]byte(body)); err == nil {
			t.Errorf("%s was read", body)
		}
	}
}

func TestMakesChannel(t *testing.T) {
	for data, want := range map[string]bool{
		`{"type":"community","displayName":"x"}`: true, `{"type":"live","userIds":["bo"]}`: true, `{"displayName":"x"}`: true, `{"type":7}`: true,
		`{"type":"conversation","userIds":["bo"]}`: false, `{"userIds":["bo"]}`: false,
	} {
		a, err := ReadAsk([]byte(`{"eventName":"channel.shouldCreate","data":` + data + `,"actor":{"userId":"ada"}}`))
		if err != nil || a.Actor != "ada" || a.MakesChannel() != want {
			t.Errorf("%s: %+v %v, want %v", data, a, err, want)
		}
	}
	if a, err := ReadAsk([]byte(`{"eventName":"post.shouldCreate","data":{},"actor":{"userId":"ada"}}`)); err != nil || a.MakesChannel() {
		t.Errorf("a post: %+v %v", a, err)
	}
	if _, err := ReadAsk([]byte(`{"data":{}}`)); err == nil {
		t.Error("a call without a name was read")
	}
}

// What is told is one line of JSON with short texts, whatever comes in.
func FuzzRead(f *testing.F) {
	for thing, words := range verbs {
		for word := range words {
			f.Add(fmt.Appendf(nil, `{"event":"v3.%s.%s","data":{"posts":[{"postId":"p\n"}],"comments":[{"commentId":"k"}],"communities":[{"communityId":"c"}],"channel":[{"channelId":"h"}],"messages":[{"messageId":"m","channelId":"h"}],"from":"a","to":"b","users":[{"userId":"a"}],"polls":[{"pollId":"q"}],"userIds":["a"]}}`, thing, word))
		}
	}
	f.Add([]byte(`{"eventType":"push-notification.created","id":"e","data":{"eventName":"mention-message.created","targetIds":["a","b"],"title":"t\n","body":"b","messages":[{"messageId":"m","channelId":"h"}]}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		n, ok, err := Read(body)
		if !ok || err != nil {
			return
		}
		if n.Wake != nil {
			v, err := wirejson.Parse(n.Wake.Payload)
			m, _ := v.(wirejson.Map)
			if err != nil || text(m, "type") == "" || len(n.Wake.Payload) > push.MaxPayload || len(n.Wake.Users) == 0 || len(n.Wake.Users) > push.MaxUsers || n.Wake.About == "" {
				t.Fatalf("%s: %+v %s", body, n.Wake, n.Wake.Payload)
			}
		}
		if n.Type == "" {
			return
		}
		v, err := wirejson.Parse([]byte(n.Data))
		m, _ := v.(wirejson.Map)
		if err != nil || m["type"] != n.Type || strings.ContainsAny(n.Data, "\r\n") || len(n.Data) > 20_000 || n.Subject == "" {
			t.Fatalf("%s: %+v", body, n)
		}
		_, _ = ReadAsk(body)
	})
}
