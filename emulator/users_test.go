package emulator

import (
	"slices"
	"strings"
	"testing"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

func TestUpdateUser(t *testing.T) { // FAQ F13
	w := newWorld(t)
	w.ok("u", "PUT", "/api/v3/users/", `{"userId":"u","displayName":"Ursula","metadata":{"a":1,"b":[2]},"createNewUserWhenNotFound":false}`)
	got := w.ok("u", "PUT", "/api/v2/users", `{"userId":"u","metadata":{"saved":["p"]}}`)
	if got.text("users", 0, "displayName") != "Ursula" || got.at("users", 0, "metadata", "saved", 0) != "p" || got.at("users", 0, "metadata", "a") != nil {
		t.Errorf("after changing only metadata: %s", got.raw)
	}
	w.token("v")
	for _, row := range []struct {
		name, user, body string
		status, code     int
	}{
		{"another user", "v", `{"userId":"u","displayName":"x"}`, 401, 400100},
		{"own roles", "u", `{"userId":"u","roles":["x"]}`, 403, 400301},
		{"metadata not an object", "u", `{"userId":"u","metadata":[1]}`, 422, 500000},
		{"long name", "u", `{"userId":"u","displayName":"` + strings.Repeat("ü", 101) + `"}`, 422, 500000},
		{"unknown user", "admin", `{"userId":"nobody","displayName":"x"}`, 404, 400400},
		{"avatar that is not there", "u", `{"userId":"u","avatarFileId":"nothing"}`, 404, 400400},
	} {
		w.refused(row.user, "PUT", "/api/v3/users", row.body, row.status, row.code)
	}
	w.ok("u", "PUT", "/api/v3/users", `{"userId":"u","displayName":"`+strings.Repeat("ü", 100)+`"}`)
	got = w.ok("admin", "PUT", "/api/v3/users", `{"userId":"u","roles":["editor"]}`)
	if got.at("users", 0, "roles", 0) != "editor" {
		t.Errorf("roles by the administrator: %s", got.raw)
	}
}

func TestListUsers(t *testing.T) {
	w := newWorld(t)
	for _, row := range [][2]string{{"c", "Cem"}, {"a", "anna"}, {"b", "50% Bo_b"}} {
		w.ok(row[0], "PUT", "/api/v3/users", map[string]string{"userId": row[0], "displayName": row[1]})
	}
	for _, row := range []struct {
		query string
		want  []string
	}{
		{"", []string{"b", "a", "c"}},
		{"?sortBy=firstCreated", []string{"c", "a", "b"}},
		{"?sortBy=lastCreated", []string{"b", "a", "c"}},
		{"?keyword=AN", []string{"a"}},
		{"?keyword=%25", []string{"b"}},
		{"?keyword=o_b", []string{"b"}},
		{"?keyword=oXb", []string{}},
		{"?keyword=Anna&exactMatchKeyword=true", []string{"a"}},
		{"?keyword=ann&exactMatchKeyword=true", []string{}},
		{"?isDeleted=true", []string{}},
		{"?filter=flagged", []string{}},
	} {
		if got := w.ok("a", "GET", "/api/v3/users"+row.query, nil).ids("users", "userId"); !slices.Equal(got, row.want) {
			t.Errorf("%s: %v, want %v", row.query, got, row.want)
		}
	}
	if got := w.ok("a", "GET", "/api/v3/users/list?userIds[]=c&userIds[]=nobody&userIds%5B%5D=a", nil).ids("users", "userId"); !slices.Equal(got, []string{"c", "a"}) {
		t.Errorf("list: %v", got)
	}
	internal := w.ok("a", "GET", "/api/v3/users/c", nil).text("users", 0, "_id")
	if got := w.ok("a", "GET", "/api/v3/users/"+internal+"?type=internal", nil); got.text("users", 0, "userId") != "c" {
		t.Errorf("by internal id: %s", got.raw)
	}
	w.refused("a", "GET", "/api/v3/users/nobody", nil, 404, 400400)
	w.refused("a", "GET", "/api/v3/users?isDeleted=maybe", nil, 422, 500000)
	w.refused("a", "GET", "/api/v3/users?sortBy=height", nil, 422, 500000)
}

func TestDeleteUser(t *testing.T) { // FAQ F81, F82
	w := newWorld(t)
	cafe := w.community("owner", "café", "u")
	kept := w.post("u", cafe, "words stay")
	w.refused("owner", "DELETE", "/api/v4/users/u", nil, 401, 400100)
	w.ok("admin", "DELETE", "/api/v4/users/u", nil)
	got := w.ok("owner", "GET", "/api/v3/users/u", nil)
	if got.text("users", 0, "displayName") != "Deleted user" || got.at("users", 0, "isDeleted") != true {
		t.Errorf("after the deletion: %s", got.raw)
	}
	w.refused("admin", "DELETE", "/api/v4/users/u", nil, 400, 400000)
	w.refused("u", "GET", "/api/v3/users", nil, 401, 400100)
	w.register("u", "d", "").mustBe(t, "coming back", 400, 400000)
	if got := w.ok("owner", "GET", "/api/v3/posts/"+kept, nil); got.at("posts", 0, "isDeleted") != false {
		t.Error("the post went although deleteAll was not asked for")
	}
	if n := w.ok("owner", "GET", "/api/v3/communities/"+cafe, nil).at("communities", 0, "membersCount"); n != 1.0 {
		t.Errorf("members: %v", n)
	}
	gone := w.post("owner", cafe, "words go")
	w.ok("admin", "DELETE", "/api/v4/users/owner?deleteAll=true", nil)
	if got := w.ok("admin", "GET", "/api/v3/posts/"+gone, nil); got.at("posts", 0, "isDeleted") != true {
		t.Error("deleteAll left a post")
	}
}

func TestFlags(t *testing.T) {
	w := newWorld(t)
	cafe := w.community("u", "café", "v")
	post := w.post("u", cafe, "odd")
	for range 2 { // a second flag of the same user changes nothing
		if n := w.ok("v", "POST", "/api/v3/posts/"+post+"/flag", nil).at("posts", 0, "flagCount"); n != 1.0 {
			t.Errorf("flagCount %v", n)
		}
	}
	if w.ok("v", "GET", "/api/v3/posts/"+post+"/isflagbyme", nil).at("isFlagByMe") != true || w.ok("u", "GET", "/api/v3/posts/"+post+"/isflagbyme", nil).at("isFlagByMe") != false {
		t.Error("isFlagByMe is not the caller's")
	}
	if got := w.ok("u", "GET", "/api/v4/posts?targetType=community&targetId="+cafe+"&hasFlag=true", nil).ids("posts", "postId"); !slices.Equal(got, []string{post}) {
		t.Errorf("hasFlag: %v", got)
	}
	if n := w.ok("v", "DELETE", "/api/v3/posts/"+post+"/unflag", nil).at("posts", 0, "flagCount"); n != 0.0 {
		t.Errorf("flagCount %v", n)
	}
	w.ok("v", "POST", "/api/v4/me/flags/u", nil)
	if got := w.ok("v", "GET", "/api/v3/users?filter=flagged", nil).ids("users", "userId"); !slices.Equal(got, []string{"u"}) {
		t.Errorf("flagged users: %v", got)
	}
	w.refused("v", "POST", "/api/v3/posts/none/flag", nil, 404, 400400)
}

// With hardDeletePost and hardDeleteComment nothing remains of what a user wrote,
// and the counts of what others wrote are right again.
func TestHardDelete(t *testing.T) {
	w := newWorld(t)
	id := w.community("u", "café", "gone")
	mine := w.post("u", id, "mine")
	theirs := w.post("gone", id, "theirs about #kettles")
	parent := w.ok("u", "POST", "/api/v3/comments", map[string]any{"referenceId": mine, "data": map[string]string{"text": "one"}}).text("comments", 0, "commentId")
	reply := w.ok("gone", "POST", "/api/v3/comments", map[string]any{"referenceId": mine, "parentId": parent, "data": map[string]string{"text": "two"}}).text("comments", 0, "commentId")
	w.ok("u", "POST", "/api/v3/comments", map[string]any{"referenceId": theirs, "data": map[string]string{"text": "three"}})
	w.ok("u", "POST", "/api/v2/reactions", reactionInput{theirs, "post", "like"})
	w.ok("u", "POST", "/api/v2/reactions", reactionInput{reply, "comment", "like"})
	w.ok("u", "POST", "/api/v3/posts/"+theirs+"/flag", nil)
	w.ok("u", "POST", "/api/v1/pinned-posts/communities/"+id+"/default/"+theirs, nil)
	w.ok("admin", "DELETE", "/api/v4/users/gone?hardDeletePost=true&hardDeleteComment=true", nil)
	w.refused("u", "GET", "/api/v3/posts/"+theirs, nil, 404, 400400)
	w.refused("u", "GET", "/api/v3/comments/"+reply, nil, 404, 400400)
	w.ok("u", "GET", "/api/v3/posts/"+mine, nil)
	for _, path := range []string{"/api/v1/search/posts?query=theirs", "/api/v1/search/posts?hashtags[]=kettles"} {
		if got := w.ok("u", "GET", path, nil); got.at("posts", 0) != nil {
			t.Errorf("%s still finds %s", path, got.raw)
		}
	}
	got := w.ok("u", "GET", "/api/v3/posts/"+mine, nil)
	if n := got.at("posts", 0, "commentsCount"); n != 1.0 {
		t.Errorf("comments: %v", n)
	}
	if n := w.ok("u", "GET", "/api/v3/comments/"+parent, nil).at("comments", 0, "childrenNumber"); n != 0.0 {
		t.Errorf("replies: %v", n)
	}
	if n := w.ok("u", "GET", "/api/v3/communities/"+id, nil).at("communities", 0, "postsCount"); n != 1.0 {
		t.Errorf("posts: %v", n)
	}
	err := w.server.networks[0].db.View(func(tx *sqlite.Tx) error {
		for _, table := range []string{"reactions", "flags", "pins", "post_hashtags", "post_words WHERE post_words MATCH '\"hei\"'", "comments WHERE user_id = 'gone'", "posts WHERE user_id = 'gone'"} {
			var n int
			if err := tx.Row("SELECT count(*) FROM " + table).Scan(&n); err != nil {
				return err
			}
			if n != 0 {
				t.Errorf("%d left in %s", n, table)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
