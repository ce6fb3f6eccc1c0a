package gateway

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/addend-go/addend/worker/plan"
)

// answers makes a platform of fixed answers by path and query.
func (g *rig) answers(table map[string]string) {
	g.reply = func(c plan.Call) (plan.Reply, error) {
		if body, ok := table[c.Method+" "+strings.TrimPrefix(c.URL, "https://platform.test/base")]; ok {
			return plan.Reply{Status: 200, Body: []byte(body)}, nil
		}
		if strings.Contains(c.URL, "sessions") || strings.Contains(c.URL, "authentication") {
			return platform(c)
		}
		return plan.Reply{Status: 404, Body: []byte(`{"status":"error","code":400400,"message":"no such thing"}`)}, nil
	}
}

func TestComposedRoutesAreWhole(t *testing.T) {
	g := newRig(t)
	faq := regexp.MustCompile(`^F[0-9]{2}( F[0-9]{2})*$`)
	for _, r := range composedRoutes() {
		path := strings.ReplaceAll(r.pattern, "{id}", "x")
		if !faq.MatchString(r.faq) || !strings.HasPrefix(r.pattern, "/plus/") {
			t.Errorf("%+v", r)
		}
		for want, w := range map[string]*recorder{
			"no-session":        g.ask(nil, r.method, path, ""),
			"missing-header":    g.ask(nil, r.method, path, "", "X-Addend", ""),
			"query-not-allowed": g.ask(nil, r.method, path+"?t=x", "", "Cookie", g.signedIn(t)),
			"cross-site":        g.ask(nil, r.method, path, "", "Sec-Fetch-Site", "cross-site"),
		} {
			if w.code() != want {
				t.Errorf("%s %s: %s, want %s", r.method, path, w.code(), want)
			}
		}
	}
}

