package emulator

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strconv"
	"testing"
)

// modelPost is what the differential test knows of a post: the plain truth the
// lists must agree with.
type modelPost struct {
	id      string
	tags    []string
	image   bool
	deleted bool
}

// TestListsAgreeWithAModel compares every filter, order and page of a feed with
// the same done by hand on a slice.
func TestListsAgreeWithAModel(t *testing.T) {
	w := newWorld(t)
	random := rand.New(rand.NewPCG(7, 11))
	id := w.community("u", "café")
	picture := w.upload("u", "/api/v4/images", "p.png", "image/png", smallPNG(t, 2, 2)).fileID(t)
	var model []modelPost
	for i := range 60 {
		p := modelPost{image: random.IntN(3) == 0}
		for _, tag := range []string{"a", "b", "c"} {
			if random.IntN(3) == 0 {
				p.tags = append(p.tags, tag)
			}
		}
		body := map[string]any{"targetType": "community", "targetId": id, "data": map[string]string{"text": strconv.Itoa(i)}, "tags": p.tags}
		if p.image {
			body["attachments"] = []attachment{{"image", picture}}
		}
		p.id = w.ok("u", "POST", "/api/v4/posts", body).text("posts", 0, "postId")
		if random.IntN(4) == 0 {
			p.deleted = true
			w.ok("u", "DELETE", "/api/v4/posts/"+p.id, nil)
		}
		model = append(model, p)
	}
	for range 60 {
		q := url.Values{"targetType": {"community"}, "targetId": {id}}
		keep := func(modelPost) bool { return true }
		if tags := pick(random, []string{"a", "b", "c"}); len(tags) > 0 {
			q["tags[]"] = tags
			before := keep
			keep = func(p modelPost) bool {
				return before(p) && slices.ContainsFunc(p.tags, func(tag string) bool { return slices.Contains(tags, tag) })
			}
		}
		if random.IntN(2) == 0 {
			want := random.IntN(2) == 0
			q.Set("isDeleted", strconv.FormatBool(want))
			before := keep
			keep = func(p modelPost) bool { return before(p) && p.deleted == want }
		}
		var want []string
		for _, p := range model {
			if keep(p) {
				want = append(want, p.id)
			}
		}
		if random.IntN(2) == 0 {
			q.Set("sortBy", "firstCreated")
		} else {
			slices.Reverse(want)
		}
		limit := 1 + random.IntN(25)
		spelling := []string{"limit", "options[limit]"}[random.IntN(2)]
		q.Set(spelling, strconv.Itoa(limit))
		walkPages(t, w, "/api/v4/posts", q, "posts", "postId", limit, want)
	}
}

func pick(random *rand.Rand, from []string) []string {
	var out []string
	for _, s := range from {
		if random.IntN(3) == 0 {
			out = append(out, s)
		}
	}
	return out
}

// walkPages reads a list to its end and back to its start.
func walkPages(t *testing.T, w *world, path string, q url.Values, array, field string, limit int, want []string) {
	t.Helper()
	var got, previous []string
	var lastPrevious string
	for page := 0; ; page++ {
		answer := w.ok("u", "GET", path+"?"+q.Encode(), nil)
		ids := answer.ids(array, field)
		if len(ids) > limit {
			t.Fatalf("%v: %d items in a page of %d", q, len(ids), limit)
		}
		got = append(got, ids...)
		lastPrevious = answer.text("paging", "previous") + answer.text("paging", "prev") // channels say prev
		if (page > 0) != (lastPrevious != "") && len(ids) > 0 {
			t.Errorf("%v: page %d, previous %q", q, page, lastPrevious)
		}
		next := answer.text("paging", "next")
		if next == "" {
			break
		}
		previous = ids
		if _, err := base64.StdEncoding.DecodeString(next); err != nil {
			t.Fatalf("token %q: %v", next, err)
		}
		// With a token the limit is not sent again: the token carries it.
		for _, name := range []string{"limit", "options[limit]", "token", "options[token]"} {
			q.Del(name)
		}
		q.Set([]string{"token", "options[token]"}[page%2], next)
		if page > len(want) {
			t.Fatalf("%v: the pages do not end", q)
		}
	}
	if !slices.Equal(got, want) && len(got)+len(want) > 0 {
		t.Fatalf("%v:\n got %v\nwant %v", q, got, want)
	}
	if lastPrevious != "" && len(previous) > 0 {
		q.Del("token")
		q.Set("options[token]", lastPrevious)
		if back := w.ok("u", "GET", path+"?"+q.Encode(), nil).ids(array, field); !slices.Equal(back, previous) {
			t.Errorf("%v: back is %v, want %v", q, back, previous)
		}
	}
}

