package platform

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/addend-go/addend/socialplus"
)

// serve gives a client of a server that answers by the number of the call.
func serve(t *testing.T, answer func(n int, w http.ResponseWriter, r *http.Request)) (*Client, *int) {
	t.Helper()
	calls := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls++
		answer(calls, w, r)
	}))
	t.Cleanup(server.Close)
	old := waits
	waits = []time.Duration{0, 0, 0}
	t.Cleanup(func() { waits = old })
	return &Client{Base: server.URL, AdminToken: "hidden-token", HTTP: server.Client()}, &calls
}

func TestRepeats(t *testing.T) {
	bad := func(status int, body string) func(int, http.ResponseWriter, *http.Request) {
		return func(n int, w http.ResponseWriter, _ *http.Request) {
			if n == 1 {
				w.WriteHeader(status)
				fmt.Fprint(w, body)
				return
			}
			fmt.Fprint(w, "{}")
		}
	}
	for _, c := range []struct {
		name   string
		status int
		body   string
		once   bool
		calls  int
	}{
		{"a gateway without an answer", 502, "<html>", false, 2},
		{"the same, but not to be done twice", 502, "", true, 1},
		{"a refusal", 400, `{"status":"error","code":400000,"message":"no"}`, false, 1},
		{"a failure that says why", 500, `{"status":"error","code":500000,"message":"no"}`, false, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			client, calls := serve(t, bad(c.status, c.body))
			err := client.Do(t.Context(), Call{Method: http.MethodPost, Path: "/x", Once: c.once})
			if *calls != c.calls || (err == nil) != (c.calls == 2) {
				t.Errorf("%d calls, error %v", *calls, err)
			}
			if err != nil && strings.Contains(err.Error(), "hidden-token") {
				t.Error("the token is in the error")
			}
		})
	}
}

// The platform's rate limit is waited out: that is not tested by the clock but by
// what repeatable says.
func TestTheRateLimitIsWaitedOut(t *testing.T) {
	for _, e := range []*Error{{Status: 429}, {Status: 400, Code: socialplus.CodeRateLimit}} {
		if again, after := repeatable(e, true); !again || after != 5*time.Second {
			t.Errorf("%v: again %v after %v", e, again, after)
		}
	}
	if _, after := repeatable(&Error{Status: 429, after: 9 * time.Second}, false); after != 9*time.Second {
		t.Errorf("Retry-After is not kept: %v", after)
	}
}

func TestACallEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	client, calls := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusBadGateway)
		cancel() // the person stops while the client would wait for its next try
	})
	waits = []time.Duration{time.Hour}
	if err := client.Do(ctx, Call{Method: http.MethodGet, Path: "/x"}); err == nil || *calls != 1 {
		t.Errorf("%d calls, error %v", *calls, err)
	}
}

func TestListWalksEveryPage(t *testing.T) {
	client, _ := serve(t, func(n int, w http.ResponseWriter, r *http.Request) {
		if got := r.URL.Query().Get("options[limit]"); got != "100" {
			t.Errorf("limit %q", got)
		}
		switch r.URL.Query().Get("options[token]") {
		case "":
			fmt.Fprint(w, `{"things":["a","b"],"paging":{"next":"two"}}`)
		case "two":
			fmt.Fprint(w, `{"things":["c"],"paging":{}}`)
		}
	})
	var got []string
	for s, err := range List[string](t.Context(), client, "/things", "things", url.Values{"sort": {"x"}}) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, s)
	}
	if strings.Join(got, "") != "abc" {
		t.Errorf("%v", got)
	}
}

func TestListEnds(t *testing.T) {
	for body, want := range map[string]string{
		`{"things":["a"],"paging":{"next":"again"}}`: "named twice",
		`{"other":[]}`:                       "no list",
		`[]`:                                 "not the JSON",
		`{"things":["a"],"paging":"broken"}`: "cannot be read",
	} {
		client, calls := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, body) })
		var last error
		for _, err := range List[string](t.Context(), client, "/things", "things", nil) {
			last = err
		}
		if last == nil || !strings.Contains(last.Error(), want) || *calls > 2 {
			t.Errorf("%s: %v after %d calls", body, last, *calls)
		}
	}
}

func TestErrorsAreThePlatforms(t *testing.T) {
	client, _ := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusForbidden)
		fmt.Fprint(w, `{"status":"error","code":400301,"message":"not yours"}`)
	})
	err := client.Do(t.Context(), Call{Method: http.MethodGet, Path: "/x"})
	var refused *Error
	if !errors.As(err, &refused) || Code(err) != socialplus.CodePermissionDenied || refused.Hint() == "" {
		t.Errorf("%v", err)
	}
}
