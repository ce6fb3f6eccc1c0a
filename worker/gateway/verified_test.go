package gateway

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/addend-go/addend/worker/badge"
)

// A badge is worth what its giver's key or an administrator's role is worth,
// nothing that a user can write (FAQ F62).
func TestVerified(t *testing.T) {
	keys, err := badge.New([][]byte{bytes.Repeat([]byte("k"), 32)}, []string{"taken"})
	if err != nil {
		t.Fatal(err)
	}
	g := newRig(t, func(o *Options) { o.Badges, o.BadgeRole = keys, "verified" })
	until := g.now.Add(24 * time.Hour)
	cookie := g.signedIn(t)
	users := `{"users":[
		{"userId":"signed","metadata":{"verified":"` + keys.Issue("", "signed", until) + `"}},
		{"userId":"copied","metadata":{"verified":"` + keys.Issue("", "signed", until) + `"}},
		{"userId":"claims","metadata":{"verified":true}},
		{"userId":"claims-role","metadata":{"roles":["verified"]},"roles":[]},
		{"userId":"role","roles":["member","verified"]},
		{"userId":"over","metadata":{"verified":"` + keys.Issue("", "over", g.now) + `"}},
		{"userId":"taken","metadata":{"verified":"` + keys.Issue("", "taken", until) + `"}},
		{"userId":"plain","metadata":null}]}`
	g.answers(map[string]string{
		"GET /api/v3/users/list?userIds%5B%5D=signed": users,
		"GET /api/v3/users/signed":                    users,
		"GET /api/v5/users/signed/followInfo":         `{"follows":[{"from":"signed","to":"marta","status":"blocked"}],"followCounts":[{"userId":"signed","followerCount":3}]}`,
	})
	if w := g.ask(nil, "GET", "/plus/verified?userIds[]=signed", "", "Cookie", cookie); w.Body.String() != `{"verified":["signed","role"]}` {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	w := g.ask(nil, "GET", "/plus/users/signed", "", "Cookie", cookie)
	if !strings.Contains(w.Body.String(), `"verified":true,"blocked":false,"follow":"none","counts":{"followerCount":3,"userId":"signed"}`) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	for _, path := range []string{"/plus/verified", "/plus/verified?" + strings.Repeat("userIds[]=x&", 101)} {
		if w := g.ask(nil, "GET", path, "", "Cookie", cookie); w.code() != "bad-query" {
			t.Errorf("%s: %d %s", path[:20], w.Code, w.Body)
		}
	}
}

// Pages of videos are full pages, none is lost or given twice, however the
// platform cuts its own (FAQ F67).
func TestVideosComeInFullPages(t *testing.T) {
	g := newRig(t)
	cookie := g.signedIn(t)
	page := func(next string, posts ...string) string {
		var list, children []string
		for _, id := range posts {
			switch id[0] {
			case 'v':
				list = append(list, `{"postId":"`+id+`","dataType":"video"}`)
			case 'c':
				list = append(list, `{"postId":"`+id+`","dataType":"text","children":["`+id+`-child"]}`)
				children = append(children, `{"postId":"`+id+`-child","dataType":"video","parentPostId":"`+id+`"}`)
			default:
				list = append(list, `{"postId":"`+id+`","dataType":"text"}`)
			}
		}
		return `{"posts":[` + strings.Join(list, ",") + `],"postChildren":[` + strings.Join(children, ",") + `],"paging":{"next":"` + next + `"}}`
	}
	const feed = "GET /api/v4/me/global-feeds?dataTypes%5B%5D=video&options%5B"
	g.answers(map[string]string{
		feed + "limit%5D=50":    page("two", "v1", "t1", "c2", "v3"),
		feed + "token%5D=two":   page("three", "t2", "t3"),
		feed + "token%5D=three": page("", "v4", "v5", "t4", "c6"),
	})
	token, got := "", []string{}
	for i := range 4 {
		w := g.ask(nil, "GET", "/plus/videos?limit=2"+token, "", "Cookie", cookie)
		if w.Code != 200 {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
		ids := videoIDs.FindAllStringSubmatch(w.Body.String(), -1)
		for _, m := range ids {
			got = append(got, m[1])
		}
		_, next, more := strings.Cut(w.Body.String(), `"next":"`)
		if !more {
			if i != 2 {
				t.Errorf("it ended after %d pages", i+1)
			}
			break
		}
		if len(ids) != 2 {
			t.Errorf("page %d has %d posts: %s", i, len(ids), w.Body)
		}
		next, _, _ = strings.Cut(next, `"`)
		token = "&token=" + next
	}
	if s := strings.Join(got, " "); s != "v1 c2 v3 v4 v5 c6" {
		t.Errorf("%s", s)
	}
	for _, q := range []string{"token=***", "token=" + "LTEgeA", "limit=0", "limit=101", "limit=x", "targetType=community"} {
		if w := g.ask(nil, "GET", "/plus/videos?"+q, "", "Cookie", cookie); w.code() != "bad-query" {
			t.Errorf("%s: %d %s", q, w.Code, w.Body)
		}
	}
}

var videoIDs = regexp.MustCompile(`"postId":"([vc][0-9])","reactedByMe"`)
