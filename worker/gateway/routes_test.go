package gateway

import (
	stdpath "path"
	"regexp"
	"strings"
	"testing"

	"github.com/addend-go/addend/worker/plan"
)

func TestRoutesAreWhole(t *testing.T) {
	seen := map[string]bool{}
	faq := regexp.MustCompile(`^F[0-9]{2}( F[0-9]{2})*$`)
	pattern := regexp.MustCompile(`^/api/v[1-5](/[A-Za-z0-9-]+|/\{[A-Za-z]+\})+$`)
	for _, r := range Routes() {
		id := r.Method + " " + r.Pattern
		if seen[id] || !faq.MatchString(r.FAQ) || !pattern.MatchString(r.Pattern) {
			t.Errorf("%s %s", id, r.FAQ)
		}
		seen[id] = true
		if (r.Method == "GET") != (r.MaxBody == 0) {
			t.Errorf("%s has a body limit of %d", id, r.MaxBody)
		}
		for _, key := range r.Query {
			// "t" is the platform's token in a URL.
			if key == "t" || strings.HasSuffix(strings.ToLower(key), "key") {
				t.Errorf("%s takes %s", id, key)
			}
		}
		for _, word := range []string{"admin", "network-settings/", "webhook", "prehook", "moderation", "blacklist", "whitelist", "authentication"} {
			if strings.Contains(r.Pattern, word) && r.Method != "GET" {
				t.Errorf("%s is an administrator's", id)
			}
		}
	}
}

// Every route plans exactly its own path on the platform, with the bearer of
// the user and a body that can be repeated.
func TestEveryRoutePlans(t *testing.T) {
	g := newRig(t)
	cookie := g.signedIn(t)
	params := regexp.MustCompile(`\{[A-Za-z]+\}`)
	for _, r := range Routes() {
		path := params.ReplaceAllString(r.Pattern, "x%20%C3%A9")
		header := []string{"Cookie", cookie}
		body := ""
		if r.MaxBody > 0 {
			body, header = `{}`, append(header, "Content-Type", "application/json")
		}
		query := ""
		if len(r.Query) > 0 {
			query = "?" + r.Query[0] + "=v"
		}
		w := g.ask(nil, r.Method, path+query, body, header...)
		if w.plan == nil {
			t.Errorf("%s %s: %d %s", r.Method, path, w.Code, w.Body)
			continue
		}
		want := "https://platform.test/base" + path
		if got, _, _ := strings.Cut(w.plan.URL, "?"); got != want || w.plan.Method != r.Method || w.plan.Admit == nil || w.plan.Check() != nil {
			t.Errorf("%s %s plans %s %s", r.Method, path, w.plan.Method, w.plan.URL)
		}
		if (w.plan.Body == plan.Buffered) != (r.MaxBody > 0) || w.plan.MaxBody != r.MaxBody {
			t.Errorf("%s %s: body %s of %d", r.Method, path, w.plan.Body, w.plan.MaxBody)
		}
	}
}

func TestAllowQuery(t *testing.T) {
	allowed := []string{"a", "tags[]", "options[limit]"}
	for _, c := range []struct{ in, want, code string }{
		{"", "", ""},
		{"a=1&tags[]=x&tags%5B%5D=y", "a=1&tags%5B%5D=x&tags%5B%5D=y", ""},
		{"a", "a=", ""},
		{"&&a=1&", "a=1", ""},
		{"a=%26b%3Dc", "a=%26b%3Dc", ""},
		{"a=é", "a=%C3%A9", ""},
		{"a=%ff", "", "bad-query"},
		{"a=%00", "", "bad-query"},
		{"a=%", "", "bad-query"},
		{"a=1;b=2", "", "bad-query"},
		{"b=1", "", "query-not-allowed"},
		{"A=1", "", "query-not-allowed"},
		{"options[limit][x]=1", "", "query-not-allowed"},
		{"a=" + strings.Repeat("x", maxQuery), "", "bad-query"},
		{strings.Repeat("a=1&", maxPairs+1), "", "bad-query"},
	} {
		got, bad := allowQuery(c.in, allowed)
		code := ""
		if bad != nil {
			code = bad.Code
		}
		if got != c.want || code != c.code {
			t.Errorf("%.40q: %q %q, want %q %q", c.in, got, code, c.want, c.code)
		}
	}
	if _, bad := allowQuery("<script>=1", nil); bad == nil || strings.Contains(bad.Message, "é") || !strings.Contains(bad.Hint, "no query") {
		t.Errorf("%+v", bad)
	}
}

// FuzzRoutes: no path and query leads anywhere but to the platform's base with
// a listed shape.
func FuzzRoutes(f *testing.F) {
	g := newRig(f)
	cookie := g.signedIn(f)
	for _, s := range []string{"/api/v3/posts/p1", "/api/v3/posts/..%2fusers", "/api/v3/posts/%2e%2e", "/api/v3//posts", "/files/a?size=small", "/api/v4/posts?targetId=x#y", "/api/v3/posts/a%00"} {
		f.Add(s)
	}
	var shapes []*regexp.Regexp
	for _, r := range Routes() {
		if r.Method == "GET" {
			shapes = append(shapes, regexp.MustCompile(`^/base`+regexp.MustCompile(`\\\{[A-Za-z]+\\\}`).ReplaceAllString(regexp.QuoteMeta(r.Pattern), `[^/?#]+`)+`$`))
		}
	}
	shapes = append(shapes, regexp.MustCompile(`^/base/api/v3/files/[^/?#]+/download$`))
	f.Fuzz(func(t *testing.T, target string) {
		if !strings.HasPrefix(target, "/") || strings.ContainsAny(target, " \r\n\t") {
			return
		}
		w, ok := tryAsk(g, target, cookie)
		if !ok || w.plan == nil {
			return
		}
		path, _, _ := strings.Cut(strings.TrimPrefix(w.plan.URL, "https://platform.test"), "?")
		for _, shape := range shapes {
			if shape.MatchString(path) && stdpath.Clean(path) == path && w.plan.Check() == nil {
				return
			}
		}
		t.Fatalf("%q leads to %q", target, w.plan.URL)
	})
}

// tryAsk leaves out targets that no HTTP server would hand on.
func tryAsk(g *rig, target, cookie string) (w *recorder, ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	return g.ask(nil, "GET", target, "", "Cookie", cookie), true
}
