package native

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/addend-go/addend/worker/plan"
)

func TestCaller(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		switch r.URL.Path {
		case "/slow":
			select {
			case <-r.Context().Done():
			case <-time.After(10 * time.Second):
			}
		case "/long":
			_, _ = io.WriteString(w, strings.Repeat("x", plan.MaxReply+1))
		case "/redirect":
			http.Redirect(w, r, "/echo", http.StatusFound)
		case "/drop":
			panic(http.ErrAbortHandler)
		default:
			w.WriteHeader(http.StatusAccepted)
			_, _ = io.WriteString(w, r.Method+" "+r.Header.Get("X-Api-Key")+" "+string(body))
		}
	}))
	defer server.Close()
	closed := httptest.NewServer(nil)
	closed.Close()
	for _, c := range []struct {
		name, url string
		status    int
		body      string
		err       error
	}{
		{"answers", server.URL + "/echo", 202, "POST key hello", nil},
		{"follows nothing", server.URL + "/redirect", 302, "", nil},
		{"slow", server.URL + "/slow", 0, "", plan.ErrTimeout},
		{"long", server.URL + "/long", 0, "", plan.ErrUnreachable},
		{"dropped", server.URL + "/drop", 0, "", plan.ErrUnreachable},
		{"nobody there", closed.URL, 0, "", plan.ErrUnreachable},
		{"no URL", "::", 0, "", plan.ErrUnreachable},
	} {
		caller := Caller{Transport: NewTransport()}
		got, err := caller.Call(context.Background(), plan.Call{Method: "POST", URL: c.url, Body: []byte("hello"),
			Header: []plan.Field{{"X-Api-Key", "key"}}, Timeout: 500 * time.Millisecond})
		if got.Status != c.status || string(got.Body) != c.body || !errors.Is(err, c.err) {
			t.Errorf("%s: %+v %v", c.name, got, err)
		}
	}
}
