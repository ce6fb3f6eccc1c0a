package conformance

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
)

// composedAnswers takes what the platform lacks through a platform that works.
func composedAnswers(t *testing.T, h *host) {
	marta, lev := h.person(t, "plus-marta"), h.person(t, "plus-lev")
	cafe := marta.does("POST", "/api/v3/communities", `{"displayName":"Tool library","isPublic":true,"metadata":{"colour":"green"}}`).text("communities", 0, "communityId")
	lev.does("POST", "/api/v3/communities/"+cafe+"/join", "")
	first := marta.posts(cafe, "first", "")
	second := marta.posts(cafe, "second", "")
	in := "targetType=community&targetId=" + cafe

	for _, part := range []struct {
		name string
		run  func(*testing.T)
	}{
		{"shares", func(t *testing.T) { shares(t, marta, lev, cafe, first) }},
		{"pins", func(t *testing.T) { pins(t, marta, lev, cafe, second) }},
		{"reactions", func(t *testing.T) { reactions(t, lev, in, second) }},
		{"favourites", func(t *testing.T) { savedPosts(t, lev, cafe) }},
		{"metadata", func(t *testing.T) { mergedMetadata(t, lev) }},
		{"profiles", func(t *testing.T) { profiles(t, marta, lev) }},
		{"by a user", func(t *testing.T) { byUser(t, marta, lev, in, first) }},
		{"polls", func(t *testing.T) { polls(t, lev, cafe) }},
	} {
		t.Run(h.name+"/"+part.name, part.run)
	}
}

// FAQ F63: a share shows its original, a share of a share the first one, and a
// deleted original is said to be gone.
func shares(t *testing.T, marta, lev person, cafe, first string) {
	marta.t, lev.t = t, t
	share := lev.does("POST", "/plus/posts/"+first+"/share", `{"targetType":"community","targetId":"`+cafe+`","text":"look"}`).text("post", "postId")
	again := marta.does("POST", "/plus/posts/"+share+"/share", `{}`)
	again.is(first, "post", "metadata", "originalPostID")
	again.is("plus-marta", "post", "targetId")

	one := lev.does("GET", "/plus/posts/"+share, "")
	one.is("shown", "original", "state")
	one.is("first", "original", "post", "data", "text")
	if !strings.Contains(one.each("users", "userId"), "plus-marta") {
		t.Errorf("the original's author is missing: %s", one.raw)
	}
	marta.does("DELETE", "/api/v4/posts/"+first, "")
	one = lev.does("GET", "/plus/posts/"+share, "")
	one.is("gone", "original", "state")
	one.is(nil, "original", "post")
	feed := lev.does("GET", "/plus/feed?targetType=community&targetId="+cafe, "")
	feed.is(first, "originals", 0, "postId")
	feed.is("gone", "originals", 0, "state")
	want(t, lev.ask("POST", "/plus/posts/"+share+"/share", `{}`), 404, "original-gone")
	want(t, lev.ask("POST", "/plus/posts/"+share+"/share", `{"targetType":"content","targetId":"x"}`), 400, "bad-body")
	want(t, lev.ask("POST", "/plus/posts/"+share+"/share", `{"postedUserId":"marta"}`), 400, "bad-body")
	want(t, lev.ask("POST", "/plus/posts/nowhere/share", `{}`), 404, "upstream-refused")
}

// FAQ F65: moderators pin, nobody else; what else the metadata holds stays.
func pins(t *testing.T, marta, lev person, cafe, post string) {
	marta.t, lev.t = t, t
	path := "/plus/communities/" + cafe + "/pinned"
	lev.does("GET", path, "").is(nil, "pinned")
	want(t, lev.ask("PUT", path+"/"+post, ""), 403, "moderators-only")
	marta.does("PUT", path+"/"+post, "").is(post, "pinPostID")
	got := lev.does("GET", path, "")
	got.is("shown", "pinned", "state")
	got.is("second", "pinned", "post", "data", "text")
	marta.does("GET", "/api/v3/communities/"+cafe, "").is("green", "communities", 0, "metadata", "colour")
	feed := lev.does("GET", "/plus/feed?targetType=community&limit=1&targetId="+cafe, "")
	feed.is(post, "pinned", "postId")
	next := url.QueryEscape(feed.text("paging", "next"))
	lev.does("GET", "/plus/feed?targetType=community&targetId="+cafe+"&token="+next, "").is(nil, "pinned")
	own := marta.does("POST", "/api/v4/posts", `{"targetType":"user","targetId":"plus-marta","data":{"text":"mine"}}`).text("posts", 0, "postId")
	want(t, marta.ask("PUT", path+"/"+own, ""), 409, "bad-pin")
	want(t, lev.ask("DELETE", path, ""), 403, "moderators-only")
	marta.does("DELETE", path, "").is(nil, "pinPostID")
	marta.does("GET", path, "").is(nil, "pinned")
}

