package emulator

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestPostWithAttachments(t *testing.T) {
	w := newWorld(t)
	id := w.community("u", "café")
	var images []string
	for range 11 {
		images = append(images, w.upload("u", "/api/v4/images", "a.png", "image/png", smallPNG(t, 8, 8)).fileID(t))
	}
	document := w.upload("u", "/api/v4/files", "a.txt", "text/plain", []byte("text")).fileID(t)
	video := w.upload("u", "/api/v4/videos", "a.mp4", "video/mp4", []byte("\x00\x00\x00\x18ftypisom\x00\x00\x02\x00")).fileID(t)
	attach := func(kind string, ids ...string) string {
		var parts []string
		for _, id := range ids {
			parts = append(parts, fmt.Sprintf(`{"type":%q,"fileId":%q}`, kind, id))
		}
		return `{"targetType":"community","targetId":"` + id + `","data":{"text":"t"},"attachments":[` + strings.Join(parts, ",") + `]}`
	}
	got := w.ok("u", "POST", "/api/v4/posts", attach("image", images[:10]...)) // FAQ F30
	if n := len(got.ids("postChildren", "postId")); n != 10 || got.text("postChildren", 0, "data", "fileId") != images[0] || got.text("posts", 0, "dataType") != "text" {
		t.Errorf("ten images: %s", got.raw)
	}
	if files := got.ids("files", "fileId"); len(files) != 10 {
		t.Errorf("%d files are side-loaded", len(files))
	}
	w.refused("u", "POST", "/api/v4/posts", attach("image", images...), 422, 500000)
	w.refused("u", "POST", "/api/v4/posts", attach("image", document), 400, 400000)
	w.refused("u", "POST", "/api/v4/posts", attach("image", "nothing"), 404, 400400)
	got = w.ok("u", "POST", "/api/v5/posts", attach("video", video))
	if got.text("postChildren", 0, "data", "videoFileId", "original") != video || got.text("files", 0, "status") != "transcoded" {
		t.Errorf("video: %s", got.raw)
	}
	got = w.ok("u", "POST", "/api/v3/posts", `{"targetType":"community","targetId":"`+id+`","data":{"text":"v3","images":["`+images[0]+`"],"files":["`+document+`"]}}`)
	if types := got.ids("postChildren", "dataType"); !slices.Equal(types, []string{"image", "file"}) {
		t.Errorf("v3: %v", types)
	}
	for query, want := range map[string]int{"dataTypes[]=image&matchingOnlyParentPost=false": 11, "dataTypes[]=image": 0, "dataTypes[]=video&dataTypes[]=file&matchingOnlyParentPost=false": 2, "matchingOnlyParentPost=true": 3} {
		if got := w.ok("u", "GET", "/api/v4/posts?targetType=community&targetId="+id+"&"+query, nil).ids("posts", "postId"); len(got) != want {
			t.Errorf("%s: %d posts, want %d", query, len(got), want)
		}
	}
}

func TestPostInput(t *testing.T) {
	w := newWorld(t)
	id := w.community("u", "café")
	poll := w.ok("u", "POST", "/api/v3/polls", `{"question":"Q","answers":[{"data":"a"},{"data":"b"}]}`).text("polls", 0, "pollId")
	body := func(rest string) string { return `{"targetType":"community","targetId":"` + id + `",` + rest + `}` }
	for _, row := range []struct {
		name, user, body string
		status, code     int
	}{
		{"empty", "u", body(`"data":{}`), 422, 500000},
		{"text as number", "u", body(`"data":{"text":7}`), 422, 500000},
		{"too long", "u", body(`"data":{"text":"` + strings.Repeat("a", 50001) + `"}`), 422, 500000},
		{"six tags", "u", body(`"data":{"text":"t"},"tags":["1","2","3","4","5","6"]`), 422, 500000},
		{"long tag", "u", body(`"data":{"text":"t"},"tags":["` + strings.Repeat("x", 25) + `"]`), 422, 500000},
		{"metadata a string", "u", body(`"data":{"text":"t"},"metadata":"x"`), 422, 500000},
		{"mention without form", "u", body(`"data":{"text":"t"},"mentionees":{"a":1}`), 422, 500000},
		{"poll and image", "u", body(`"dataType":"poll","data":{"pollId":"` + poll + `"},"attachments":[{"type":"image","fileId":"x"}]`), 400, 400000}, // FAQ F48
		{"poll that is not there", "u", body(`"dataType":"poll","data":{"pollId":"x"}`), 404, 400400},
		{"not a member", "v", body(`"data":{"text":"t"}`), 403, 400301},
		{"another's feed", "v", `{"targetType":"user","targetId":"u","data":{"text":"t"}}`, 403, 400301},
		{"no target", "u", `{"data":{"text":"t"}}`, 422, 500000},
		{"no such community", "u", `{"targetType":"community","targetId":"x","data":{"text":"t"}}`, 404, 400400},
	} {
		got := w.as(row.user, "POST", "/api/v4/posts", row.body)
		got.mustBe(t, row.name, row.status, row.code)
	}
	w.ok("u", "POST", "/api/v4/posts", body(`"data":{"text":"`+strings.Repeat("ж", 50000)+`"}`))
	w.ok("u", "POST", "/api/v4/posts", body(`"dataType":"poll","data":{"text":"Q","pollId":"`+poll+`"}`))
	w.ok("u", "POST", "/api/v4/posts", body(`"dataType":"my.custom","data":{"x":{"y":1}}`))
}

