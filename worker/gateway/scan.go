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
	past  func(wirejson.Map) bool     // true: nothing to keep comes after; nil: look at all
	order func(a, b wirejson.Map) int // nil: as the platform gives them
}

const (
	scanPages    = 4 // unless the caller asks for fewer or more
	maxScanPages = 10
	scanLimit    = "50"
)

func (c *composer) scan(s scan) (wirejson.Object, *Problem) {
	pages, bad := c.pages()
	if bad != nil {
		return nil, bad
	}
	found, beside, scanned := []any{}, around{}, 0
	token, ended := c.r.URL.Query().Get("token"), false
	for range pages {
		m, next, bad := c.page(s, token)
		if bad != nil {
			return nil, bad
		}
		beside.add(m)
		page := items(m, s.list)
		scanned += len(page)
		for _, one := range page {
			if s.past != nil && s.past(one) {
				next, ended = "", true
			} else if s.keep(one) {
				found = append(found, marked(one))
			}
		}
		if token = next; token == "" {
			break
		}
	}
	if s.order != nil {
		slices.SortStableFunc(found, func(a, b any) int { return s.order(a.(wirejson.Map), b.(wirejson.Map)) })
	}
	answer := wirejson.Object{{Name: s.list, Value: found}, {Name: "scanned", Value: scanned}, {Name: "complete", Value: token == "" || ended}}
	if token != "" {
		answer = append(answer, wirejson.Member{Name: "next", Value: token})
	}
	for _, side := range beside.of(found) {
		if side.Name != s.list {
			answer = append(answer, side)
		}
	}
	return answer, nil
}

// page reads one page of a scan and says where the next begins.
func (c *composer) page(s scan, token string) (m wirejson.Map, next string, bad *Problem) {
	if token == "" {
		s.query.Set("options[limit]", scanLimit)
	} else {
		s.query.Del("options[limit]") // the token carries it
		s.query.Set("options[token]", token)
	}
	m, bad = c.call(http.MethodGet, s.path, s.query, nil)
	paging, _ := m["paging"].(wirejson.Map)
	return m, text(paging, "next"), bad
}

func (c *composer) pages() (int, *Problem) {
	v := c.r.URL.Query().Get("pages")
	if v == "" {
		return scanPages, nil
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 || n > maxScanPages {
		return 0, problem("bad-query").with("pages is a number from 1 to 10")
	}
	return n, nil
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
	})
}

// ownPolls finds the user's posts with a poll (FAQ F49).
func (c *composer) ownPolls() (wirejson.Object, *Problem) {
	return c.scanPosts(func(p wirejson.Map) bool {
		data, _ := p["data"].(wirejson.Map)
		return text(p, "postedUserId") == c.user && (text(p, "dataType") == "poll" || text(data, "pollId") != "")
	})
}

// postsOf finds posts by one user (FAQ F69).
func (c *composer) postsOf() (wirejson.Object, *Problem) {
	id := c.r.PathValue("id")
	return c.scanPosts(func(p wirejson.Map) bool { return text(p, "postedUserId") == id })
}

// engaging orders what was posted in the last days by how much was said and felt
// about it: a comment counts as two reactions (FAQ F20). "since" is where the
// window begins; it is read to its end when the answer is complete.
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
	made := func(p wirejson.Map) time.Time {
		at, _ := time.Parse(time.RFC3339, text(p, "createdAt"))
		return at
	}
	s, bad := c.posts(func(p wirejson.Map) bool { return !made(p).Before(since) })
	if bad != nil {
		return nil, bad
	}
	s.past = func(p wirejson.Map) bool { return !made(p).IsZero() && made(p).Before(since) } // the newest come first
	s.order = func(a, b wirejson.Map) int { return int(engagement(b) - engagement(a)) }
	answer, bad := c.scan(s)
	return append(answer, wirejson.Member{Name: "since", Value: since.UTC().Format(time.RFC3339)}), bad
}

func engagement(p wirejson.Map) float64 {
	reactions, _ := p["reactionsCount"].(float64)
	comments, _ := p["commentsCount"].(float64)
	return reactions + 2*comments
}

func (c *composer) scanPosts(keep func(wirejson.Map) bool) (wirejson.Object, *Problem) {
	s, bad := c.posts(keep)
	if bad != nil {
		return nil, bad
	}
	return c.scan(s)
}
