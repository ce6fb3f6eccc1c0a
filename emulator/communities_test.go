package emulator

import (
	"slices"
	"testing"
)

func TestCommunityLife(t *testing.T) {
	w := newWorld(t)
	w.token("v")
	made := w.ok("u", "POST", "/api/v3/communities/", `{"displayName":"Café","description":"d","tags":["a","b"],"metadata":{"k":1},"userIds":["v"],"postId":"ignored"}`)
	id := made.text("communities", 0, "communityId")
	if made.at("communities", 0, "membersCount") != 2.0 || made.at("communities", 0, "isJoined") != true || made.text("communityUsers", 0, "roles", 0) != moderatorRole {
		t.Errorf("made: %s", made.raw)
	}
	if channel := made.text("communities", 0, "channelId"); channel != id {
		t.Errorf("channelId %q", channel)
	}
	if got := w.ok("v", "GET", "/api/v3/channels/"+id, nil); got.text("channels", 0, "type") != "community" || got.text("channelUsers", 0, "membership") != "member" {
		t.Errorf("its channel: %s", got.raw)
	}
	got := w.ok("u", "PUT", "/api/v3/communities/"+id, `{"metadata":{"pinPostID":"p"}}`) // FAQ F65
	if got.text("communities", 0, "metadata", "pinPostID") != "p" || got.text("communities", 0, "displayName") != "Café" {
		t.Errorf("updated: %s", got.raw)
	}
	w.refused("v", "PUT", "/api/v3/communities/"+id, `{"displayName":"mine"}`, 403, 400301)
	w.refused("v", "DELETE", "/api/v3/communities/"+id, nil, 403, 400301)
	w.ok("u", "DELETE", "/api/v3/communities/"+id, nil) // FAQ F26
	if w.ok("v", "GET", "/api/v3/communities/"+id, nil).at("communities", 0, "isDeleted") != true {
		t.Error("a deleted community is not shown as deleted")
	}
	w.refused("x", "POST", "/api/v3/communities/"+id+"/join", nil, 404, 400400)
	for body, code := range map[string]int{`{}`: 500000, `{"displayName":""}`: 500000, `{"displayName":"x","tags":"a"}`: 500000, `{"displayName":"x","userIds":["nobody"]}`: 400400} {
		if got := w.as("u", "POST", "/api/v3/communities", body); got.at("code") != float64(code) {
			t.Errorf("%s: %s", body, got.raw)
		}
	}
	w.ok("u", "POST", "/api/v3/communities", `{"displayName":"One","isUniqueDisplayName":true}`)
	w.refused("u", "POST", "/api/v3/communities", `{"displayName":"one","isUniqueDisplayName":true}`, 409, 400315)
}

func TestCommunityFilters(t *testing.T) { // FAQ F09, F21, F22
	w := newWorld(t)
	make := func(owner, name, tags string, public bool) string {
		return w.ok(owner, "POST", "/api/v3/communities", `{"displayName":"`+name+`","tags":`+tags+`,"isPublic":`+map[bool]string{true: "true", false: "false"}[public]+`}`).text("communities", 0, "communityId")
	}
	b := make("u", "Bikes", `["x","y"]`, true)
	a := make("v", "apples", `["x"]`, true)
	c := make("v", "Cellar", `["y"]`, false)
	gone := make("u", "Dust", `["x"]`, true)
	w.ok("u", "DELETE", "/api/v3/communities/"+gone, nil)
	for _, row := range []struct {
		user, query string
		want        []string
	}{
		{"u", "", []string{gone, a, b}},
		{"v", "", []string{gone, c, a, b}},
		{"u", "isDeleted=false", []string{a, b}},
		{"u", "isDeleted=true", []string{gone}},
		{"u", "filter=member&isDeleted=false", []string{b}},
		{"v", "filter=member&userId=v", []string{c, a}},
		{"u", "filter=notMember", []string{a}},
		{"u", "tags[]=x&isDeleted=false", []string{a, b}},
		{"u", "tags[]=x&tags[]=y", []string{b}},
		{"u", "keyword=PPL", []string{a}},
		{"u", "sortBy=displayName&isDeleted=false", []string{a, b}},
		{"u", "sortBy=firstCreated&isDeleted=false", []string{b, a}},
		{"u", "membership=member&includeDeleted=false&isDeleted=false&filter=member&options%5Blimit%5D=5", []string{b}},
		{"admin", "isDeleted=false", []string{c, a, b}},
	} {
		if got := w.ok(row.user, "GET", "/api/v3/communities?"+row.query, nil).ids("communities", "communityId"); !slices.Equal(got, row.want) {
			t.Errorf("%s %s: %v, want %v", row.user, row.query, got, row.want)
		}
	}
	w.refused("u", "GET", "/api/v3/communities?filter=member&userId=v", nil, 403, 400300)
	w.refused("admin", "GET", "/api/v3/communities?filter=member&userId=v", nil, 403, 400300)
	if got := w.ok("u", "GET", "/api/v3/communities/recommended", nil).ids("communities", "communityId"); !slices.Equal(got, []string{a}) {
		t.Errorf("recommended: %v", got)
	}
}

