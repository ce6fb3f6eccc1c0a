package gateway

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"

	"github.com/addend-go/addend/worker/wirejson"
)

// videos gives pages of posts with a video that are full pages: it goes on
// reading the feed until it has as many as were asked for (FAQ F67). A post has
// a video when it or one of its children is one.
func (c *composer) videos() (wirejson.Object, *Problem) {
	limit, bad := c.limit(20)
	if bad != nil {
		return nil, bad
	}
	at, bad := readMark(c.r.URL.Query().Get("token"))
	if bad != nil {
		return nil, bad
	}
	s, bad := c.posts(nil)
	if bad != nil {
		return nil, bad
	}
	if s.path != "/api/v4/posts" { // there it would look at children instead of posts
		s.query.Set("dataTypes[]", "video")
	}
	found, beside, scanned, ended := []any{}, around{}, 0, false
	for calls := 0; calls < maxScanPages && len(found) < limit && !ended; calls++ {
		m, after, bad := c.page(s, at.token)
		if bad != nil {
			return nil, bad
		}
		beside.add(m)
		page := items(m, "posts")
		for at.skip < len(page) && len(found) < limit {
			if post := page[at.skip]; isVideo(post, beside) {
				found = append(found, marked(post))
			}
			scanned++
			at.skip++
		}
		if at.skip >= len(page) {
			at, ended = mark{token: after}, after == ""
		}
	}
	next := ""
	if !ended {
		next = at.text()
	}
	answer := wirejson.Object{{Name: "posts", Value: found}, {Name: "scanned", Value: scanned}, {Name: "complete", Value: ended}}
	if next != "" {
		answer = append(answer, wirejson.Member{Name: "next", Value: next})
	}
	sides := beside.of(found)
	return append(append(answer, sides...), wirejson.Member{Name: "verified", Value: c.verifiedIn(sides)}), nil
}

func isVideo(post wirejson.Map, beside around) bool {
	if text(post, "dataType") == "video" {
		return true
	}
	children, _ := post["children"].([]any)
	return slices.ContainsFunc(children, func(id any) bool {
		s, _ := id.(string)
		return text(beside["postChildren"][s], "dataType") == "video"
	})
}

// mark is where a page of videos ended: so many posts into the page of a token
// of the platform.
type mark struct {
	token string
	skip  int
}

func (m mark) text() string {
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.Itoa(m.skip) + " " + m.token))
}

func readMark(s string) (mark, *Problem) {
	if s == "" {
		return mark{}, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(s)
	n, token, _ := strings.Cut(string(raw), " ")
	skip, failed := strconv.Atoi(n)
	if err != nil || failed != nil || skip < 0 || skip > 1000 {
		return mark{}, problem("bad-query").with("token is the next of an earlier page; start again without one")
	}
	return mark{token, skip}, nil
}
