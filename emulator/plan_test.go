package emulator

import (
	"strings"
	"sync"
	"testing"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// The hot calls ask SQLite nothing that walks a whole table of what grows, and
// their main list comes off an index in the order it is shown, unsorted. What is
// looked at are the statements that really run.
func TestHotPlans(t *testing.T) {
	w := newWorld(t)
	community := w.community("u", "café", "v")
	w.post("v", community, "about #kettles and toasters")
	_, feed := w.conversation("u", "v")
	for _, path := range []string{"/api/v4/posts/" + w.post("u", community, "soon #gone"), "/api/v4/posts/" + w.post("u", community, "soon #gone") + "?permanent=true"} {
		for statement, plan := range w.plansOf(t, "DELETE", path) {
			for _, step := range strings.Split(plan, "\n") {
				if fields := strings.Fields(step); len(fields) > 1 && fields[0] == "SCAN" && grows[fields[1]] {
					t.Errorf("DELETE %s walks %s:\n%s\n%s", path, fields[1], statement, plan)
				}
			}
		}
	}
	for _, row := range []struct{ name, path, list string }{
		{"global feed", "/api/v4/me/global-feeds", "FROM posts p WHERE"},
		{"community feed", "/api/v4/posts?targetType=community&targetId=" + community + "&isDeleted=false", "FROM posts p WHERE"},
		{"search by hashtag", "/api/v1/search/posts?hashtags[]=kettles", "FROM post_hashtags g"},
		{"search by words", "/api/v1/search/posts?query=toasters", "FROM post_words s"},
		{"search by author", "/api/v1/search/posts?postedUserId=v", "FROM posts p WHERE"},
		{"messages", "/api/v5/messages?messageFeedId=" + feed, "FROM messages e WHERE"},
		{"comments", "/api/v3/comments?referenceType=post&referenceId=x", "FROM comments k"},
		{"one user", "/api/v3/users/v", ""},
	} {
		list := row.list
		for statement, plan := range w.plansOf(t, "GET", row.path) {
			for _, step := range strings.Split(plan, "\n") {
				// "SCAN x" without an index walks the table; the small lists of the
				// question itself (j, t, json_each) are none.
				fields := strings.Fields(step)
				if len(fields) > 1 && fields[0] == "SCAN" && grows[fields[1]] && !strings.Contains(step, "USING") && !strings.Contains(step, "VIRTUAL") && !strings.Contains(statement, "ORDER BY p.seq DESC") {
					t.Errorf("%s walks %s:\n%s\n%s", row.name, fields[1], statement, plan)
				}
			}
			if list != "" && strings.Contains(statement, list) && strings.Contains(statement, "OFFSET") && strings.Contains(plan, "TEMP B-TREE FOR ORDER BY") {
				t.Errorf("%s sorts its list:\n%s\n%s", row.name, statement, plan)
			}
		}
	}
}

// grows are the tables, by the names they have in queries, that get long.
var grows = map[string]bool{"p": true, "posts": true, "k": true, "comments": true, "e": true, "messages": true, "u": true, "users": true, "m": true,
	"community_members": true, "channel_members": true, "r": true, "reactions": true, "f": true, "files": true, "sessions": true, "post_hashtags": true}

// plansOf makes a call and explains each statement it ran.
func (w *world) plansOf(t *testing.T, method, path string) map[string]string {
	t.Helper()
	db := w.server.networks[0].db
	var mu sync.Mutex
	ran := map[string]string{}
	db.Watch(func(query string) {
		if word, _, _ := strings.Cut(query, " "); word == "SELECT" || word == "UPDATE" || word == "DELETE" {
			mu.Lock()
			defer mu.Unlock()
			ran[query] = ""
		}
	})
	got := w.as("u", method, path, nil)
	db.Watch(nil)
	if got.status != 200 && got.status != 404 {
		t.Fatalf("%s: %d %s", path, got.status, got.raw)
	}
	if len(ran) == 0 {
		t.Fatalf("%s asked the database nothing", path)
	}
	for query := range ran {
		err := db.View(func(tx *sqlite.Tx) error {
			return tx.Each(func(row sqlite.Scanner) error {
				var id, parent, unused int
				var detail string
				err := row.Scan(&id, &parent, &unused, &detail)
				ran[query] += detail + "\n"
				return err
			}, "EXPLAIN QUERY PLAN "+query, make([]any, parameters(query))...)
		})
		if err != nil {
			t.Fatalf("%v\n%s", err, query)
		}
	}
	return ran
}

// parameters is how many arguments a statement takes: a bare ? takes the number
// after the greatest before it.
func parameters(query string) (most int) {
	for i := 0; i < len(query); i++ {
		if query[i] != '?' {
			continue
		}
		n, digits := 0, i+1
		for ; digits < len(query) && query[digits] >= '0' && query[digits] <= '9'; digits++ {
			n = n*10 + int(query[digits]-'0')
		}
		if digits == i+1 {
			n = most + 1
		}
		most = max(most, n)
	}
	return most
}
