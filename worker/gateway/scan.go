package gateway

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/addend-go/addend/worker/wirejson"
)

// A scan reads pages of a list and keeps what the platform cannot filter by. It
// says how far it looked: "scanned" items, and "complete" or the token to go on
// from.
type scan struct {
	path  string
	query url.Values
	list  string // of the page
	keep  func(wirejson.Map) bool
	order func(a, b wirejson.Map) int // nil: as the platform gives them
}

const (
	scanPages    = 4 // unless the caller asks for fewer or more
	maxScanPages = 10
	scanLimit    = "50"
)

func (c *composer) scan(s scan) (wirejson.Object, *Problem) {
	q := c.r.URL.Query()
	pages := scanPages
	if v := q.Get("pages"); v != "" {
		n, err := strconv.Atoi(v)
		if err != nil || n < 1 || n > maxScanPages {
			return nil, problem("bad-query").with("pages is a number from 1 to 10")
		}
		pages = n
	}
	found, token, scanned := []any{}, q.Get("token"), 0
	for range pages {
		if token == "" {
			s.query.Set("options[limit]", scanLimit)
		} else {
			s.query.Del("options[limit]") // the token carries it
			s.query.Set("options[token]", token)
		}
		m, bad := c.call(http.MethodGet, s.path, s.query, nil)
		if bad != nil {
			return nil, bad
		}
		page := items(m, s.list)
		scanned += len(page)
		for _, one := range page {
			if s.keep(one) {
				found = append(found, one)
			}
		}
		paging, _ := m["paging"].(wirejson.Map)
		if token = text(paging, "next"); token == "" {
			break
		}
	}
	if s.order != nil {
		slices.SortStableFunc(found, func(a, b any) int { return s.order(a.(wirejson.Map), b.(wirejson.Map)) })
	}
	answer := wirejson.Object{{Name: s.list, Value: found}, {Name: "scanned", Value: scanned}, {Name: "complete", Value: token == ""}}
	if token != "" {
		answer = append(answer, wirejson.Member{Name: "next", Value: token})
	}
	return answer, nil
}

// posts is a scan of one feed, or of the user's global feed without one.
func (c *composer) posts(keep func(wirejson.Map) bool) (scan, *Problem) {
	q := c.r.URL.Query()
	kind, id := q.Get("targetType"), q.Get("targetId")
	switch {
	case kind == "" && id == "":
		return scan{path: "/api/v4/me/global-feeds", query: url.Values{}, list: "posts", keep: keep}, nil
	case kind != "user" && kind != "community" || id == "":
		return scan{}, problem("bad-query").with("targetType is user or community, with a targetId; neither for the global feed")
	}
	query := url.Values{"targetType": {kind}, "targetId": {id}, "sortBy": {"lastCreated"}, "isDeleted": {"false"}}
	return scan{path: "/api/v4/posts", query: query, list: "posts", keep: keep}, nil
}

// reacted finds posts that carry a reaction of the user's own (FAQ F12).
func (c *composer) reacted() (wirejson.Object, *Problem) {
	return c.scanPosts(func(p wirejson.Map) bool {
		mine, _ := p["myReactions"].([]any)
		return len(mine) > 0
	}, nil)
}

// ownPolls finds the user's posts with a poll (FAQ F49).
func (c *composer) ownPolls() (wirejson.Object, *Problem) {
	return c.scanPosts(func(p wirejson.Map) bool {
		data, _ := p["data"].(wirejson.Map)
		return text(p, "postedUserId") == c.user && (text(p, "dataType") == "poll" || text(data, "pollId") != "")
	}, nil)
}

// postsOf finds posts by one user (FAQ F69).
func (c *composer) postsOf() (wirejson.Object, *Problem) {
	id := c.r.PathValue("id")
	return c.scanPosts(func(p wirejson.Map) bool { return text(p, "postedUserId") == id }, nil)
}

// engaging orders what was posted in the last days by how much was said and felt
// about it: a comment counts as two reactions (FAQ F20).
func (c *composer) engaging() (wirejson.Object, *Problem) {
	days := 7
	if v := c.r.URL.Query().Get("days"); v != "" {
		n, err := strconv.Atoi(v)
		if err != nil || n < 1 || n > 365 {
			return nil, problem("bad-query").with("days is a number from 1 to 365")
		}
		days = n
	}
	since := c.Now().Add(-time.Duration(days) * 24 * time.Hour)
	return c.scanPosts(func(p wirejson.Map) bool {
		at, err := time.Parse(time.RFC3339, text(p, "createdAt"))
		return err == nil && !at.Before(since)
	}, func(a, b wirejson.Map) int { return int(engagement(b) - engagement(a)) })
}

func engagement(p wirejson.Map) float64 {
	reactions, _ := p["reactionsCount"].(float64)
	comments, _ := p["commentsCount"].(float64)
	return reactions + 2*comments
}

func (c *composer) scanPosts(keep func(wirejson.Map) bool, order func(a, b wirejson.Map) int) (wirejson.Object, *Problem) {
	s, bad := c.posts(keep)
	if bad != nil {
		return nil, bad
	}
	s.order = order
	return c.scan(s)
}

// commentsOf finds comments by one user on one post (FAQ F39).
func (c *composer) commentsOf() (wirejson.Object, *Problem) {
	q, id := c.r.URL.Query(), c.r.PathValue("id")
	kind := q.Get("referenceType")
	if kind != "post" && kind != "content" || q.Get("referenceId") == "" {
		return nil, problem("bad-query").with("referenceType is post or content, with a referenceId")
	}
	query := url.Values{"referenceType": {kind}, "referenceId": {q.Get("referenceId")}, "isDeleted": {"false"}}
	return c.scan(scan{path: "/api/v3/comments", query: query, list: "comments", keep: func(m wirejson.Map) bool { return text(m, "userId") == id }})
}