func TestCursorsAgreeWithAModel(t *testing.T) {
	w := newWorld(t)
	post := w.post("u", w.community("u", "café"), "p")
	_, feed := w.conversation("u", "v")
	var comments, messages []string
	for i := range 23 {
		text := map[string]string{"text": strconv.Itoa(i)}
		comments = append(comments, w.ok("u", "POST", "/api/v3/comments", map[string]any{"referenceId": post, "data": text}).text("comments", 0, "commentId"))
		messages = append(messages, w.ok("u", "POST", "/api/v5/messages", map[string]any{"messageFeedId": feed, "dataType": "text", "data": text}).text("messages", 0, "messageId"))
	}
	for _, limit := range []int{1, 2, 3, 5, 11, 12, 22, 23, 24} {
		for _, list := range []struct {
			path, array, field, ascending string
			q                             url.Values
			ids                           []string
		}{
			{"/api/v3/comments", "comments", "commentId", "firstCreated", url.Values{"referenceType": {"post"}, "referenceId": {post}}, comments},
			{"/api/v5/messages", "messages", "messageId", "segmentAsc", url.Values{"messageFeedId": {feed}}, messages},
		} {
			for _, up := range []bool{true, false} {
				q, want := url.Values{"options[limit]": {strconv.Itoa(limit)}}, slices.Clone(list.ids)
				for k, v := range list.q {
					q[k] = v
				}
				if up {
					q.Set("sortBy", list.ascending)
				} else {
					slices.Reverse(want)
				}
				walkPages(t, w, list.path, q, list.array, list.field, limit, want)
			}
		}
	}
}

func TestPageInput(t *testing.T) { // FAQ F23, F75
	w := newWorld(t)
	for i := range 25 {
		w.token(fmt.Sprintf("user%02d", i))
	}
	if n := len(w.ok("user00", "GET", "/api/v3/users", nil).ids("users", "userId")); n != 20 {
		t.Errorf("%d items in a page nobody gave a size", n)
	}
	token := func(s string) string {
		return url.QueryEscape(base64.StdEncoding.EncodeToString([]byte(s)))
	}
	for query, code := range map[string]int{
		"limit=0": 500000, "limit=101": 500000, "limit=x": 500000, "options[limit]=-1": 500000, "options[skip]=-1": 500000, "options[token]=x": 400000,
		"token=%25%25": 400000, "token=" + token(`{"skip":-1,"limit":5}`): 400000, "token=" + token(`{"skip":1,"limit":500}`): 400000, "token=" + token(`[1]`): 400000,
		"token=" + token(`{}`): 400000, "token=" + token(`{"after":1,"limit":5}`): 400000, "token=" + token(`{"skip":"1","limit":5}`): 400000,
	} {
		got := w.as("user00", "GET", "/api/v3/users?"+query, nil)
		got.mustBe(t, query, map[int]int{500000: 422, 400000: 400}[code], code)
		if code == 400000 && got.text("message") != "query token is invalid" {
			t.Errorf("%s: %s", query, got.raw)
		}
	}
	if n := len(w.ok("user00", "GET", "/api/v3/users?options[token]="+token(`{"skip":20,"limit":10}`), nil).ids("users", "userId")); n != 5 {
		t.Errorf("%d items by a hand-made token", n)
	}
	small := newWorld(t, func(o *Options) { o.PageSize = 2 })
	for _, u := range []string{"a", "b", "c"} {
		small.token(u)
	}
	if n := len(small.ok("a", "GET", "/api/v3/users", nil).ids("users", "userId")); n != 2 {
		t.Errorf("%d items with a page size of 2", n)
	}
}

// TestFiltersAgreeWithAModel does the same for the lists of communities and of
// messages.
func TestFiltersAgreeWithAModel(t *testing.T) {
	w := newWorld(t)
	random := rand.New(rand.NewPCG(3, 5))
	_, feed := w.conversation("u", "v")
	type item struct {
		id   string
		tags []string
	}
	var communities, messages []item
	for i := range 30 {
		c, m := item{tags: pick(random, []string{"a", "b", "c"})}, item{tags: pick(random, []string{"a", "b", "c"})}
		c.id = w.ok("v", "POST", "/api/v3/communities", map[string]any{"displayName": strconv.Itoa(i), "tags": c.tags}).text("communities", 0, "communityId")
		m.id = w.ok("u", "POST", "/api/v5/messages", map[string]any{"messageFeedId": feed, "dataType": "text", "data": map[string]string{"text": "t"}, "tags": m.tags}).text("messages", 0, "messageId")
		communities, messages = append(communities, c), append(messages, m)
	}
	has := func(all []string) func(string) bool { return func(s string) bool { return slices.Contains(all, s) } }
	for range 20 {
		tags, limit := pick(random, []string{"a", "b", "c"}), 1+random.IntN(12)
		var all, any []string // communities match with all tags, messages with any
		for i := range communities {
			if !slices.ContainsFunc(tags, func(tag string) bool { return !has(communities[i].tags)(tag) }) {
				all = append(all, communities[i].id)
			}
			if len(tags) == 0 || slices.ContainsFunc(messages[i].tags, has(tags)) {
				any = append(any, messages[i].id)
			}
		}
		slices.Reverse(any)
		q := url.Values{"sortBy": {"firstCreated"}, "limit": {strconv.Itoa(limit)}, "tags[]": tags}
		walkPages(t, w, "/api/v3/communities", q, "communities", "communityId", limit, all)
		q = url.Values{"messageFeedId": {feed}, "options[limit]": {strconv.Itoa(limit)}, "includeTags[]": tags}
		walkPages(t, w, "/api/v5/messages", q, "messages", "messageId", limit, any)
	}
}