func TestMembers(t *testing.T) { // FAQ F16, F24, F25
	w := newWorld(t)
	id := w.community("u", "café", "v", "x")
	users := "/api/v3/communities/" + id + "/users"
	w.refused("v", "POST", "/api/v3/communities/"+id+"/users/roles", `{"role":"reviewer","userIds":["v"]}`, 403, 400301)
	w.ok("u", "POST", "/api/v3/communities/"+id+"/users/roles", `{"role":"reviewer","userIds":["v"]}`)
	w.ok("u", "POST", "/api/v4/communities/"+id+"/users/roles", `{"communityId":"`+id+`","roles":["judge"],"userIds":["v","x"]}`)
	for _, row := range []struct {
		query string
		want  []string
	}{
		{"", []string{"u", "v", "x"}}, {"?roles[]=reviewer", []string{"v"}}, {"?roles[]=judge", []string{"v", "x"}}, {"?roles[]=moderator", []string{"u"}},
		{"?roles[]=community-moderator", []string{"u"}}, {"?roles[]=nobody", []string{}}, {"?sortBy=lastCreated", []string{"x", "v", "u"}},
		{"?memberships[]=banned", []string{}}, {"?search=V", []string{"v"}},
	} {
		if got := w.ok("x", "GET", users+row.query, nil).ids("communityUsers", "userId"); !slices.Equal(got, row.want) {
			t.Errorf("%s: %v, want %v", row.query, got, row.want)
		}
	}
	w.ok("u", "DELETE", "/api/v4/communities/"+id+"/users/roles", `{"roles":["judge"],"userIds":["x"]}`)
	if got := w.ok("x", "GET", users+"?roles[]=judge", nil).ids("communityUsers", "userId"); !slices.Equal(got, []string{"v"}) {
		t.Errorf("judges: %v", got)
	}
	w.ok("u", "DELETE", users+"?userIds[]=x", nil)
	w.ok("u", "PUT", users+"/ban", `{"userIds":["v"]}`)
	w.refused("v", "POST", "/api/v3/communities/"+id+"/join", nil, 403, 400304)
	w.refused("v", "POST", "/api/v4/posts", `{"targetType":"community","targetId":"`+id+`","data":{"text":"x"}}`, 403, 400304)
	w.refused("u", "POST", users, `{"userIds":["v"]}`, 403, 400304)
	w.ok("u", "PUT", users+"/unban", `{"userIds":["v"]}`)
	w.refused("u", "PUT", users+"/unban", `{"userIds":["v"]}`, 403, 400316)
	w.ok("v", "POST", "/api/v3/communities/"+id+"/join", nil)
	w.refused("u", "DELETE", "/api/v3/communities/"+id+"/leave", nil, 403, 400317) // the last moderator
	w.ok("v", "DELETE", "/api/v3/communities/"+id+"/leave", nil)
	w.refused("u", "DELETE", "/api/v3/communities/"+id+"/leave", nil, 403, 400318) // the last member
	if n := w.ok("u", "GET", "/api/v3/communities/"+id, nil).at("communities", 0, "membersCount"); n != 1.0 {
		t.Errorf("members: %v", n)
	}
	if got := w.ok("u", "GET", "/api/v3/communities/"+id+"/permissions/me", nil); got.at("permissions", 0) == nil {
		t.Errorf("permissions of the moderator: %s", got.raw)
	}
	if got := w.ok("x", "GET", "/api/v3/communities/"+id+"/permissions/me", nil); got.at("permissions", 0) != nil {
		t.Errorf("permissions of a stranger: %s", got.raw)
	}
}

func TestPrivateCommunity(t *testing.T) {
	w := newWorld(t)
	id := w.ok("u", "POST", "/api/v3/communities", `{"displayName":"cellar","isPublic":false}`).text("communities", 0, "communityId")
	post := w.post("u", id, "secret words")
	w.refused("v", "POST", "/api/v3/communities/"+id+"/join", nil, 403, 400301)
	w.refused("v", "GET", "/api/v4/posts?targetType=community&targetId="+id, nil, 403, 400301)
	w.refused("v", "GET", "/api/v3/posts/"+post, nil, 403, 400301)
	w.refused("v", "GET", "/api/v3/comments?referenceType=post&referenceId="+post, nil, 403, 400301)
	w.refused("v", "POST", "/api/v2/reactions", `{"referenceId":"`+post+`","referenceType":"post","reactionName":"like"}`, 403, 400301)
	if got := w.ok("v", "GET", "/api/v3/posts/list?postIds[]="+post, nil).ids("posts", "postId"); len(got) != 0 {
		t.Errorf("listed: %v", got)
	}
	w.ok("u", "POST", "/api/v3/communities/"+id+"/users", `{"userIds":["v"]}`)
	w.ok("v", "GET", "/api/v3/posts/"+post, nil)
}
