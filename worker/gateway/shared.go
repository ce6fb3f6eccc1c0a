package gateway

import (
	"net/http"
	"net/url"

	"github.com/addend-go/addend/worker/wirejson"
)

// postWithOriginal gives a post and, when it shares another one by
// metadata.originalPostID, that one too; "gone" says that the original was
// deleted or is not for this user (FAQ F63).
func (c *composer) postWithOriginal() (wirejson.Object, *Problem) {
	m, bad := c.call(http.MethodGet, "/api/v3/posts/"+url.PathEscape(c.r.PathValue("id")), nil, nil)
	if bad != nil {
		return nil, bad
	}
	posts := items(m, "posts")
	if len(posts) == 0 {
		return nil, problem("upstream-malformed")
	}
	answer := wirejson.Object{{Name: "post", Value: posts[0]}, {Name: "users", Value: m["users"]}}
	metadata, _ := posts[0]["metadata"].(wirejson.Map)
	id := text(metadata, "originalPostID")
	if id == "" {
		return append(answer, wirejson.Member{Name: "original", Value: nil}), nil
	}
	shared := wirejson.Object{{Name: "postId", Value: id}, {Name: "state", Value: "gone"}}
	original, bad := c.call(http.MethodGet, "/api/v3/posts/"+url.PathEscape(id), nil, nil)
	switch {
	case bad != nil && bad.Code != "upstream-refused":
		return nil, bad
	case bad == nil:
		if found := items(original, "posts"); len(found) > 0 && found[0]["isDeleted"] != true {
			shared = wirejson.Object{{Name: "postId", Value: id}, {Name: "state", Value: "shown"}, {Name: "post", Value: found[0]}, {Name: "users", Value: original["users"]}}
		}
	}
	return append(answer, wirejson.Member{Name: "original", Value: shared}), nil
}