func TestPostChanges(t *testing.T) {
	w := newWorld(t)
	id := w.community("u", "café", "v", "x")
	post := w.ok("v", "POST", "/api/v4/posts", `{"targetType":"community","targetId":"`+id+`","data":{"text":"one","title":"T"},"tags":["a"],"metadata":{"k":1,"l":2}}`).text("posts", 0, "postId")
	got := w.ok("v", "PUT", "/api/v4/posts/"+post, `{"data":{"text":"two"}}`)
	if got.text("posts", 0, "data", "text") != "two" || got.text("posts", 0, "data", "title") != "T" || got.text("posts", 0, "tags", 0) != "a" || got.at("posts", 0, "metadata", "k") != 1.0 || got.text("posts", 0, "editedAt") == "" {
		t.Errorf("edited: %s", got.raw)
	}
	got = w.ok("v", "PATCH", "/api/v4/posts/"+post, `{"metadata":{"set":{"m":{"n":3},"k":9},"delete":["l"]}}`)
	if meta := fmt.Sprint(got.at("posts", 0, "metadata")); meta != "map[k:9 m:map[n:3]]" {
		t.Errorf("patched: %s", meta)
	}
	w.refused("v", "PATCH", "/api/v4/posts/"+post, `{"metadata":{}}`, 422, 500000)
	w.refused("x", "PUT", "/api/v4/posts/"+post, `{"data":{"text":"mine"}}`, 403, 400301)
	w.refused("x", "DELETE", "/api/v4/posts/"+post, nil, 403, 400301)
	w.ok("u", "PUT", "/api/v3/posts/"+post, `{"data":{"text":"moderated"}}`)
	if n := w.ok("u", "GET", "/api/v3/communities/"+id, nil).at("communities", 0, "postsCount"); n != 1.0 {
		t.Errorf("postsCount %v", n)
	}
	w.ok("v", "DELETE", "/api/v4/posts/"+post, nil)
	if w.ok("x", "GET", "/api/v3/posts/"+post, nil).at("posts", 0, "isDeleted") != true {
		t.Error("a softly deleted post is not shown as deleted")
	}
	w.refused("v", "DELETE", "/api/v4/posts/"+post, nil, 404, 400400)
	w.refused("v", "PUT", "/api/v4/posts/"+post, `{"data":{"text":"back"}}`, 404, 400400)
	w.ok("v", "DELETE", "/api/v4/posts/"+post+"?postId="+post+"&permanent=true", nil)
	w.refused("v", "GET", "/api/v3/posts/"+post, nil, 404, 400400)
	if n := w.ok("u", "GET", "/api/v3/communities/"+id, nil).at("communities", 0, "postsCount"); n != 0.0 {
		t.Errorf("postsCount %v", n)
	}
}

func TestReview(t *testing.T) {
	w := newWorld(t)
	id := w.community("u", "café", "v", "x")
	w.ok("u", "PUT", "/api/v3/communities/"+id, `{"needApprovalOnPostCreation":true}`)
	post, no := w.post("v", id, "please"), w.post("v", id, "no")
	list := func(user, state string) []string {
		return w.ok(user, "GET", "/api/v4/posts?targetType=community&targetId="+id+"&feedType="+state, nil).ids("posts", "postId")
	}
	if got := list("u", "published"); len(got) != 0 {
		t.Errorf("published before review: %v", got)
	}
	if !slices.Equal(list("u", "reviewing"), []string{no, post}) || len(list("x", "reviewing")) != 0 || len(list("v", "reviewing")) != 2 {
		t.Error("waiting posts are for moderators and their author")
	}
	w.refused("v", "POST", "/api/v3/posts/"+post+"/approve", nil, 403, 400301)
	w.ok("u", "POST", "/api/v3/posts/"+post+"/approve", nil)
	w.ok("u", "POST", "/api/v3/posts/"+no+"/decline", nil)
	if got := list("x", "published"); !slices.Equal(got, []string{post}) {
		t.Errorf("published: %v", got)
	}
	w.refused("u", "POST", "/api/v3/posts/"+post+"/approve", nil, 403, 400300)
	w.ok("u", "PUT", "/api/v3/communities/"+id, `{"onlyAdminCanPost":true}`)
	w.refused("v", "POST", "/api/v4/posts", `{"targetType":"community","targetId":"`+id+`","data":{"text":"x"}}`, 403, 400301)
	w.post("u", id, "moderators may")
}

