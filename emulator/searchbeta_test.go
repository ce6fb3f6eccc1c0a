package emulator

import (
	"fmt"
	"slices"
	"testing"
)

func TestSearchBeta(t *testing.T) {
	w := newWorld(t)
	id := w.community("u", "café", "v")
	closed := w.ok("u", "POST", "/api/v3/communities", map[string]any{"displayName": "closed", "isPublic": false}).text("communities", 0, "communityId")
	w.ok("admin", "PUT", "/api/v3/network-settings/content-search", map[string]any{"enabled": false})
	w.post("u", id, "toaster before search was on")
	w.ok("admin", "PUT", "/api/v3/network-settings/content-search", map[string]any{"enabled": true})
	a, b := w.post("u", id, "A Toaster with 50% crumbs #fix"), w.post("v", id, "crumbs in the toaster #Fix")
	w.post("u", closed, "secret toaster #fix")
	for query, want := range map[string][]string{
		"query=toaster": {b, a}, "query=crumbs+toaster": {b, a}, "query=crumbs+toaster&exactMatch=true": {}, "query=the+toaster&exactMatch=true": {b}, "query=50%25": {a}, "query=%25": {a},
		"query=toaster&orderBy=asc": {a, b}, "query=toaster&postedUserId=v": {b}, "postedUserId=v&targetType=community&targetIds[]=" + id: {b}, "query=toaster&targetType=user": {},
	} {
		got := w.ok("v", "GET", "/api/v3/search/posts?"+query, nil)
		var ids []string
		for i := range 5 {
			if s := got.text("data", "posts", i, "postId"); s != "" {
				ids = append(ids, s)
			}
		}
		if !slices.Equal(ids, want) && len(ids)+len(want) > 0 || got.at("found") != float64(len(want)) {
			t.Errorf("%s: %v of %v, want %v", query, ids, got.at("found"), want)
		}
	}
	w.refused("v", "GET", "/api/v3/search/posts", nil, 422, 500000)
	w.refused("v", "GET", "/api/v3/search/posts?query=x&orderBy=up", nil, 422, 500000)
	for body, want := range map[string]string{
		`{"query":{"hashtagList":["#FIX"]}}`: fmt.Sprint([]string{b, a}), `{"query":{"hashtagList":["fix"]},"from":1,"size":1}`: fmt.Sprint([]string{a}),
		`{"query":{"text":"toaster"},"sort":[{"createdAt":{"order":"asc"}}]}`: fmt.Sprint([]string{a, b}), `{"query":{"text":"toaster","targetType":"self"}}`: "[]",
	} {
		got := w.ok("v", "POST", "/search/v2/posts", body)
		if ids := fmt.Sprint(got.at("postIds")); ids != want || got.at("objects") != nil {
			t.Errorf("%s: %s, want %s", body, ids, want)
		}
	}
	if got := w.ok("v", "POST", "/search/v2/posts", `{"query":{"text":"toaster"},"populatePostObject":true}`); got.text("objects", "posts", 0, "postId") != b {
		t.Errorf("objects: %s", got.raw)
	}
	w.refused("v", "POST", "/search/v2/posts", `{"query":{"text":"x"},"size":101}`, 422, 500000)
}