// FAQ F12, F20.
func reactions(t *testing.T, lev person, in, post string) {
	lev.t = t
	before := lev.does("GET", "/plus/feed?"+in, "")
	if strings.Contains(before.raw, `"reactedByMe":true`) || !strings.Contains(before.raw, `"reactedByMe":false`) {
		t.Errorf("nobody reacted yet: %s", tail(before.raw, 800))
	}
	lev.does("POST", "/api/v2/reactions", `{"referenceId":"`+post+`","referenceType":"post","reactionName":"like"}`)
	got := lev.does("GET", "/plus/reacted?"+in, "")
	got.is(post, "posts", 0, "postId")
	got.is(true, "posts", 0, "reactedByMe")
	got.is(nil, "posts", 1)
	if !strings.Contains(got.each("users", "userId"), "plus-marta") {
		t.Errorf("the author is missing: %s", got.raw)
	}
	ranked := lev.does("GET", "/plus/engaging?"+in, "")
	ranked.is(post, "posts", 0, "postId")
	ranked.is(true, "complete")
	if ranked.text("since") == "" {
		t.Errorf("the window is not stated: %s", ranked.raw)
	}
	want(t, lev.ask("GET", "/plus/feed?"+in+"&order=ranked", ""), 400, "bad-query")
	lev.does("GET", "/plus/feed?order=ranked", "")
}

// FAQ F61.
func savedPosts(t *testing.T, lev person, cafe string) {
	lev.t = t
	var ids []string
	for i := range 5 {
		ids = append(ids, lev.posts(cafe, fmt.Sprint("saved ", i), ""))
		lev.does("PUT", "/plus/favourites/"+ids[i], "")
	}
	lev.does("DELETE", "/api/v4/posts/"+ids[3], "")
	page := lev.does("GET", "/plus/favourites/posts?limit=2", "")
	page.is(ids[4], "posts", 0, "postId")
	page.is(ids[3], "gone", 0)
	lev.does("DELETE", "/plus/favourites/"+ids[4], "") // the next page begins where it did
	page = lev.does("GET", "/plus/favourites/posts?limit=2&token="+page.text("next"), "")
	if got := page.each("posts", "postId"); got != ids[2]+" "+ids[1] {
		t.Errorf("the second page is %s of %v", got, ids)
	}
	page = lev.does("GET", "/plus/favourites/posts?limit=2&token="+page.text("next"), "")
	page.is(ids[0], "posts", 0, "postId")
	page.is(nil, "next")
	want(t, lev.ask("GET", "/plus/favourites/posts?token=AAAA", ""), 400, "bad-query")
}

// FAQ F13.
func mergedMetadata(t *testing.T, lev person) {
	lev.t = t
	const path = "/plus/me/metadata"
	got := lev.does("PATCH", path, `{"set":{"theme":"dark","n":1.5,"deep":{"a":[1,null,"é"]}}}`)
	got.is("dark", "metadata", "theme")
	got = lev.does("PATCH", path, `{"set":{"theme":"light"},"delete":["n","nothing"]}`)
	got.is("light", "metadata", "theme")
	got.is(nil, "metadata", "n")
	if got.at("metadata", "favouritePosts") == nil || !strings.Contains(got.raw, `"deep":{"a":[1,null,"\u00e9"]}`) {
		t.Errorf("what else was kept is lost: %s", got.raw)
	}
	for _, body := range []string{`{}`, `{"set":[]}`, `{"delete":[1]}`, `{"set":{"a":1},"delete":["a"]}`, `{"other":1}`, `[]`, `{`, `{"set":null}`} {
		want(t, lev.ask("PATCH", path, body), 400, "bad-body")
	}
	lev.does("GET", "/api/v3/users/plus-lev", "").is("light", "users", 0, "metadata", "theme")
}

