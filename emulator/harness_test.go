package emulator

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"strings"
	"testing"
)

const (
	testKey   = "key"
	testAdmin = "admin-token"
)

// world is an emulator with helpers that call it as its users.
type world struct {
	t      testing.TB
	server *Server
	tokens map[string]string
}

func newWorld(t testing.TB, change ...func(*Options)) *world {
	t.Helper()
	opts := Options{APIKey: testKey, AdminToken: testAdmin, RateLimit: -1, Logger: slog.New(slog.NewTextHandler(testLog{t}, nil))}
	for _, f := range change {
		f(&opts)
	}
	server, err := New(opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	return &world{t, server, map[string]string{"admin": testAdmin}}
}

// testLog makes every defect the emulator logs a failure of the test.
type testLog struct{ t testing.TB }

func (l testLog) Write(b []byte) (int, error) {
	l.t.Errorf("the emulator logged: %s", b)
	return len(b), nil
}

// reply is an answer: the status and the decoded JSON.
type reply struct {
	status int
	header http.Header
	raw    []byte
	body   map[string]any
}

func (w *world) do(r *http.Request) reply {
	rec := httptest.NewRecorder()
	w.server.ServeHTTP(rec, r)
	out := reply{status: rec.Code, header: rec.Header(), raw: rec.Body.Bytes()}
	_ = json.Unmarshal(out.raw, &out.body) // arrays and bytes are looked at raw
	return out
}

// as calls a path as a user, who is registered on first use. body is a Go value
// or a JSON string; nil sends none.
func (w *world) as(user, method, path string, body any) reply {
	w.t.Helper()
	var reader io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		reader = strings.NewReader(b)
	default:
		encoded, err := json.Marshal(b)
		if err != nil {
			w.t.Fatal(err)
		}
		reader = bytes.NewReader(encoded)
	}
	r := httptest.NewRequest(method, path, reader)
	r.Header.Set("Content-Type", "application/json")
	if user != "" {
		r.Header.Set("Authorization", "Bearer "+w.token(user))
	}
	return w.do(r)
}

func (w *world) token(user string) string {
	w.t.Helper()
	if w.tokens[user] == "" {
		got := w.register(user, "device-"+user, "")
		if got.status != 200 {
			w.t.Fatalf("register %s: %s", user, got.raw)
		}
		w.tokens[user] = got.body["accessToken"].(string)
	}
	return w.tokens[user]
}

func (w *world) register(user, device, authToken string) reply {
	body := fmt.Sprintf(`{"userId":%q,"deviceId":%q,"authToken":%q}`, user, device, authToken)
	r := httptest.NewRequest("POST", "/api/v5/sessions", strings.NewReader(body))
	r.Header.Set("X-Api-Key", testKey)
	r.Header.Set("Content-Type", "application/json")
	return w.do(r)
}

// ok is as for calls that must succeed.
func (w *world) ok(user, method, path string, body any) reply {
	w.t.Helper()
	got := w.as(user, method, path, body)
	if got.status != http.StatusOK {
		w.t.Fatalf("%s %s as %s: %d %s", method, path, user, got.status, got.raw)
	}
	return got
}

// refused is as for calls that must fail with a status and a code.
func (w *world) refused(user, method, path string, body any, status, code int) reply {
	w.t.Helper()
	got := w.as(user, method, path, body)
	got.mustBe(w.t, method+" "+path, status, code)
	return got
}

func (r reply) mustBe(t testing.TB, what string, status, code int) {
	t.Helper()
	if r.status != status || r.body["status"] != "error" || r.body["code"] != float64(code) || r.body["message"] == "" {
		t.Errorf("%s: %d %s, want %d with the code %d", what, r.status, r.raw, status, code)
	}
}

// at follows keys and indices into the body.
func (r reply) at(path ...any) any {
	var v any = r.body
	for _, p := range path {
		switch key := p.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[key]
		case int:
			a, _ := v.([]any)
			if key >= len(a) {
				return nil
			}
			v = a[key]
		}
	}
	return v
}

func (r reply) text(path ...any) string { s, _ := r.at(path...).(string); return s }

// ids lists one field of the objects of a side-loaded array.
func (r reply) ids(array, field string) []string {
	list, _ := r.body[array].([]any)
	out := []string{}
	for _, v := range list {
		m, _ := v.(map[string]any)
		s, _ := m[field].(string)
		out = append(out, s)
	}
	return out
}

// community makes one with members and returns its id.
func (w *world) community(owner, name string, members ...string) string {
	w.t.Helper()
	for _, m := range members {
		w.token(m)
	}
	return w.ok(owner, "POST", "/api/v3/communities", map[string]any{"displayName": name, "userIds": members}).text("communities", 0, "communityId")
}

// post makes a text post in a community.
func (w *world) post(user, community, text string) string {
	w.t.Helper()
	return w.ok(user, "POST", "/api/v4/posts", map[string]any{"targetType": "community", "targetId": community, "data": map[string]string{"text": text}}).text("posts", 0, "postId")
}

// conversation is the channel of two users and its default feed.
func (w *world) conversation(a, b string) (channel, feed string) {
	w.t.Helper()
	w.token(b)
	got := w.ok(a, "POST", "/api/v3/channels/conversation", map[string]any{"userIds": []string{b}})
	return got.text("channels", 0, "channelId"), got.text("channels", 0, "channelInternalId")
}

// formOf is a multipart body with one file and further fields.
func formOf(name, contentType string, content []byte, fields map[string]string) (string, []byte) {
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	head := textproto.MIMEHeader{}
	head.Set("Content-Disposition", fmt.Sprintf(`form-data; name="files"; filename=%q`, name))
	head.Set("Content-Type", contentType)
	part, _ := form.CreatePart(head)
	part.Write(content)
	for k, v := range fields {
		form.WriteField(k, v)
	}
	form.Close()
	return form.FormDataContentType(), b.Bytes()
}

func (w *world) upload(user, route, name, contentType string, content []byte) reply {
	w.t.Helper()
	kind, body := formOf(name, contentType, content, nil)
	r := httptest.NewRequest("POST", route, bytes.NewReader(body))
	r.Header.Set("Content-Type", kind)
	r.Header.Set("Authorization", "Bearer "+w.token(user))
	return w.do(r)
}

// fileID is the id in the bare array an upload answers.
func (r reply) fileID(t testing.TB) string {
	t.Helper()
	var files []struct{ FileID string }
	if err := json.Unmarshal(r.raw, &files); err != nil || len(files) == 0 {
		t.Fatalf("upload answered %d %s", r.status, r.raw)
	}
	return files[0].FileID
}
