package emulator

import (
	"encoding/json"
	"slices"
	"testing"
)

func TestRoles(t *testing.T) { // FAQ F24
	w := newWorld(t)
	roles := w.ok("u", "GET", "/api/v3/roles", nil).ids("roles", "roleId")
	if !slices.Contains(roles, moderatorRole) || !slices.Contains(roles, channelModeratorRole) {
		t.Errorf("roles: %v", roles)
	}
	if got := w.ok("u", "GET", "/api/v3/roles?keyword=channel&limit=1", nil).ids("roles", "roleId"); !slices.Equal(got, []string{channelModeratorRole}) {
		t.Errorf("by keyword: %v", got)
	}
	var one []struct{ Permissions []string }
	if err := json.Unmarshal(w.ok("u", "GET", "/api/v3/roles/"+moderatorRole, nil).raw, &one); err != nil || len(one) != 1 || len(one[0].Permissions) == 0 {
		t.Errorf("one role: %v %v", one, err)
	}
	w.refused("u", "GET", "/api/v3/roles/nothing", nil, 404, 400400)
}

func TestCategories(t *testing.T) {
	w := newWorld(t)
	w.refused("u", "POST", "/api/v3/community-categories", map[string]string{"name": "Tools"}, 401, 400100)
	id := w.ok("admin", "POST", "/api/v3/community-categories", map[string]string{"name": "Tools"}).text("categories", 0, "categoryId")
	w.ok("admin", "POST", "/api/v3/community-categories", map[string]string{"name": "Cake"})
	if got := w.ok("u", "GET", "/api/v3/community-categories?sortBy=name", nil); got.text("categories", 0, "name") != "Cake" || len(got.ids("categories", "name")) != 2 {
		t.Errorf("categories: %s", got.raw)
	}
	made := w.ok("u", "POST", "/api/v3/communities", map[string]any{"displayName": "Spanners", "categoryIds": []string{id}})
	if made.text("categories", 0, "name") != "Tools" {
		t.Errorf("a community comes without its category: %s", made.raw)
	}
	if got := w.ok("u", "GET", "/api/v3/communities?categoryId="+id, nil).ids("communities", "displayName"); !slices.Equal(got, []string{"Spanners"}) {
		t.Errorf("by category: %v", got)
	}
	w.ok("admin", "DELETE", "/api/v3/community-categories/"+id, nil)
	if got := w.ok("u", "GET", "/api/v3/community-categories?isDeleted=false", nil).ids("categories", "name"); !slices.Equal(got, []string{"Cake"}) {
		t.Errorf("living categories: %v", got)
	}
	w.refused("admin", "DELETE", "/api/v3/community-categories/"+id, nil, 404, 400400)
}

func TestViews(t *testing.T) {
	w := newWorld(t)
	post := w.post("u", w.community("u", "café", "v"), "hello")
	seen := map[string]any{"activities": []any{map[string]any{"contentId": post, "contentType": "post", "activity": "view"}, map[string]any{"contentId": "gone"}}}
	for _, who := range []string{"v", "v", "u"} {
		w.ok(who, "POST", "/api/v1/analytics/activities", seen)
	}
	got := w.ok("u", "GET", "/api/v3/posts/"+post, nil)
	if got.at("posts", 0, "impression") != 3.0 || got.at("posts", 0, "reach") != 2.0 {
		t.Errorf("impression %v, reach %v", got.at("posts", 0, "impression"), got.at("posts", 0, "reach"))
	}
	if who := w.ok("u", "GET", "/api/v1/analytics/views/posts/"+post+"/users", nil).ids("users", "userId"); len(who) != 2 {
		t.Errorf("viewers: %v", who)
	}
	if ads := w.ok("u", "GET", "/api/v1/ads/me", nil); ads.at("settings", "enabled") != false {
		t.Errorf("ads: %s", ads.raw)
	}
}

func TestSearchComments(t *testing.T) { // FAQ F39
	w := newWorld(t)
	post := w.post("u", w.community("u", "café", "v"), "hello")
	for who, text := range map[string]string{"u": "mine", "v": "yours"} {
		w.ok(who, "POST", "/api/v3/comments", map[string]any{"referenceId": post, "data": map[string]string{"text": text}})
	}
	w.refused("u", "GET", "/api/v1/search/comments?creatorIds[]=v", nil, 401, 400100)
	w.refused("admin", "GET", "/api/v1/search/comments", nil, 422, 500000)
	got := w.ok("admin", "GET", "/api/v1/search/comments?creatorIds[]=v", nil)
	if got.text("comments", 0, "data", "text") != "yours" || len(got.ids("comments", "commentId")) != 1 {
		t.Errorf("comments of v: %s", got.raw)
	}
	w.ok("u", "POST", "/api/v3/channels", map[string]any{"channelId": "open", "type": "community", "displayName": "Open bench"})
	w.ok("u", "POST", "/api/v3/channels", map[string]any{"channelId": "closed", "type": "private", "displayName": "Closed bench"})
	if found := w.ok("v", "GET", "/api/v2/search/channels?query=BENCH", nil).ids("channels", "channelId"); !slices.Equal(found, []string{"open"}) {
		t.Errorf("channels: %v", found)
	}
}
