package gateway

import (
	"net/http"
	"net/url"
	"unicode/utf16"

	"github.com/addend-go/addend/worker/wirejson"
)

// maxShareText is the platform's longest text of a post, in UTF-16 units;
// bareShare stands where somebody shares without a word: it takes no post
// without text.
const (
	maxShareText = 50_000
	bareShare    = "Shared a post"
)

// postWithOriginal gives a post and, when it shares another one by
// metadata.originalPostID, that one too; "gone" says that the original was
// deleted or is not for this user (FAQ F63).
func (c *composer) postWithOriginal() (wirejson.Object, *Problem) {
	beside := around{}
	post, bad := c.post(c.r.PathValue("id"), beside)
	if bad != nil {
		return nil, bad
	}
	var original any
	if id := originalOf(post); id != "" {
		found, bad := c.postsByID([]string{id}, beside)
		if bad != nil {
			return nil, bad
		}
		original = shownOrGone(id, found[id])
	}
	answer := wirejson.Object{{Name: "post", Value: marked(post)}, {Name: "original", Value: original}}
	sides := beside.of(post, original)
	return append(append(answer, sides...), wirejson.Member{Name: "verified", Value: c.verifiedIn(sides)}), nil
}

// share makes a post that shares another one: metadata.originalPostID names it.
// A share of a share names the first post, so that there is no chain to follow.
func (c *composer) share() (wirejson.Object, *Problem) {
	kind, target := text(c.body, "targetType"), text(c.body, "targetId")
	if kind == "" && target == "" {
		kind, target = "user", c.user
	}
	said, isText := c.body["text"].(string)
	switch {
	case kind != "user" && kind != "community", target == "":
		return nil, problem("bad-body").with("targetType is user or community, with a targetId; neither for one's own feed")
	case c.body["text"] != nil && !isText, len(utf16.Encode([]rune(said))) > maxShareText:
		return nil, problem("bad-body").with("text is at most 50,000 characters")
	}
	if said == "" {
		said = bareShare
	}
	post, bad := c.post(c.r.PathValue("id"), around{})
	if bad != nil {
		return nil, bad
	}
	id := text(post, "postId")
	if first := originalOf(post); first != "" {
		id = first
		found, bad := c.postsByID([]string{id}, around{})
		switch {
		case bad != nil:
			return nil, bad
		case found[id] == nil:
			return nil, problem("original-gone")
		}
	}
	m, bad := c.call(http.MethodPost, "/api/v4/posts", nil, wirejson.Object{
		{Name: "targetType", Value: kind}, {Name: "targetId", Value: target},
		{Name: "data", Value: wirejson.Map{"text": said}}, {Name: "metadata", Value: wirejson.Map{"originalPostID": id}},
	})
	if bad != nil {
		return nil, bad
	}
	made := items(m, "posts")
	if len(made) == 0 {
		return nil, problem("upstream-malformed")
	}
	return wirejson.Object{{Name: "post", Value: marked(made[0])}}, nil
}

// post reads one post; a deleted one is as good as none.
func (c *composer) post(id string, beside around) (wirejson.Map, *Problem) {
	m, bad := c.call(http.MethodGet, "/api/v3/posts/"+url.PathEscape(id), nil, nil)
	if bad != nil {
		return nil, bad
	}
	beside.add(m)
	for _, post := range items(m, "posts") {
		if text(post, "postId") != id {
			continue
		}
		if post["isDeleted"] == true {
			return nil, problem("original-gone")
		}
		return post, nil
	}
	return nil, problem("upstream-malformed")
}