func TestFeeds(t *testing.T) { // FAQ F27, F29, F33, F53, F67
	w := newWorld(t)
	in, out := w.community("u", "in", "me"), w.community("u", "out")
	a := w.post("u", in, "a")
	w.post("u", out, "not mine to see")
	own := func(user string) string {
		return w.ok(user, "POST", "/api/v4/posts", `{"targetType":"user","targetId":"`+user+`","data":{"text":"own"}}`).text("posts", 0, "postId")
	}
	followed, stranger, mine := own("v"), own("x"), own("me")
	feed := func(path string) []string { return w.ok("me", "GET", path, nil).ids("posts", "postId") }
	if got := feed("/api/v4/me/global-feeds"); !slices.Equal(got, []string{mine, a}) {
		t.Errorf("before following: %v", got)
	}
	w.ok("me", "POST", "/api/v4/me/following/v", nil)
	for _, path := range []string{"/api/v4/me/global-feeds", "/api/v3/global-feeds"} {
		if got := feed(path); !slices.Equal(got, []string{mine, followed, a}) {
			t.Errorf("%s: %v", path, got)
		}
	}
	for _, name := range []string{"like", "love"} {
		w.ok("me", "POST", "/api/v2/reactions", map[string]string{"referenceId": a, "referenceType": "post", "reactionName": name})
	}
	if got := feed("/api/v5/me/global-feeds"); len(got) != 3 || got[0] != a {
		t.Errorf("ranked: %v, want %s first", got, a)
	}
	if got := feed("/api/v1/me/following-feeds"); !slices.Equal(got, []string{followed}) {
		t.Errorf("following: %v", got)
	}
	if got := feed("/api/v4/user-feeds/x"); !slices.Equal(got, []string{stranger}) {
		t.Errorf("user feed: %v", got)
	}
	if got := feed("/api/v4/me/global-feeds?dataTypes[]=image"); len(got) != 0 {
		t.Errorf("images: %v", got)
	}
	w.ok("me", "POST", "/api/v4/me/user-blocks/u", nil)
	if got := feed("/api/v4/me/global-feeds"); slices.Contains(got, a) {
		t.Errorf("a blocked user's post is in the feed: %v", got)
	}
	empty := w.ok("new", "GET", "/api/v4/me/global-feeds", nil)
	if empty.at("paging") == nil || len(empty.ids("posts", "postId")) != 0 {
		t.Errorf("empty feed: %s", empty.raw)
	}
}

func TestSearch(t *testing.T) { // FAQ F69, F71, F72
	w := newWorld(t)
	id := w.community("u", "café", "v")
	w.ok("admin", "PUT", "/api/v3/network-settings/content-search", `{"enabled":false}`)
	w.post("u", id, "#early bird")
	w.ok("admin", "PUT", "/api/v3/network-settings/content-search", `{"enabled":true}`)
	one, two := w.post("u", id, "mail#no #Tea, #καφές and a/#path"), w.post("v", id, "(#tea)")
	search := func(query string) []string {
		return w.ok("v", "GET", "/api/v1/search/posts?"+query, nil).ids("posts", "postId")
	}
	for query, want := range map[string][]string{
		"hashtags[]=tea&targetType=all": {two, one}, "hashtags[]=%23TEA": {two, one}, "hashtags[]=καφές": {one}, "hashtags[]=no": {}, "hashtags[]=path": {},
		"hashtags[]=early": {}, "postedUserId=v": {two}, "hashtags[]=tea&postedUserId=u": {one}, "hashtags[]=tea&targetType=user": {},
	} {
		if got := search(query); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", query, got, want)
		}
	}
	w.ok("u", "PUT", "/api/v4/posts/"+one, `{"data":{"text":"no more"}}`)
	if got := search("hashtags[]=tea"); !slices.Equal(got, []string{two}) {
		t.Errorf("after the edit: %v", got)
	}
	w.refused("v", "GET", "/api/v1/search/posts", nil, 422, 500000)
}
