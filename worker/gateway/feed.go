package gateway

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/addend-go/addend/worker/wirejson"
)

// feed is one page of a feed with what a page needs to draw it: reactedByMe on
// each post (FAQ F12), the shared originals (F63), the community's pinned post
// on the first page (F65) and who has a badge (F62).
func (c *composer) feed() (wirejson.Object, *Problem) {
	path, query, bad := c.feedCall()
	if bad != nil {
		return nil, bad
	}
	m, bad := c.call(http.MethodGet, path, query, nil)
	if bad != nil {
		return nil, bad
	}
	posts, beside := items(m, "posts"), around{}
	beside.add(m)
	pinned := ""
	if q := c.r.URL.Query(); q.Get("targetType") == "community" && q.Get("token") == "" {
		if pinned, bad = c.pinOf(q.Get("targetId"), beside); bad != nil {
			return nil, bad
		}
	}
	originals, pin, bad := c.besides(posts, pinned, beside)
	if bad != nil {
		return nil, bad
	}
	shown := []any{}
	for _, post := range posts {
		shown = append(shown, marked(post))
	}
	answer := wirejson.Object{{Name: "posts", Value: shown}, {Name: "originals", Value: originals}, {Name: "pinned", Value: pin}}
	sides := beside.of(shown, originals, pin)
	answer = append(append(answer, sides...), wirejson.Member{Name: "verified", Value: c.verifiedIn(sides)})
	paging, _ := m["paging"].(wirejson.Map)
	if paging == nil {
		paging = wirejson.Map{}
	}
	return append(answer, wirejson.Member{Name: "paging", Value: paging}), nil
}

// feedCall is the platform call of one page.
func (c *composer) feedCall() (path string, query url.Values, bad *Problem) {
	q := c.r.URL.Query()
	kind, id, order := q.Get("targetType"), q.Get("targetId"), q.Get("order")
	query = url.Values{}
	if types := q["dataTypes[]"]; len(types) > 0 {
		query["dataTypes[]"] = types
	}
	switch {
	case kind == "" && id == "" && (order == "" || order == "newest"):
		path = "/api/v4/me/global-feeds"
	case kind == "" && id == "" && order == "ranked":
		path = "/api/v5/me/global-feeds"
	case (kind == "user" || kind == "community") && id != "" && (order == "" || order == "newest" || order == "oldest"):
		path = "/api/v4/posts"
		query.Set("targetType", kind)
		query.Set("targetId", id)
		query.Set("isDeleted", "false")
		query.Set("sortBy", map[bool]string{true: "firstCreated", false: "lastCreated"}[order == "oldest"])
	default:
		return "", nil, problem("bad-query").with("targetType is user or community, with a targetId, order newest or oldest; neither for the global feed, order newest or ranked")
	}
	if token := q.Get("token"); token != "" {
		query.Set("options[token]", token)
		return path, query, nil
	}
	limit, bad := c.limit(20)
	query.Set("options[limit]", strconv.Itoa(limit))
	return path, query, bad
}

// limit reads how many a caller wants.
func (c *composer) limit(usual int) (int, *Problem) {
	v := c.r.URL.Query().Get("limit")
	if v == "" {
		return usual, nil
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 || n > 100 {
		return usual, problem("bad-query").with("limit is a number from 1 to 100")
	}
	return n, nil
}

// besides fetches the originals of shared posts and the pinned post in one go.
func (c *composer) besides(posts []wirejson.Map, pinned string, beside around) (originals []any, pin any, bad *Problem) {
	var ids []string
	for _, post := range posts {
		if id := originalOf(post); id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	all := ids
	if pinned != "" && !slices.Contains(ids, pinned) {
		all = append(slices.Clone(ids), pinned)
	}
	found, bad := c.postsByID(all, beside)
	if bad != nil {
		return nil, nil, bad
	}
	originals = []any{}
	for _, id := range ids {
		originals = append(originals, shownOrGone(id, found[id]))
	}
	if pinned != "" {
		pin = shownOrGone(pinned, found[pinned])
	}
	return originals, pin, nil
}

// shownOrGone is a post that another object names: gone when it was deleted or
// is not for this user, which the platform does not tell apart.
func shownOrGone(id string, post wirejson.Map) wirejson.Map {
	if post == nil {
		return wirejson.Map{"postId": id, "state": "gone"}
	}
	return wirejson.Map{"postId": id, "state": "shown", "post": marked(post)}
}

// marked says on a post whether the user reacted to it.
func marked(post wirejson.Map) wirejson.Map {
	mine, _ := post["myReactions"].([]any)
	post["reactedByMe"] = len(mine) > 0
	return post
}

func originalOf(post wirejson.Map) string {
	metadata, _ := post["metadata"].(wirejson.Map)
	return text(metadata, "originalPostID")
}

// postsByID reads posts that are there for the user, at most 100. The list call
// leaves out what is not; where it refuses the whole list for one of them, they
// are asked for one by one as far as the calls go.
func (c *composer) postsByID(ids []string, beside around) (map[string]wirejson.Map, *Problem) {
	found := map[string]wirejson.Map{}
	if len(ids) == 0 {
		return found, nil
	}
	take := func(m wirejson.Map) {
		beside.add(m)
		for _, post := range items(m, "posts") {
			if id := text(post, "postId"); slices.Contains(ids, id) && post["isDeleted"] != true {
				found[id] = post
			}
		}
	}
	m, bad := c.call(http.MethodGet, "/api/v3/posts/list", url.Values{"postIds[]": ids}, nil)
	if bad == nil {
		take(m)
		return found, nil
	}
	if bad.Code != "upstream-refused" || c.calls+len(ids) > maxComposed {
		return nil, bad
	}
	for _, id := range ids {
		m, bad := c.call(http.MethodGet, "/api/v3/posts/"+url.PathEscape(id), nil, nil)
		switch {
		case bad == nil:
			take(m)
		case bad.Code != "upstream-refused":
			return nil, bad
		}
	}
	return found, nil
}
