package gateway

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/addend-go/addend/worker/wirejson"
)

// pinKey is where a community's metadata names its pinned post (FAQ F65).
const pinKey = "pinPostID"

// pinned gives the community's pinned post, null when there is none.
func (c *composer) pinned() (wirejson.Object, *Problem) {
	beside := around{}
	id, bad := c.pinOf(c.r.PathValue("id"), beside)
	if bad != nil {
		return nil, bad
	}
	var pin any
	if id != "" {
		found, bad := c.postsByID([]string{id}, beside)
		if bad != nil {
			return nil, bad
		}
		pin = shownOrGone(id, found[id])
	}
	return append(wirejson.Object{{Name: "pinned", Value: pin}}, beside.of(pin)...), nil
}

// pinOf reads which post is pinned, from what is at hand or from the platform.
func (c *composer) pinOf(community string, beside around) (string, *Problem) {
	found := beside["communities"][community]
	if found == nil {
		var bad *Problem
		if found, bad = c.community(community, beside); bad != nil {
			return "", bad
		}
	}
	metadata, _ := found["metadata"].(wirejson.Map)
	return text(metadata, pinKey), nil
}

func (c *composer) community(id string, beside around) (wirejson.Map, *Problem) {
	m, bad := c.call(http.MethodGet, "/api/v3/communities/"+url.PathEscape(id), nil, nil)
	if bad != nil {
		return nil, bad
	}
	beside.add(m)
	for _, one := range items(m, "communities") {
		if text(one, "communityId") == id {
			return one, nil
		}
	}
	return nil, problem("upstream-malformed")
}

// pin puts a post of the community on top, for its moderators.
func (c *composer) pin() (wirejson.Object, *Problem) {
	community, id := c.r.PathValue("id"), c.r.PathValue("post")
	post, bad := c.post(id, around{})
	switch {
	case bad != nil:
		return nil, bad
	case text(post, "targetType") != "community" || text(post, "targetId") != community:
		return nil, problem("bad-pin")
	}
	return c.changePin(community, id)
}

func (c *composer) unpin() (wirejson.Object, *Problem) { return c.changePin(c.r.PathValue("id"), "") }

// changePin writes the community's metadata with another pin. The turn is the
// community's: a name with a newline is no user's.
func (c *composer) changePin(community, post string) (wirejson.Object, *Problem) {
	return c.locked("community\n"+community, func() (wirejson.Object, *Problem) {
		if bad := c.requireModerator(community); bad != nil {
			return nil, bad
		}
		found, bad := c.community(community, around{})
		if bad != nil {
			return nil, bad
		}
		metadata, _ := found["metadata"].(wirejson.Map)
		if metadata == nil {
			metadata = wirejson.Map{}
		}
		answer := wirejson.Object{{Name: "pinPostID", Value: nil}}
		if post != "" {
			answer[0].Value = post
		}
		if text(metadata, pinKey) == post {
			return answer, nil
		}
		metadata[pinKey] = post
		if post == "" {
			delete(metadata, pinKey)
		}
		_, bad = c.call(http.MethodPut, "/api/v3/communities/"+url.PathEscape(community), nil, wirejson.Object{{Name: "metadata", Value: metadata}})
		return answer, bad
	})
}

// requireModerator asks the platform what the user may do in a community: who
// may edit it is its moderator.
func (c *composer) requireModerator(community string) *Problem {
	m, bad := c.call(http.MethodGet, "/api/v3/communities/"+url.PathEscape(community)+"/permissions/me", nil, nil)
	if bad != nil {
		return bad
	}
	if may, _ := m["permissions"].([]any); !slices.Contains(may, any("EDIT_COMMUNITY")) {
		return problem("moderators-only")
	}
	return nil
}
