package plan

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func good() Plan {
	return Plan{
		Method: "POST", URL: "https://apix.sg.amity.co/api/v4/posts?a=b",
		Body: Buffered, MaxBody: 10,
		Admit: &Admit{User: "marta", Session: "s", Seen: 2, Keep: true},
		Terms: &Terms{
			Header:        []Field{{"Accept", "application/json"}},
			HeaderTimeout: time.Second, Timeout: 1500 * time.Millisecond, Type: "application/json",
			Return: [][2]int{{300, 399}, {401, 401}}, Keep: []string{"ETag"},
		},
		Inline: []string{"image/png"}, Attachment: `attachment; filename="a"`,
	}
}

func TestCheck(t *testing.T) {
	p := good()
	if err := p.Check(); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*Plan){
		"relative URL":    func(p *Plan) { p.URL = "/api/v4/posts" },
		"another scheme":  func(p *Plan) { p.URL = "file:///etc/passwd" },
		"user in the URL": func(p *Plan) { p.URL = "https://u:p@host/" },
		"fragment":        func(p *Plan) { p.URL = "https://host/#x" },
		"no host":         func(p *Plan) { p.URL = "https:///x" },
		"broken URL":      func(p *Plan) { p.URL = "https://host/%zz" },
		"method":          func(p *Plan) { p.Method = "GET /" },
		"no method":       func(p *Plan) { p.Method = "" },
		"line break":      func(p *Plan) { p.Header = []Field{{"A", "x\r\nB: y"}} },
		"field name":      func(p *Plan) { p.Header = []Field{{"A:", "x"}} },
		"not ASCII":       func(p *Plan) { p.Header = []Field{{"A", "é"}} },
		"connection":      func(p *Plan) { p.Header = []Field{{"Connection", "close"}} },
		"host":            func(p *Plan) { p.Header = []Field{{"host", "evil"}} },
		"length":          func(p *Plan) { p.Header = []Field{{"Content-Length", "1"}} },
		"body":            func(p *Plan) { p.Body = "inline" },
		"no limit":        func(p *Plan) { p.MaxBody = 0 },
		"no timeout":      func(p *Plan) { p.Timeout = 0 },
		"no header wait":  func(p *Plan) { p.HeaderTimeout = 0 },
	} {
		p := good()
		change(&p)
		if err := p.Check(); !errors.Is(err, ErrPlan) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReturns(t *testing.T) {
	p := good()
	for status, want := range map[int]bool{200: false, 299: false, 300: true, 399: true, 400: false, 401: true, 402: false} {
		if p.Returns(status) != want {
			t.Errorf("%d: %v", status, !want)
		}
	}
}

func TestAppend(t *testing.T) {
	p := good()
	told := 0
	number := func(*Terms) (int, bool) { told++; return 7, told > 1 }
	read := func() (got map[string]any) {
		if err := json.Unmarshal(Append(nil, &p, number), &got); err != nil {
			t.Fatal(err)
		}
		return got
	}
	want := map[string]any{
		"method": "POST", "url": p.URL, "body": "buffered", "maxBody": 10.0,
		"terms": map[string]any{
			"header": map[string]any{"Accept": "application/json"}, "headerTimeout": 1000.0, "timeout": 1500.0, "type": "application/json",
			"return": []any{[]any{300.0, 399.0}, []any{401.0, 401.0}}, "keep": []any{"Etag"},
		},
		"admit":  map[string]any{"user": "marta", "session": "s", "seen": 2.0, "keep": true},
		"inline": []any{"image/png"}, "attachment": `attachment; filename="a"`,
	}
	if diff := cmp.Diff(want, read()); diff != "" || told != 0 {
		t.Error(diff, told)
	}
	var err error
	if p.Terms, err = p.Share(); err != nil {
		t.Fatal(err)
	}
	want["is"] = 7.0
	if diff := cmp.Diff(want, read()); diff != "" {
		t.Error("shared terms are told with their number: " + diff)
	}
	delete(want, "terms")
	if diff := cmp.Diff(want, read()); diff != "" {
		t.Error("and then by it alone: " + diff)
	}
	p.Admit, p.Inline, p.MaxBody = nil, nil, 0
	if text := string(Append(nil, &p, number)); text != `{"method":"POST","url":"`+strings.ReplaceAll(p.URL, "&", `\u0026`)+`","body":"buffered","is":7}` {
		t.Error(text)
	}
	p = Plan{Fetch: &Fetch{URL: "https://h/"}, Terms: &Terms{}, Carry: "c"}
	if got := read(); cmp.Diff(got["fetch"], map[string]any{"url": "https://h/", "header": []any{}}) != "" || got["carry"] != "c" || got["terms"] == nil {
		t.Errorf("%v", got)
	}
}

func TestSharedTermsAreChecked(t *testing.T) {
	bad := *good().Terms
	bad.Header = []Field{{"Host", "evil"}}
	if _, err := bad.Share(); !errors.Is(err, ErrPlan) {
		t.Error(err)
	}
}

func TestDecodeOutcome(t *testing.T) {
	got, err := DecodeOutcome([]byte(`{"kind":"answered","attempt":2,"version":3,"expired":true,"reason":"r","retryAfter":1500,` +
		`"limit":100,"status":404,"location":"/x","type":"text/html","wait":"7","body":"é"}`))
	want := &Outcome{Kind: Answered, Attempt: 2, Version: 3, Expired: true, Reason: "r", RetryAfter: 1500 * time.Millisecond,
		Limit: 100, Status: 404, Location: "/x", Type: "text/html", Wait: "7", Body: []byte("é")}
	if err != nil || !cmp.Equal(got, want) {
		t.Errorf("%v %s", err, cmp.Diff(want, got))
	}
	for _, bad := range []string{``, `[]`, `{}`, `{"kind":"answered"}`, `{"kind":"else","attempt":1}`,
		`{"kind":"answered","attempt":1,"body":"` + strings.Repeat("x", MaxOutcomeBody+1) + `"}`} {
		if _, err := DecodeOutcome([]byte(bad)); err == nil {
			t.Errorf("taken: %.60s", bad)
		}
	}
}

type hostWriter struct {
	http.ResponseWriter
	plan *Plan
}

func (h *hostWriter) Run(p Plan) { h.plan = &p }

type wrapped struct{ http.ResponseWriter }

func (w wrapped) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func TestSend(t *testing.T) {
	host := &hostWriter{ResponseWriter: httptest.NewRecorder()}
	if !Send(wrapped{wrapped{host}}, good()) || host.plan == nil || host.plan.Method != "POST" {
		t.Error("the plan does not reach a wrapped host")
	}
	if Send(wrapped{httptest.NewRecorder()}, good()) {
		t.Error("a plan was sent to nobody")
	}
}

func TestOutcomeTravelsInTheContextOnly(t *testing.T) {
	o := &Outcome{Kind: Stale}
	if OutcomeOf(WithOutcome(context.Background(), o)) != o || OutcomeOf(context.Background()) != nil {
		t.Error("the outcome does not come back")
	}
}

// FuzzDecodeOutcome: whatever a host sends, the gateway gets a sane outcome or
// an error.
func FuzzDecodeOutcome(f *testing.F) {
	f.Add([]byte(`{"kind":"limited","attempt":1,"retryAfter":5000}`))
	f.Add([]byte(`{"kind":"answered","attempt":1e300,"status":-1}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		o, err := DecodeOutcome(text)
		if err == nil && (o.Attempt < 1 || o.RetryAfter < 0 || o.Status < 0 || len(o.Body) > MaxOutcomeBody) {
			t.Fatalf("%q: %+v", text, o)
		}
	})
}

// FuzzSimple: what passes without being parsed is what would pass parsed.
func FuzzSimple(f *testing.F) {
	f.Add("https://host:1/a.b/~c?d=e&f")
	f.Add("https://h:/x")
	f.Add("https://..:99999?a")
	f.Fuzz(func(t *testing.T, address string) {
		if !simple(address, "https") {
			return
		}
		u, err := url.Parse(address)
		if err != nil || u.Scheme != "https" || u.Hostname() == "" || u.User != nil || u.Fragment != "" || u.String() != address && u.String() != address+"?" {
			t.Fatalf("%q: %v %v", address, u, err)
		}
	})
}

// FuzzCheck: a plan that passes makes a request that net/http takes, with the
// very header fields and nothing more.
func FuzzCheck(f *testing.F) {
	f.Add("GET", "https://host/a?b=c", "Accept", "x")
	f.Add("GET", "https://host:99999/", "A", "x\r\n\r\ny")
	f.Fuzz(func(t *testing.T, method, url, name, value string) {
		p := good()
		p.Method, p.URL, p.Header = method, url, []Field{{name, value}}
		if p.Check() != nil {
			return
		}
		req, err := http.NewRequest(p.Method, p.URL, nil)
		if err != nil {
			t.Fatalf("%q %q: %v", method, url, err)
		}
		req.Header.Set(name, value)
		var wire strings.Builder
		if err := req.Header.Write(&wire); err != nil || strings.Count(wire.String(), "\r\n") != 1 {
			t.Fatalf("%q: %q on the wire is %q", name, value, wire.String())
		}
	})
}
