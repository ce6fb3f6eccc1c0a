package native

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestAccessLog(t *testing.T) {
	var out bytes.Buffer
	h := AccessLog(slog.New(slog.NewJSONHandler(&out, nil)), http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Request-Id", "id1")
		w.Header().Set("X-Addend-Error", "no-session")
		w.Header().Set("Set-Cookie", "hush")
		w.WriteHeader(401)
		_, _ = w.Write([]byte("hush hush"))
	}))
	r := httptest.NewRequest("GET", "/api/v3/posts/p%201?keyword=hush", nil)
	r.Header.Set("Cookie", "hush")
	r.Header.Set("Authorization", "hush")
	h.ServeHTTP(httptest.NewRecorder(), r)
	var line struct {
		Method, Path, RequestID, Error, Level string
		Status, Bytes                         int
		Aborted                               bool
	}
	if err := json.Unmarshal(out.Bytes(), &line); err != nil {
		t.Fatal(err)
	}
	if line.Method != "GET" || line.Path != "/api/v3/posts/p%201" || line.RequestID != "id1" || line.Error != "no-session" ||
		line.Status != 401 || line.Bytes != 9 || line.Aborted || line.Level != "INFO" {
		t.Errorf("%+v", line)
	}
	if strings.Contains(out.String(), "hush") {
		t.Errorf("the log shows what is not its business: %s", &out)
	}
}

func TestAbortedAnswersAreLogged(t *testing.T) {
	var out bytes.Buffer
	h := AccessLog(slog.New(slog.NewJSONHandler(&out, nil)), http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("half"))
		panic(http.ErrAbortHandler)
	}))
	func() {
		defer func() {
			if recover() != http.ErrAbortHandler {
				t.Error("the panic is swallowed")
			}
		}()
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
	}()
	if !strings.Contains(out.String(), `"aborted":true`) || !strings.Contains(out.String(), `"level":"WARN"`) {
		t.Error(out.String())
	}
}
