package webhook

import (
	"strings"
	"testing"
)

// FAQ F64.
func TestReadFlag(t *testing.T) {
	for body, want := range map[string]Flag{
		`{"event":"v3.post.didFlag","data":{"posts":[{"postId":"p","postedUserId":"ada","targetType":"community","targetId":"c","data":{"text":"rude\nwords"}}],"flaggedUserId":"bo"}}`: {"post", "p", "ada", "bo", "c", "rude words"},
		`{"event":"v3.comment.didFlag","data":{"comments":[{"commentId":"k","userId":"ada","referenceId":"p","data":{"text":"rude"}}]}}`:                                                {"comment", "k", "ada", "", "p", "rude"},
		`{"event":"message.didFlag","data":{"messages":[{"messageId":"m","creatorId":"ada","channelId":"h"}]}}`:                                                                         {"message", "m", "ada", "", "h", ""},
	} {
		if f, ok := ReadFlag([]byte(body)); !ok || f != want {
			t.Errorf("%s: %+v %v", body, f, ok)
		}
	}
	for _, body := range []string{
		`{"event":"v3.post.didCreate","data":{"posts":[{"postId":"p","data":{"text":"v3.post.didFlag"}}]}}`, `{"event":"v3.post.didFlag","data":{"posts":[]}}`, `{"event":"v3.post.didFlag"}`,
		`{"event":"user.didFlag","data":{"users":[{"userId":"ada"}]}}`, `".didFlag"`, `{"event":".didFlag","data":{}}`, `.didFlag`,
	} {
		if f, ok := ReadFlag([]byte(body)); ok {
			t.Errorf("%s: %+v", body, f)
		}
	}
	if f, ok := ReadFlag([]byte(`{"event":"v3.post.didFlag","data":{"posts":[{"postId":"p` + strings.Repeat("x", 5000) + `","data":{"text":"` + strings.Repeat("ж", 5000) + `"}}]}}`)); !ok || len(f.ID) > 210 || len(f.Text) > 510 {
		t.Errorf("%d %d", len(f.ID), len(f.Text))
	}
}
