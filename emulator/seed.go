package emulator

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"strings"
	"time"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// seedAge is how far before the start the seed's story begins.
const seedAge = 5 * 24 * time.Hour

// seeder fills a network by calling the emulator's own API, so that a seed can
// hold nothing that a client could not have made. The first failure stops it.
type seeder struct {
	server *Server
	net    *network
	tokens map[string]string
	named  map[string]string // kind → id of the next object of that kind
	err    error
}

// seed fills an empty network with the repair café: the same people, words,
// pictures and ids every time, told over the five days before now. It is what was there before: no webhook tells of it,
// so what happens next does not wait behind it.
func (s *Server) seed(net *network) error {
	var state string
	var users int
	err := net.db.View(func(tx *sqlite.Tx) error {
		return tx.Row("SELECT coalesce((SELECT value FROM settings WHERE name = 'seed'), ''), (SELECT count(*) FROM users WHERE kind = 'user')").Scan(&state, &users)
	})
	if err != nil || state == "done" || state == "" && users > 0 {
		return err
	}
	if state == "started" {
		return fmt.Errorf("an earlier seed was interrupted: remove the data of network %q and start again", net.id)
	}
	if err := net.mark("started"); err != nil {
		return err
	}
	limit, hooks := net.calls, net.hooks
	net.hooks = newWebhooks(nil)
	w := &seeder{server: s, net: net, tokens: map[string]string{}, named: map[string]string{}}
	count := countedID()
	net.calls, net.newID = newRateWindow(-1), func(kind string) string {
		if id := w.named[kind]; id != "" {
			delete(w.named, kind)
			return id
		}
		return count(kind)
	}
	back := s.clock.excursion()
	s.clock.advance(-seedAge)
	w.tell()
	net.calls, net.newID, net.hooks = limit, randomID, hooks
	back()
	s.recorder.clear()
	if w.err != nil {
		return w.err
	}
	return net.mark("done")
}

// mark notes how far the seed has come; when it is done, its sessions end, so
// that nobody holds a token nobody registered for.
func (net *network) mark(state string) error {
	return net.db.Update(func(tx *sqlite.Tx) error {
		if state == "done" {
			if _, err := tx.Exec("DELETE FROM sessions"); err != nil {
				return err
			}
		}
		_, err := tx.Exec("INSERT INTO settings(name, value) VALUES('seed', ?1) ON CONFLICT(name) DO UPDATE SET value = ?1", state)
		return err
	})
}

// later lets time pass in the story.
func (w *seeder) later(d time.Duration) { w.server.clock.advance(d) }

// call makes one API call as a user and decodes the answer into out.
func (w *seeder) call(user, method, path string, body, out any) {
	b, err := json.Marshal(body)
	if err != nil && w.err == nil {
		w.err = err
	}
	w.send(user, method, path, "application/json", b, out)
}

func (w *seeder) send(user, method, path, contentType string, body []byte, out any) {
	if w.err != nil {
		return
	}
	r, err := http.NewRequest(method, "http://seed"+path, bytes.NewReader(body))
	if err != nil {
		w.err = err
		return
	}
	r.Header.Set("Content-Type", contentType)
	r.Header.Set("X-Api-Key", w.net.apiKey)
	r.Header.Set("Authorization", "Bearer "+w.tokens[user])
	answer := &answerWriter{header: http.Header{}}
	w.server.ServeHTTP(answer, r)
	if answer.status != http.StatusOK {
		w.err = fmt.Errorf("%s %s as %s: %d %s", method, path, user, answer.status, answer.body.String())
		return
	}
	if out != nil {
		w.err = json.Unmarshal(answer.body.Bytes(), out)
	}
}

// answerWriter keeps an answer in memory.
type answerWriter struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *answerWriter) Header() http.Header         { return a.header }
func (a *answerWriter) WriteHeader(status int)      { a.status = status }
func (a *answerWriter) Write(b []byte) (int, error) { return a.body.Write(b) }

// signIn registers a session; in secure mode the way of the backend is taken.
func (w *seeder) signIn(id, name string) {
	body := map[string]string{"userId": id, "displayName": name, "deviceId": "seed"}
	if w.net.serverKey != "" && w.err == nil {
		token := newAuthToken()
		w.err = w.net.db.Update(func(tx *sqlite.Tx) error {
			_, err := tx.Exec("INSERT INTO auth_tokens(token_digest, user_id, expires_at) VALUES(?, ?, ?)",
				digest(token), id, w.server.Now().UnixMilli()+authTokenLife.Milliseconds())
			return err
		})
		body["authToken"] = token
	}
	var out struct{ AccessToken string }
	w.call("", "POST", "/api/v5/sessions", body, &out)
	w.tokens[id] = out.AccessToken
}

// upload sends bytes the way a browser's form does and returns the file's id.
func (w *seeder) upload(user, route, name, contentType string, content []byte) string {
	var form bytes.Buffer
	out := multipart.NewWriter(&form)
	head := textproto.MIMEHeader{}
	head.Set("Content-Disposition", fmt.Sprintf(`form-data; name="files"; filename="%s"`, strings.ReplaceAll(name, `"`, "")))
	head.Set("Content-Type", contentType)
	part, err := out.CreatePart(head)
	if err == nil {
		_, err = part.Write(content)
	}
	if closeErr := out.Close(); err == nil {
		err = closeErr
	}
	if err != nil && w.err == nil {
		w.err = err
	}
	var files []struct{ FileID string }
	w.send(user, "POST", route, out.FormDataContentType(), form.Bytes(), &files)
	if len(files) == 0 {
		return ""
	}
	return files[0].FileID
}
