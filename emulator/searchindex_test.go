package emulator

import (
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Search by words finds what a look at every text finds, whatever was changed
// or removed since it was made.
func TestSearchByWordsAgreesWithTheTexts(t *testing.T) {
	w := newWorld(t)
	community := w.community("u", "café")
	texts := []string{"Mending a KETTLE", "kettle and toaster", "müde Räder drehen", "工具を直す道具箱", "a%b_c \\ d", "\"quoted\" AND OR NOT near(x)", "ok", "#kettle only", "emoji 🥕🍰🥕 cake", "<b>bold</b> & co", "one\nline\tand another"}
	type made struct{ id, text string }
	var posts []made
	for _, text := range texts {
		posts = append(posts, made{w.post("u", community, text), text})
	}
	// JSON may spell any letter as a number; the text is the same.
	escaped := w.ok("u", "POST", "/api/v4/posts", map[string]any{"targetType": "community", "targetId": community, "dataType": "my.own",
		"data": json.RawMessage(`{"text": "esc\u0061ped \/slash"}`)})
	posts = append(posts, made{escaped.text("posts", 0, "postId"), "escaped /slash"})
	change := posts[1].id
	w.ok("u", "PUT", "/api/v4/posts/"+change, map[string]any{"data": map[string]string{"text": "a pot and a pan"}})
	posts[1].text = "a pot and a pan"
	w.ok("u", "PATCH", "/api/v4/posts/"+change, map[string]any{"metadata": map[string]any{"set": map[string]int{"a": 1}}})
	w.ok("u", "DELETE", "/api/v4/posts/"+posts[0].id+"?permanent=true", nil)
	posts = append(posts[1:], made{w.post("u", community, "another KETTLE"), "another KETTLE"})
	for _, query := range []string{"kettle", "KETTLE", "toaster", "pot pan", "Räder", "道具箱", "工具を", "を", "a%b_c", `\`, `"quoted"`, "AND OR", "near(x)", "NOT", "ok", "🥕🍰🥕", "ttl", "pan pot a", "nothing at all", "only #kettle", "<b>bold", "line", "another", "escaped", "/slash"} {
		var want []string
		for _, p := range slices.Backward(posts) {
			if containsAllWords(p.text, query) {
				want = append(want, p.id)
			}
		}
		got := w.ok("u", "GET", "/api/v1/search/posts?query="+url.QueryEscape(query), nil).ids("posts", "postId")
		if !slices.Equal(got, want) && len(got)+len(want) > 0 {
			t.Errorf("%q found %v, want %v", query, got, want)
		}
	}
	for i := range 30 {
		w.post("u", community, "many "+strconv.Itoa(i))
	}
	answer := w.ok("u", "GET", "/api/v3/search/posts?query=many&targetType=all&limit=10", nil)
	if answer.at("found") != 30.0 || answer.text("data", "posts", 0, "data", "text") != "many 29" || answer.text("paging", "next") == "" {
		t.Errorf("a page of many: %s", answer.raw)
	}
	oldest := w.ok("u", "GET", "/api/v1/search/posts?query=many&sortBy=firstCreated&limit=1", nil)
	if oldest.text("posts", 0, "data", "text") != "many 0" {
		t.Errorf("the oldest first: %s", oldest.raw)
	}
}

// containsAllWords is LIKE's own sense of equal letters: ASCII only.
func containsAllWords(text, query string) bool {
	for _, word := range strings.Fields(query) {
		if !strings.Contains(asciiLower(text), asciiLower(word)) {
			return false
		}
	}
	return true
}

func asciiLower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 32
		}
	}
	return string(b)
}
