package emulator

import (
	"slices"
	"testing"
)

func TestPins(t *testing.T) {
	w := newWorld(t)
	id, other := w.community("u", "café", "v"), w.community("u", "other")
	first, second, third := w.post("u", id, "1"), w.post("u", id, "2"), w.post("u", other, "3")
	base := "/api/v1/pinned-posts/communities/" + id
	for _, path := range []string{"/default/" + first, "/announcement/" + second, "/default/" + first} {
		w.ok("u", "POST", base+path, nil)
	}
	for path, want := range map[string][]string{"": {second, first}, "/default": {first}, "/announcement": {second}, "/none": {}} {
		got := w.ok("v", "GET", base+path, nil)
		if ids := got.ids("pins", "referenceId"); !slices.Equal(ids, want) || len(got.ids("posts", "postId")) != len(want) {
			t.Errorf("%q: %s", path, got.raw)
		}
	}
	w.refused("v", "POST", base+"/default/"+second, nil, 403, 400301)
	w.refused("u", "POST", base+"/default/"+third, nil, 403, 400300)
	w.refused("u", "POST", base+"/default/none", nil, 404, 400400)
	w.ok("u", "DELETE", base+"/announcement/"+second, nil)
	w.ok("u", "DELETE", "/api/v4/posts/"+first, nil)
	if got := w.ok("v", "GET", base, nil); len(got.ids("pins", "referenceId")) != 0 {
		t.Errorf("still pinned: %s", got.raw)
	}
	w.refused("u", "POST", "/api/v1/pinned-posts/global/"+third, nil, 401, 400100)
	w.ok("admin", "PUT", "/api/v3/network-settings/social", map[string]any{"maxGlobalPinnedPost": 1})
	w.ok("admin", "POST", "/api/v1/pinned-posts/global/"+third, nil)
	w.refused("admin", "POST", "/api/v1/pinned-posts/global/"+second, nil, 403, 400300)
	if got := w.ok("v", "GET", "/api/v1/pinned-posts/global", nil); !slices.Equal(got.ids("pins", "referenceId"), []string{third}) {
		t.Errorf("global: %s", got.raw)
	}
	closed := w.ok("u", "POST", "/api/v3/communities", map[string]any{"displayName": "closed", "isPublic": false}).text("communities", 0, "communityId")
	w.refused("v", "GET", "/api/v1/pinned-posts/communities/"+closed, nil, 403, 400301)
}