// FAQ F37, F44, F62.
func profiles(t *testing.T, marta, lev person) {
	marta.t, lev.t = t, t
	got := lev.does("GET", "/plus/users/plus-marta", "")
	got.is(false, "blocked")
	got.is("none", "follow")
	got.is(false, "verified")
	lev.does("POST", "/api/v4/me/user-blocks/plus-marta", "")
	lev.does("GET", "/plus/users/plus-marta", "").is(true, "blocked")
	marta.does("GET", "/plus/users/plus-lev", "").is(false, "blocked") // it is lev's matter
	lev.does("DELETE", "/api/v4/me/user-blocks/plus-marta", "")
	lev.does("POST", "/api/v4/me/following/plus-marta", "")
	lev.does("GET", "/plus/users/plus-marta", "").is("accepted", "follow")

	// The FAQ's label alone is the user's own word.
	marta.does("PATCH", "/plus/me/metadata", `{"set":{"verified":true}}`)
	lev.does("GET", "/plus/users/plus-marta", "").is(false, "verified")
	lev.does("GET", "/plus/verified?userIds[]=plus-marta&userIds[]=plus-lev", "").is(nil, "verified", 0)

	channel := lev.does("PUT", "/plus/conversations/plus-marta", "").text("channel", "channelId")
	marta.does("PUT", "/plus/conversations/plus-lev", "").is(channel, "channel", "channelId")
	want(t, lev.ask("PUT", "/plus/conversations/plus-lev", ""), 400, "bad-user-id")
	want(t, lev.ask("GET", "/plus/users/nobody-of-that-name", ""), 404, "upstream-refused")
}

// FAQ F39, F69.
func byUser(t *testing.T, marta, lev person, in, first string) {
	marta.t, lev.t = t, t
	posts := lev.does("GET", "/plus/users/plus-marta/posts?"+in, "")
	posts.is("plus-marta", "posts", 0, "postedUserId")
	if strings.Contains(posts.each("posts", "postedUserId"), "lev") {
		t.Errorf("posts of somebody else: %s", posts.raw)
	}
	target := posts.text("posts", 0, "postId")
	marta.does("POST", "/api/v3/comments", `{"referenceId":"`+target+`","referenceType":"post","data":{"text":"by marta"}}`)
	lev.does("POST", "/api/v3/comments", `{"referenceId":"`+target+`","referenceType":"post","data":{"text":"by lev"}}`)
	for _, where := range []string{in, "referenceType=post&referenceId=" + target} {
		got := marta.does("GET", "/plus/users/plus-lev/comments?"+where, "")
		got.is("by lev", "comments", 0, "data", "text")
		got.is(nil, "comments", 1)
		got.is(true, "complete")
		got.is(2, "scanned")
		got.is("plus-lev", "users", 0, "userId")
	}
	want(t, marta.ask("GET", "/plus/users/plus-lev/comments?referenceType=post", ""), 400, "bad-query")
}

// FAQ F49.
func polls(t *testing.T, lev person, cafe string) {
	lev.t = t
	poll := lev.does("POST", "/api/v3/polls", `{"question":"When?","answers":[{"dataType":"text","data":"now"},{"dataType":"text","data":"later"}],"answerType":"single","closedIn":3600000}`).text("polls", 0, "pollId")
	post := lev.does("POST", "/api/v4/posts", `{"targetType":"community","targetId":"`+cafe+`","dataType":"poll","data":{"text":"When?","pollId":"`+poll+`"}}`).text("posts", 0, "postId")
	got := lev.does("GET", "/plus/polls", "")
	got.is(post, "posts", 0, "postId")
	got.is(poll, "polls", 0, "pollId")
	got.is(nil, "posts", 1)
}
