package emulator

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

func TestHostileBodies(t *testing.T) {
	w := newWorld(t)
	id := w.community("u", "café")
	for _, row := range []struct {
		name, body   string
		status, code int
	}{
		{"10 MB of text", `{"targetType":"community","targetId":"` + id + `","data":{"text":"` + strings.Repeat("a", 10<<20) + `"}}`, 413, 500000},
		{"deep arrays", `{"metadata":` + strings.Repeat("[", 100000) + strings.Repeat("]", 100000) + `}`, 422, 500000},
		{"deep objects", strings.Repeat(`{"a":`, 5000) + "1" + strings.Repeat("}", 5000), 422, 500000},
		{"brackets in a string", `{"targetType":"community","targetId":"` + id + `","data":{"text":"` + strings.Repeat("[{\\\"", 1000) + `"}}`, 200, 0},
		{"unclosed", strings.Repeat("[", 200), 422, 500000},
		{"not UTF-8", "{\"targetType\":\"\xff\xfe\"}", 422, 500000},
		{"null", "null", 422, 500000},
		{"a number", "1e999", 422, 500000},
		{"big metadata", `{"targetType":"community","targetId":"` + id + `","data":{"text":"t"},"metadata":{"a":"` + strings.Repeat("x", maxMetadata) + `"}}`, 422, 500000},
		{"NUL", `{"targetType":"community","targetId":"` + id + `","data":{"text":"a\u0000b"}}`, 200, 0},
	} {
		got := w.as("u", "POST", "/api/v4/posts", row.body)
		if row.code == 0 {
			if got.status != row.status {
				t.Errorf("%s: %d %s", row.name, got.status, clip(string(got.raw), 300))
			}
			continue
		}
		got.mustBe(t, row.name, row.status, row.code)
	}
}

func TestHostileQueries(t *testing.T) {
	w := newWorld(t)
	for _, query := range map[string]string{
		"10,000 keys": strings.Repeat("a=1&", 10000), "a long value": "keyword=" + strings.Repeat("x", 70000), "bad escapes": "keyword=%zz", "semicolons": "a=1;b=2", "NUL": "keyword=%00",
	} {
		w.refused("u", "GET", "/api/v3/users?"+query, nil, 400, 400000)

	}
	for _, keyword := range []string{"%27%20OR%201=1--", "%22%3BDROP%20TABLE%20users%3B--", "%ff", "%25%5F%5C"} {
		if got := w.ok("u", "GET", "/api/v3/users?keyword="+keyword, nil); len(got.ids("users", "userId")) != 0 {
			t.Errorf("%s found %s", keyword, got.raw)
		}
	}
}

func TestUnknownRoutesAnswerInTheEnvelope(t *testing.T) {
	w := newWorld(t)
	for _, call := range []string{"GET /", "GET /api/v3/nothing", "PATCH /api/v3/users", "DELETE /api/v9/posts/x", "GET /api/v3/users/a/b/c", "GET /_emulator/nothing"} {
		method, path, _ := strings.Cut(call, " ")
		w.as("", method, path, nil).mustBe(t, call, 404, 400400)
	}
}

func TestConcurrentCallers(t *testing.T) {
	w := newWorld(t)
	id := w.community("u", "café")
	users := []string{"a", "b", "c", "d"}
	for _, user := range users {
		w.ok(user, "POST", "/api/v3/communities/"+id+"/join", nil)
	}
	var wait sync.WaitGroup
	failures := make(chan string, 1000)
	for _, user := range users {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for i := range 25 {
				for _, body := range []struct{ method, path, body string }{
					{"POST", "/api/v4/posts", fmt.Sprintf(`{"targetType":"community","targetId":%q,"data":{"text":"%s %d"}}`, id, user, i)},
					{"POST", "/api/v5/messages", fmt.Sprintf(`{"messageFeedId":%q,"dataType":"text","data":{"text":"%s %d"}}`, id, user, i)},
					{"GET", "/api/v4/me/global-feeds?limit=5", ""},
				} {
					r := httptest.NewRequest(body.method, body.path, strings.NewReader(body.body))
					r.Header.Set("Authorization", "Bearer "+w.tokens[user])
					rec := httptest.NewRecorder()
					w.server.ServeHTTP(rec, r)
					if rec.Code != http.StatusOK {
						failures <- rec.Body.String()
					}
				}
			}
		}()
	}
	wait.Wait()
	close(failures)
	for f := range failures {
		t.Error(f)
	}
	got := w.ok("u", "GET", "/api/v3/communities/"+id, nil)
	if got.at("communities", 0, "postsCount") != 100.0 || got.at("communities", 0, "membersCount") != 5.0 {
		t.Errorf("counters: %s", got.raw)
	}
	if got := w.ok("u", "GET", "/api/v5/messages?messageFeedId="+id+"&options[limit]=1", nil); got.at("messages", 0, "segment") != 100.0 {
		t.Errorf("last segment: %s", got.raw)
	}
}
