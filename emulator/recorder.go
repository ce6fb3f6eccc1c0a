package emulator

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// Bounds of what is remembered of requests.
const (
	maxRecorded     = 200
	maxRecordedBody = 16 << 10 // longer bodies are counted, not kept
)

// Recorded is a request as the request page shows it. Secrets are masked and
// headers are not kept at all.
type Recorded struct {
	ID     int64           `json:"id"`
	At     string          `json:"at"`
	Method string          `json:"method"`
	Path   string          `json:"path"`
	Query  string          `json:"query,omitempty"`
	Status int             `json:"status"`
	Millis float64         `json:"ms"`
	Sent   json.RawMessage `json:"sent,omitempty"`
	Answer json.RawMessage `json:"answer,omitempty"`
}

// recorder remembers the newest requests.
type recorder struct {
	mu   sync.Mutex
	last int64
	ring [maxRecorded]recording
}

type recording struct {
	Recorded
	sent, answer []byte // as they were; masked when they are looked at
}

// wrap records what passes.
func (rec *recorder) wrap(s *Server, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		sent := &tee{}
		if r.Body != nil && strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
			r.Body = struct {
				io.Reader
				io.Closer
			}{io.TeeReader(r.Body, sent), r.Body}
		}
		out := &recordingWriter{ResponseWriter: w, status: http.StatusOK}
		defer func() {
			rec.add(recording{sent: sent.bytes(), answer: out.kept.bytes(), Recorded: Recorded{At: stamp(s.Now().UnixMilli()), Method: r.Method, Path: clip(r.URL.Path, 500),
				Query: maskQuery(r.URL.Query()), Status: out.status, Millis: float64(time.Since(began).Microseconds()) / 1000}})
		}()
		next.ServeHTTP(out, r)
	})
}

func (rec *recorder) add(r recording) {
	rec.mu.Lock()
	defer rec.mu.Unlock()
	rec.last++
	r.ID = rec.last
	rec.ring[rec.last%maxRecorded] = r
}

// clear forgets everything: what the seed asked is nobody's request.
func (rec *recorder) clear() {
	rec.mu.Lock()
	defer rec.mu.Unlock()
	rec.last, rec.ring = 0, [maxRecorded]recording{}
}

// since lists what was recorded after an id, oldest first.
func (rec *recorder) since(id int64) []Recorded {
	rec.mu.Lock()
	var found []recording
	for n := max(id, rec.last-maxRecorded) + 1; n <= rec.last; n++ {
		found = append(found, rec.ring[n%maxRecorded])
	}
	rec.mu.Unlock()
	out := make([]Recorded, len(found))
	for i, r := range found {
		// An authentication token is a bare string, so no key tells what it is.
		if strings.HasSuffix(r.Path, "/authentication/token") {
			r.answer = nil
		}
		r.Sent, r.Answer = mask(r.sent), mask(r.answer)
		out[i] = r.Recorded
	}
	return out
}

// tee keeps what passes, up to the limit.
type tee struct {
	buf  bytes.Buffer
	over bool
}

func (t *tee) Write(b []byte) (int, error) {
	if t.over = t.over || t.buf.Len()+len(b) > maxRecordedBody; !t.over {
		t.buf.Write(b)
	}
	return len(b), nil
}

func (t *tee) bytes() []byte {
	if t.over {
		return []byte(`"too long to be kept"`)
	}
	return t.buf.Bytes()
}

// recordingWriter keeps the status and a JSON answer.
type recordingWriter struct {
	http.ResponseWriter
	status int
	kept   tee
}

func (w *recordingWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

func (w *recordingWriter) Write(b []byte) (int, error) {
	if strings.HasPrefix(w.Header().Get("Content-Type"), "application/json") {
		w.kept.Write(b)
	}
	return w.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *recordingWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

const masked = "•••"

// secretName says whether a field of this name may hold a secret.
func secretName(name string) bool {
	name = strings.ToLower(name)
	for _, part := range []string{"token", "secret", "key", "password", "signature"} {
		if strings.HasSuffix(name, part) {
			return true
		}
	}
	return name == "t"
}

// mask is JSON without secrets; what is not JSON is not shown.
func mask(b []byte) json.RawMessage {
	if len(b) == 0 {
		return nil
	}
	var v any
	if depth(b) > maxBodyDepth || json.Unmarshal(b, &v) != nil {
		return json.RawMessage(`"not JSON"`)
	}
	out, err := json.Marshal(maskValue(v))
	if err != nil {
		return nil
	}
	return out
}

func maskValue(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for name, value := range v {
			if _, isText := value.(string); isText && secretName(name) {
				v[name] = masked
			} else {
				v[name] = maskValue(value)
			}
		}
	case []any:
		for i := range v {
			v[i] = maskValue(v[i])
		}
	}
	return v
}

func maskQuery(q url.Values) string {
	for name := range q {
		if secretName(name) && name != "token" && name != "options[token]" { // these are page tokens
			q.Set(name, masked)
		}
	}
	shown, err := url.QueryUnescape(q.Encode())
	if err != nil {
		return ""
	}
	return clip(shown, 2000)
}
