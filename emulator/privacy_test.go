package emulator

import (
	"slices"
	"testing"
)

func (w *world) pagePost(user, text string) string {
	w.t.Helper()
	return w.ok(user, "POST", "/api/v4/posts", map[string]any{"targetType": "user", "targetId": user, "data": map[string]string{"text": text}}).text("posts", 0, "postId")
}

func (w *world) social(settings string) {
	w.t.Helper()
	w.ok("admin", "PUT", "/api/v3/network-settings/social", settings)
}

// On a network with private pages only accepted followers see a user's page and
// whom they follow, by whatever call they try.
func TestPrivatePages(t *testing.T) {
	w := newWorld(t)
	post := w.pagePost("u", "about my kettle #kettle")
	w.ok("u", "POST", "/api/v3/comments", map[string]any{"referenceId": post, "data": map[string]string{"text": "first"}})
	w.ok("friend", "POST", "/api/v4/me/following/u", nil)
	w.social(`{"isFollowWithRequestEnabled":true}`)
	w.ok("asker", "POST", "/api/v4/me/following/u", nil)
	calls := []struct {
		method, path string
		body         any
	}{
		{"GET", "/api/v4/posts?targetType=user&targetId=u", nil}, {"GET", "/api/v4/user-feeds/u", nil}, {"GET", "/api/v3/posts/" + post, nil},
		{"GET", "/api/v3/comments?referenceType=post&referenceId=" + post, nil}, {"GET", "/api/v4/users/u/followers", nil}, {"GET", "/api/v4/users/u/following", nil},
		{"GET", "/api/v3/reactions?referenceType=post&referenceId=" + post, nil}, {"POST", "/api/v2/reactions", reactionInput{post, "post", "like"}},
		{"POST", "/api/v3/comments", map[string]any{"referenceId": post, "data": map[string]string{"text": "hello"}}},
	}
	found := func(user, path string) bool {
		return slices.Contains(w.ok(user, "GET", path, nil).ids("posts", "postId"), post)
	}
	lists := []string{"/api/v1/search/posts?hashtags[]=kettle", "/api/v1/search/posts?query=kettle", "/api/v1/search/posts?postedUserId=u", "/api/v3/posts/list?postIds[]=" + post}
	for _, private := range []bool{false, true} {
		w.social(map[bool]string{true: `{"userPrivacySetting":"private"}`, false: `{"userPrivacySetting":"public"}`}[private])
		for _, who := range []string{"u", "friend", "admin", "asker", "stranger"} {
			open := !private || who != "asker" && who != "stranger"
			for _, c := range calls {
				if open {
					w.ok(who, c.method, c.path, c.body)
				} else {
					w.refused(who, c.method, c.path, c.body, 403, 400301)
				}
			}
			for _, path := range lists {
				if found(who, path) != open {
					t.Errorf("%s, private %v: %s", who, private, path)
				}
			}
		}
	}
}

// What the global feed is made of is the network's to say.
func TestFeedSettings(t *testing.T) {
	w := newWorld(t)
	id := w.community("v", "café", "u")
	posts := map[string]string{"community": w.post("v", id, "community"), "own": w.pagePost("u", "own"), "followed": w.pagePost("v", "followed"), "stranger's": w.pagePost("x", "stranger's")}
	w.ok("u", "POST", "/api/v4/me/following/v", nil)
	const all = `"showOnlyMyFeed":false,"showMyPost":true,"showEveryonePost":false,"showCommunityPost":true,"showFollowingPost":true,"userPrivacySetting":"public"`
	for change, want := range map[string][]string{
		``: {"community", "followed", "own"}, `"showMyPost":false`: {"community", "followed"}, `"showCommunityPost":false`: {"followed", "own"},
		`"showFollowingPost":false`: {"community", "own"}, `"showEveryonePost":true`: {"community", "followed", "own", "stranger's"}, `"showOnlyMyFeed":true`: {"own"},
		`"showEveryonePost":true,"userPrivacySetting":"private"`:                 {"community", "followed", "own"},
		`"showMyPost":false,"showCommunityPost":false,"showFollowingPost":false`: {},
	} {
		w.social("{" + all + "}")
		if change != "" {
			w.social("{" + change + "}")
		}
		for i, path := range []string{"/api/v3/global-feeds", "/api/v4/me/global-feeds", "/api/v5/me/global-feeds", "/api/v4/me/global-feeds?limit=100"} {
			w.server.gathered = []int64{0, maxGathered}[i%2] // both ways to the newest posts
			got := []string{}
			for _, p := range w.ok("u", "GET", path, nil).ids("posts", "postId") {
				for name, id := range posts {
					if id == p {
						got = append(got, name)
					}
				}
			}
			if slices.Sort(got); !slices.Equal(got, want) {
				t.Errorf("%s with %s: %v, want %v", path, change, got, want)
			}
		}
	}
}

// A post that waits for review is for its author and the moderators, and stays
// as it is unless the network lets its author change it.
func TestWaitingPosts(t *testing.T) {
	w := newWorld(t)
	w.token("v")
	id := w.ok("u", "POST", "/api/v3/communities", map[string]any{"displayName": "c", "userIds": []string{"v"}, "needApprovalOnPostCreation": true}).text("communities", 0, "communityId")
	post := w.post("v", id, "please")
	for _, who := range []string{"u", "v", "admin"} {
		w.ok(who, "GET", "/api/v3/posts/"+post, nil)
	}
	w.refused("x", "GET", "/api/v3/posts/"+post, nil, 403, 400301)
	change := map[string]any{"data": map[string]string{"text": "pretty please"}}
	w.refused("v", "PUT", "/api/v4/posts/"+post, change, 403, 400301)
	w.social(`{"isAllowEditPostWhenReviewingEnabled":true}`)
	w.ok("v", "PUT", "/api/v4/posts/"+post, change)
	w.ok("u", "POST", "/api/v3/posts/"+post+"/approve", nil)
	w.ok("x", "GET", "/api/v3/posts/"+post, nil)
}

func TestPrivateCommunitiesMayBeOpenedForAll(t *testing.T) {
	w := newWorld(t)
	id := w.ok("u", "POST", "/api/v3/communities", map[string]any{"displayName": "c", "isPublic": false}).text("communities", 0, "communityId")
	w.refused("v", "POST", "/api/v3/communities/"+id+"/join", nil, 403, 400301)
	w.social(`{"allowJoinPrivateCommunity":true}`)
	w.ok("v", "POST", "/api/v3/communities/"+id+"/join", nil)
}

func TestRepetition(t *testing.T) {
	w := newWorld(t)
	_, feed := w.conversation("u", "v")
	say := func(text string) reply {
		return w.as("u", "POST", "/api/v5/messages", map[string]any{"messageFeedId": feed, "dataType": "text", "data": map[string]string{"text": text}})
	}
	w.refused("admin", "PUT", "/api/v2/moderation-settings", `{"maxRepetition":-1}`, 422, 500000)
	for range 3 {
		if got := say("buy"); got.status != 200 {
			t.Fatalf("%s", got.raw)
		}
	}
	w.ok("admin", "PUT", "/api/v2/moderation-settings", `{"maxRepetition":2}`)
	say("buy").mustBe(t, "once more", 403, 400307)
	for _, text := range []string{"no", "buy", "buy"} {
		if got := say(text); got.status != 200 {
			t.Errorf("%s: %s", text, got.raw)
		}
	}
	say("buy").mustBe(t, "a third time", 403, 400307)
}
