package emulator

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// lower is SQLite's idea of case: letters of ASCII only.
func lower(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

// names hold what LIKE and sorting may stumble over.
var names = []string{"Anna", "anna", "Zoë", "zoe", "100%", "a_b", "a%b", `back\slash`, "Ünal", "ünal", "Bo", "bo bo", "'quote", "ö"}

// one is a random element, or "" half the time.
func one(random *rand.Rand, from ...string) string {
	if random.IntN(2) == 0 {
		return ""
	}
	return from[random.IntN(len(from))]
}

// Users by filter, keyword, state and order.
func TestUsersAgreeWithAModel(t *testing.T) {
	w := newWorld(t)
	random := rand.New(rand.NewPCG(1, 2))
	type person struct {
		id, name         string
		flagged, deleted bool
	}
	var model []person
	w.token("u")
	model = append(model, person{id: "u", name: "u"})
	for i := range 45 {
		p := person{id: fmt.Sprintf("p%02d", i), name: names[random.IntN(len(names))], flagged: random.IntN(4) == 0, deleted: random.IntN(5) == 0}
		w.ok(p.id, "PUT", "/api/v3/users", map[string]string{"userId": p.id, "displayName": p.name})
		if p.flagged {
			w.ok("u", "POST", "/api/v4/me/flags/"+p.id, nil)
		}
		if p.deleted {
			w.ok("admin", "DELETE", "/api/v4/users/"+p.id, nil)
			p.name = deletedUserName
		}
		model = append(model, p)
	}
	for range 40 {
		q, limit := url.Values{}, 1+random.IntN(20)
		q.Set("options[limit]", strconv.Itoa(limit))
		keyword, exact, flagged, deleted := one(random, append(names, "A", "%", "_", `\`, "zo", "USER")...), random.IntN(3) == 0, random.IntN(3) == 0, one(random, "true", "false")
		if keyword != "" {
			q.Set("keyword", keyword)
			q.Set("exactMatchKeyword", strconv.FormatBool(exact))
		}
		if flagged {
			q.Set("filter", "flagged")
		}
		if deleted != "" {
			q.Set("isDeleted", deleted)
		}
		var found []person
		for _, p := range model {
			matches := keyword == "" || exact && lower(p.name) == lower(keyword) || !exact && strings.Contains(lower(p.name), lower(keyword))
			if matches && (!flagged || p.flagged) && (deleted == "" || deleted == strconv.FormatBool(p.deleted)) {
				found = append(found, p)
			}
		}
		switch sort := one(random, "firstCreated", "lastCreated"); sort {
		case "":
			slices.SortStableFunc(found, func(a, b person) int { return strings.Compare(lower(a.name), lower(b.name)) })
		case "lastCreated":
			slices.Reverse(found)
			fallthrough
		default:
			q.Set("sortBy", sort)
		}
		var want []string
		for _, p := range found {
			want = append(want, p.id)
		}
		walkPages(t, w, "/api/v3/users", q, "users", "userId", limit, want)
	}
}

// Channels by membership, type, tags, keyword and order.
func TestChannelsAgreeWithAModel(t *testing.T) {
	w := newWorld(t)
	random := rand.New(rand.NewPCG(5, 8))
	type room struct {
		id, name, kind string
		tags           []string
		member, hidden bool
	}
	var model []room
	for i := range 40 {
		h := room{id: fmt.Sprintf("h%02d", i), name: names[random.IntN(len(names))], kind: []string{"community", "live", "private"}[random.IntN(3)],
			tags: pick(random, []string{"a", "b", "c"}), member: random.IntN(2) == 0}
		body := map[string]any{"channelId": h.id, "type": h.kind, "displayName": h.name, "tags": h.tags}
		if h.member {
			w.token("u")
			body["userIds"] = []string{"u"}
		}
		w.ok("v", "POST", "/api/v3/channels", body)
		h.hidden = h.kind == "private" && !h.member
		model = append(model, h)
	}
	for range 40 {
		q, limit := url.Values{}, 1+random.IntN(20)
		q.Set("options[limit]", strconv.Itoa(limit))
		types, tags, not := pick(random, []string{"community", "live", "private"}), pick(random, []string{"a", "b", "c"}), pick(random, []string{"a", "b", "c"})
		keyword, filter := one(random, append(names, "A", "%", "_")...), one(random, "all", "member", "notMember")
		maps.Copy(q, url.Values{"types[]": types, "tags[]": tags, "excludeTags[]": not})
		if keyword != "" {
			q.Set("keyword", keyword)
		}
		if filter != "" {
			q.Set("filter", filter)
		}
		var found []room
		for _, h := range model {
			tagged := func(any []string) bool {
				return slices.ContainsFunc(h.tags, func(tag string) bool { return slices.Contains(any, tag) })
			}
			if !h.hidden && (filter != "member" || h.member) && (filter != "notMember" || !h.member) && (len(types) == 0 || slices.Contains(types, h.kind)) &&
				(len(tags) == 0 || tagged(tags)) && !tagged(not) && strings.Contains(lower(h.name), lower(keyword)) {
				found = append(found, h)
			}
		}
		sort := []string{"firstCreated", "lastCreated", "displayName", "lastActivity"}[random.IntN(4)]
		q.Set("sortBy", sort)
		switch sort {
		case "lastCreated", "lastActivity": // nothing has happened in them since
			slices.Reverse(found)
		case "displayName":
			slices.SortStableFunc(found, func(a, b room) int { return strings.Compare(lower(a.name), lower(b.name)) })
		}
		var want []string
		for _, h := range found {
			want = append(want, h.id)
		}
		walkPages(t, w, "/api/v3/channels", q, "channels", "channelId", limit, want)
	}
}

// Reactions by name, and the counts that a post carries, after adding and taking
// back at random.
func TestReactionsAgreeWithAModel(t *testing.T) {
	w := newWorld(t)
	random := rand.New(rand.NewPCG(13, 21))
	var people []string
	for i := range 9 {
		people = append(people, fmt.Sprintf("p%d", i))
	}
	post := w.post("u", w.community("u", "café", people...), "hello")
	type reaction struct{ who, name string }
	var model []reaction
	kinds := []string{"like", "love", "%"}
	for range 150 {
		r := reaction{people[random.IntN(len(people))], kinds[random.IntN(len(kinds))]}
		at := slices.Index(model, r)
		if random.IntN(3) > 0 {
			w.ok(r.who, "POST", "/api/v2/reactions", reactionInput{post, "post", r.name})
			if at < 0 {
				model = append(model, r)
			}
			continue
		}
		got := w.as(r.who, "DELETE", "/api/v2/reactions", reactionInput{post, "post", r.name})
		if (got.status == 200) != (at >= 0) {
			t.Fatalf("taking back %v: %d %s", r, got.status, got.raw)
		}
		if at >= 0 {
			model = slices.Delete(model, at, at+1)
		}
	}
	counts := map[string]any{}
	for _, r := range model {
		n, _ := counts[r.name].(float64)
		counts[r.name] = n + 1
	}
	got := w.ok("p0", "GET", "/api/v3/posts/"+post, nil)
	if have, _ := got.at("posts", 0, "reactions").(map[string]any); !maps.Equal(have, counts) || got.at("posts", 0, "reactionsCount") != float64(len(model)) {
		t.Errorf("counts %v of %v, want %v of %d", have, got.at("posts", 0, "reactionsCount"), counts, len(model))
	}
	var mine []any
	for _, r := range model {
		if r.who == "p0" {
			mine = append(mine, r.name)
		}
	}
	if have, _ := got.at("posts", 0, "myReactions").([]any); !slices.Equal(have, mine) {
		t.Errorf("one's own are %v, want %v", have, mine)
	}
	for _, name := range append(kinds, "") {
		for limit := 1; limit < 12; limit += 3 {
			path := fmt.Sprintf("/api/v3/reactions?referenceType=post&referenceId=%s&reactionName=%s&options[limit]=%d", post, url.QueryEscape(name), limit)
			var have, want []string
			for next := ""; ; {
				page := w.ok("u", "GET", path+next, nil)
				list, _ := page.at("reactions", 0, "reactors").([]any)
				for i := range list {
					have = append(have, page.text("reactions", 0, "reactors", i, "userId")+" "+page.text("reactions", 0, "reactors", i, "reactionName"))
				}
				if page.text("paging", "next") == "" {
					break
				}
				next = "&options[token]=" + url.QueryEscape(page.text("paging", "next"))
			}
			for _, r := range slices.Backward(model) {
				if name == "" || r.name == name {
					want = append(want, r.who+" "+r.name)
				}
			}
			if !slices.Equal(have, want) {
				t.Errorf("%q by %d: %v, want %v", name, limit, have, want)
			}
		}
	}
}

// Feeds by dataTypes: parents by what hangs on them in the global feed, and the
// children themselves where they are asked for.
func TestFeedTypesAgreeWithAModel(t *testing.T) {
	w := newWorld(t)
	random := rand.New(rand.NewPCG(34, 55))
	id := w.community("u", "café")
	files := map[string]string{
		"image": w.upload("u", "/api/v4/images", "p.png", "image/png", smallPNG(t, 2, 2)).fileID(t),
		"file":  w.upload("u", "/api/v4/files", "p.txt", "text/plain", []byte("text")).fileID(t),
	}
	type item struct {
		id, kind string
		parent   bool
		has      []string // types of the children
	}
	var model []item // in the order of creation
	for range 40 {
		kind := []string{"text", "image", "file", "poll"}[random.IntN(4)]
		body := map[string]any{"targetType": "community", "targetId": id, "data": map[string]any{"text": "t"}}
		children := 0
		switch kind {
		case "image", "file":
			children = 1 + random.IntN(2)
			body["attachments"] = slices.Repeat([]attachment{{kind, files[kind]}}, children)
		case "poll":
			poll := w.ok("u", "POST", "/api/v3/polls", map[string]any{"question": "?", "answers": []map[string]string{{"dataType": "text", "data": "a"}, {"dataType": "text", "data": "b"}}, "answerType": "single"})
			body["dataType"], body["data"] = "poll", map[string]any{"text": "t", "pollId": poll.text("polls", 0, "pollId")}
		}
		made := w.ok("u", "POST", "/api/v4/posts", body)
		parent := item{id: made.text("posts", 0, "postId"), kind: "text", parent: true}
		if kind == "poll" {
			parent.kind = "poll"
		}
		ids := made.ids("postChildren", "postId")
		if len(ids) != children {
			t.Fatalf("%d children, want %d: %s", len(ids), children, made.raw)
		}
		parent.has = slices.Repeat([]string{kind}, children)
		model = append(model, parent)
		for _, child := range ids {
			model = append(model, item{id: child, kind: kind})
		}
	}
	for range 20 {
		w.server.gathered = []int64{0, 20, maxGathered}[random.IntN(3)] // both ways to the newest posts, and from one to the other
		types, limit := pick(random, []string{"image", "file", "poll", "video"}), 1+random.IntN(15)
		var global, feed []string
		for _, p := range slices.Backward(model) {
			typed := len(types) == 0 || slices.Contains(types, p.kind)
			if p.parent && (typed || slices.ContainsFunc(p.has, func(kind string) bool { return slices.Contains(types, kind) })) {
				global = append(global, p.id)
			}
			if typed {
				feed = append(feed, p.id)
			}
		}
		q := url.Values{"limit": {strconv.Itoa(limit)}, "dataTypes[]": types}
		walkPages(t, w, "/api/v4/me/global-feeds", q, "posts", "postId", limit, global)
		q = url.Values{"options[limit]": {strconv.Itoa(limit)}, "dataTypes[]": types, "targetType": {"community"}, "targetId": {id}, "matchingOnlyParentPost": {"false"}}
		walkPages(t, w, "/api/v4/posts", q, "posts", "postId", limit, feed)
	}
}