func TestPostWithItsOriginal(t *testing.T) {
	g := newRig(t)
	cookie := g.signedIn(t)
	g.answers(map[string]string{
		"GET /api/v3/posts/plain":                      `{"posts":[{"postId":"plain"}],"users":[]}`,
		"GET /api/v3/posts/share":                      `{"posts":[{"postId":"share","metadata":{"originalPostID":"first"}}],"users":[]}`,
		"GET /api/v3/posts/list?postIds%5B%5D=first":   `{"posts":[{"postId":"first","postedUserId":"lev","isDeleted":false}],"users":[{"userId":"lev"},{"userId":"nobody"}]}`,
		"GET /api/v3/posts/list?postIds%5B%5D=deleted": `{"posts":[{"postId":"deleted","isDeleted":true,"data":{"text":"hush"}}],"users":[]}`,
		"GET /api/v3/posts/orphan":                     `{"posts":[{"postId":"orphan","metadata":{"originalPostID":"deleted"}}],"users":[]}`,
		"GET /api/v3/posts/deleted":                    `{"posts":[{"postId":"deleted","isDeleted":true,"data":{"text":"hush"}}],"users":[]}`,
		"GET /api/v3/posts/lost":                       `{"posts":[{"postId":"lost","metadata":{"originalPostID":"nowhere"}}],"users":[]}`,
	})
	for id, want := range map[string]string{
		"plain":  `"original":null`,
		"share":  `"original":{"post":{"isDeleted":false,"postId":"first","postedUserId":"lev","reactedByMe":false},"postId":"first","state":"shown"}`,
		"orphan": `"original":{"postId":"deleted","state":"gone"}`,
		"lost":   `"original":{"postId":"nowhere","state":"gone"}`,
	} {
		w := g.ask(nil, "GET", "/plus/posts/"+id, "", "Cookie", cookie)
		if w.Code != 200 || !strings.Contains(w.Body.String(), want) || strings.Contains(w.Body.String(), "hush") {
			t.Errorf("%s: %d %s", id, w.Code, w.Body)
		}
	}
	if w := g.ask(nil, "GET", "/plus/posts/share", "", "Cookie", cookie); !strings.Contains(w.Body.String(), `"users":[{"userId":"lev"}]`) {
		t.Errorf("the people of what is shown, and only they: %s", w.Body)
	}
	if w := g.ask(nil, "GET", "/plus/posts/nowhere", "", "Cookie", cookie); w.Code != 404 || w.code() != "upstream-refused" || !strings.Contains(w.Body.String(), "400400") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestScans(t *testing.T) {
	g := newRig(t)
	cookie := g.signedIn(t)
	day := func(n int) string { return g.now.Add(-time.Duration(n) * 24 * time.Hour).Format(time.RFC3339) }
	posts := fmt.Sprintf(`{"posts":[
		{"postId":"old","createdAt":%q,"reactionsCount":99,"postedUserId":"lev"},
		{"postId":"quiet","createdAt":%q,"reactionsCount":1,"commentsCount":0,"postedUserId":"marta","dataType":"poll"},
		{"postId":"talked","createdAt":%q,"reactionsCount":1,"commentsCount":3,"postedUserId":"lev","data":{"pollId":"p"}},
		{"postId":"liked","createdAt":%q,"reactionsCount":5,"commentsCount":0,"postedUserId":"marta","myReactions":["like"]}],"paging":{}}`, day(9), day(1), day(2), day(3))
	g.answers(map[string]string{
		"GET /api/v4/me/global-feeds?options%5Blimit%5D=50":                                                           posts,
		"GET /api/v4/posts?isDeleted=false&options%5Blimit%5D=50&sortBy=lastCreated&targetId=c1&targetType=community": posts,
		"GET /api/v3/comments?isDeleted=false&options%5Blimit%5D=50&referenceId=p1&referenceType=post":                `{"comments":[{"commentId":"1","userId":"lev"},{"commentId":"2","userId":"marta"}]}`,
	})
	ids := regexp.MustCompile(`"(?:postId|commentId)":"([^"]+)"`)
	for path, want := range map[string]string{
		"/plus/engaging?targetType=community&targetId=c1": "talked liked quiet",
		"/plus/engaging?days=30":                          "old talked liked quiet",
		"/plus/reacted":                                   "liked",
		"/plus/polls":                                     "quiet",
		"/plus/users/lev/posts?targetType=community&targetId=c1":     "old talked",
		"/plus/users/lev/comments?referenceType=post&referenceId=p1": "1",
	} {
		w := g.ask(nil, "GET", path, "", "Cookie", cookie)
		var got []string
		for _, m := range ids.FindAllStringSubmatch(w.Body.String(), -1) {
			got = append(got, m[1])
		}
		if w.Code != 200 || strings.Join(got, " ") != want || !strings.Contains(w.Body.String(), `"complete":true`) || w.Header().Get("X-Addend-Calls") != "1" {
			t.Errorf("%s: %d %v, want %s: %s", path, w.Code, got, want, w.Body)
		}
	}
	for _, path := range []string{"/plus/engaging?days=0", "/plus/reacted?pages=x", "/plus/polls?targetType=community", "/plus/polls?targetType=content&targetId=x", "/plus/users/lev/comments?referenceType=post"} {
		if w := g.ask(nil, "GET", path, "", "Cookie", cookie); w.code() != "bad-query" {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
}

// Composed answers spend the user's own budget, and stop where it stops.
func TestComposedCallsCount(t *testing.T) {
	g := newRig(t)
	cookie := g.signedIn(t)
	g.answers(nil)
	g.reply = func(c plan.Call) (plan.Reply, error) {
		return plan.Reply{Status: 200, Body: []byte(`{"posts":[],"paging":{"next":"more"}}`)}, nil
	}
	for range 10 {
		if w := g.ask(nil, "GET", "/plus/reacted?pages=10", "", "Cookie", cookie); w.Code != 200 || w.Header().Get("X-Addend-Calls") != "10" {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
	}
	w := g.ask(nil, "GET", "/plus/reacted", "", "Cookie", cookie)
	if w.Code != 429 || w.Header().Get("Retry-After") != "5" || w.Header().Get("RateLimit-Remaining") != "0" {
		t.Errorf("%d %v %s", w.Code, w.Header(), w.Body)
	}
}

func TestComposedCallsRenew(t *testing.T) {
	for name, c := range map[string]struct {
		refuse int // how many calls are refused
		status int
	}{"a revoked token": {1, 200}, "a matter of rights": {9, 401}} {
		g := newRig(t)
		cookie := g.signedIn(t)
		refused, opened := 0, 0
		g.reply = func(call plan.Call) (plan.Reply, error) {
			switch {
			case strings.HasSuffix(call.URL, "/api/v5/sessions"):
				opened++
				return platform(call)
			case strings.Contains(call.URL, "/users/") && refused < c.refuse:
				refused++
				return plan.Reply{Status: 401, Body: []byte(`{"status":"error","code":400100,"message":"Unauthorized"}`)}, nil
			case strings.Contains(call.URL, "/users/"):
				return plan.Reply{Status: 200, Body: []byte(`{"users":[{"userId":"marta","metadata":{"favouritePosts":["p"]}}]}`)}, nil
			}
			return platform(call)
		}
		w := g.ask(nil, "GET", "/plus/favourites", "", "Cookie", cookie)
		if w.Code != c.status || opened != 1 {
			t.Errorf("%s: %d after %d sessions: %s", name, w.Code, opened, w.Body)
		}
	}
}
