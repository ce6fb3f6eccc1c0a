package gateway

import (
	"net/http"
	"net/url"

	"github.com/addend-go/addend/worker/wirejson"
)

// maxThreads is how many posts' comments one answer looks through.
const maxThreads = 10

// commentsOf finds comments by one user (FAQ F39): on one post, page by page, or
// on the newest posts of a feed that have any, a page of each. "posts" names the
// threads it looked through.
func (c *composer) commentsOf() (wirejson.Object, *Problem) {
	q, id := c.r.URL.Query(), c.r.PathValue("id")
	by := func(m wirejson.Map) bool { return text(m, "userId") == id }
	kind, reference := q.Get("referenceType"), q.Get("referenceId")
	switch {
	case kind == "" && reference == "":
		return c.commentsInFeed(by)
	case kind != "post" && kind != "content" || reference == "" || q.Get("targetType") != "" || q.Get("targetId") != "":
		return nil, problem("bad-query").with("referenceType is post or content, with a referenceId; without both, a feed by targetType and targetId, or the global feed")
	}
	return c.scan(thread(kind, reference, by))
}

func thread(kind, reference string, keep func(wirejson.Map) bool) scan {
	query := url.Values{"referenceType": {kind}, "referenceId": {reference}, "isDeleted": {"false"}}
	return scan{path: "/api/v3/comments", query: query, list: "comments", keep: keep}
}

func (c *composer) commentsInFeed(by func(wirejson.Map) bool) (wirejson.Object, *Problem) {
	feed, bad := c.posts(nil)
	if bad != nil {
		return nil, bad
	}
	m, next, bad := c.page(feed, c.r.URL.Query().Get("token"))
	if bad != nil {
		return nil, bad
	}
	found, looked, beside, scanned, whole := []any{}, []any{}, around{}, 0, next == ""
	for _, post := range items(m, "posts") {
		if n, _ := post["commentsCount"].(float64); n == 0 {
			continue
		}
		if len(looked) == maxThreads {
			whole = false
			break
		}
		answer, more, bad := c.page(thread("post", text(post, "postId"), nil), "")
		if bad != nil && bad.Code == "upstream-refused" && bad.Status == http.StatusNotFound {
			continue // deleted between the two calls
		}
		if bad != nil {
			return nil, bad
		}
		beside.add(answer)
		looked = append(looked, text(post, "postId"))
		for _, one := range items(answer, "comments") {
			scanned++
			if by(one) {
				found = append(found, one)
			}
		}
		whole = whole && more == ""
	}
	out := wirejson.Object{{Name: "comments", Value: found}, {Name: "posts", Value: looked}, {Name: "scanned", Value: scanned}, {Name: "complete", Value: whole}}
	if next != "" {
		out = append(out, wirejson.Member{Name: "next", Value: next})
	}
	for _, side := range beside.of(found) {
		if side.Name == "users" || side.Name == "files" {
			out = append(out, side)
		}
	}
	return out, nil
}
