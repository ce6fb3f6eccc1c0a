package emulator

import (
	"slices"
	"testing"
)

func TestFollowing(t *testing.T) { // FAQ F05
	w := newWorld(t)
	w.token("v")
	got := w.ok("u", "POST", "/api/v4/me/following/v", nil)
	if got.text("follows", 0, "status") != "accepted" || got.at("followCounts", 0, "followingCount") != 1.0 {
		t.Errorf("followed: %s", got.raw)
	}
	w.ok("admin", "PUT", "/api/v3/network-settings/social", `{"isFollowWithRequestEnabled":true}`)
	if got := w.ok("v", "POST", "/api/v4/me/following/u", nil); got.text("follows", 0, "status") != "pending" {
		t.Errorf("asked: %s", got.raw)
	}
	if got := w.ok("u", "GET", "/api/v4/me/followInfo", nil); got.at("followCounts", 0, "pendingCount") != 1.0 || got.at("followCounts", 0, "followerCount") != 0.0 {
		t.Errorf("info: %s", got.raw)
	}
	if got := w.ok("u", "GET", "/api/v4/me/followers?status=pending", nil).ids("follows", "from"); !slices.Equal(got, []string{"v"}) {
		t.Errorf("requests: %v", got)
	}
	w.refused("x", "GET", "/api/v4/users/u/followers?status=pending", nil, 403, 400301)
	w.ok("u", "POST", "/api/v4/me/followers/v", nil)
	w.refused("u", "POST", "/api/v4/me/followers/v", nil, 404, 400400)
	if got := w.ok("x", "GET", "/api/v4/users/u/followers?status=accepted", nil).ids("follows", "from"); !slices.Equal(got, []string{"v"}) {
		t.Errorf("followers: %v", got)
	}
	w.ok("u", "DELETE", "/api/v4/me/followers/v", nil)
	w.ok("u", "DELETE", "/api/v4/me/following/v", nil)
	if got := w.ok("u", "GET", "/api/v5/users/v/followInfo", nil); got.text("follows", 0, "status") != "none" || got.at("followCounts", 0, "followerCount") != 0.0 {
		t.Errorf("after unfollowing: %s", got.raw)
	}
	w.refused("u", "POST", "/api/v4/me/following/u", nil, 400, 400000)
	w.refused("u", "POST", "/api/v4/me/following/nobody", nil, 404, 400400)
}

func TestBlocking(t *testing.T) { // FAQ F44
	w := newWorld(t)
	w.token("v")
	w.ok("u", "POST", "/api/v4/me/following/v", nil)
	w.ok("v", "POST", "/api/v4/me/following/u", nil)
	w.ok("u", "POST", "/api/v4/me/user-blocks/v", nil)
	got := w.ok("u", "GET", "/api/v4/me/user-blocks?options[limit]=5&isDeleted=false", nil)
	if !slices.Equal(got.ids("follows", "from"), []string{"v"}) || !slices.Equal(got.ids("users", "userId"), []string{"v"}) {
		t.Errorf("blocked: %s", got.raw)
	}
	if got := w.ok("u", "GET", "/api/v5/users/v/followInfo", nil).text("follows", 0, "status"); got != "blocked" {
		t.Errorf("status %q", got)
	}
	if got := w.ok("v", "GET", "/api/v5/users/u/followInfo", nil).text("follows", 0, "status"); got != "none" {
		t.Errorf("the blocked user sees %q", got)
	}
	w.refused("v", "POST", "/api/v4/me/following/u", nil, 403, 400301)
	w.ok("u", "DELETE", "/api/v4/me/user-blocks/v", nil)
	w.ok("v", "POST", "/api/v4/me/following/u", nil)
	if got := w.ok("u", "GET", "/api/v4/me/user-blocks", nil).ids("users", "userId"); len(got) != 0 {
		t.Errorf("still blocked: %v", got)
	}
}

func TestSettings(t *testing.T) {
	w := newWorld(t)
	w.refused("u", "PUT", "/api/v3/network-settings/social", `{"showMyPost":false}`, 401, 400100)
	got := w.ok("admin", "PUT", "/api/v3/network-settings/social", `{"showMyPost":false,"unknown":1}`)
	if got.at("showMyPost") != false || got.at("unknown") != nil {
		t.Errorf("written: %s", got.raw)
	}
	got = w.ok("u", "GET", "/api/v3/network-settings/social", nil)
	if got.at("showMyPost") != false || got.at("socialNetworkSetting", "showMyPost") != false || got.at("socialNetworkSetting", "isFollowWithRequestEnabled") != false {
		t.Errorf("read: %s", got.raw)
	}
	if got := w.ok("u", "GET", "/api/v3/network-settings/chat", nil); got.at("messagePreview", "enabled") != true {
		t.Errorf("chat: %s", got.raw)
	}
	w.refused("admin", "PUT", "/api/v3/network-settings/social", `{"showMyPost":"no"}`, 422, 500000)
	w.refused("admin", "PUT", "/api/v3/network-settings/social", `{"userPrivacySetting":"secret"}`, 422, 500000)
	w.refused("u", "GET", "/api/v3/network-settings/weather", nil, 404, 400400)
}

func TestNetworksShareNothing(t *testing.T) { // FAQ F89
	w := newWorld(t, func(o *Options) { o.Networks = []Network{{ID: "second", APIKey: "key2", AdminToken: "admin2"}} })
	w.post("u", w.community("u", "first"), "words")
	w.tokens["admin2"] = "admin2"
	if got := w.ok("admin2", "GET", "/api/v3/users", nil).ids("users", "userId"); len(got) != 0 {
		t.Errorf("users of the other network: %v", got)
	}
	w.refused("admin2", "GET", "/api/v3/users/u", nil, 404, 400400)
	if got := w.ok("admin2", "GET", "/api/v3/communities", nil).ids("communities", "communityId"); len(got) != 0 {
		t.Errorf("communities of the other network: %v", got)
	}
}
