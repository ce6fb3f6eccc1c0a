package conformance

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
)

// The platform replaces metadata whole: changes made at once from several tabs
// must all be there at the end, and so must what else was kept.
func favouritesAtOnce(t *testing.T, h *host) {
	cookies := []string{h.signIn(t, "saver"), h.signIn(t, "saver")}
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			a := h.do(t, "PUT", fmt.Sprintf("/plus/favourites/post%d", i), map[string]string{"Cookie": cookies[i%2]}, nil)
			if a.status != 200 {
				t.Errorf("%d %s", a.status, a.body)
			}
		})
	}
	wg.Wait()
	want(t, h.do(t, "DELETE", "/plus/favourites/post3", map[string]string{"Cookie": cookies[0]}, nil), 200, "")
	a := h.get(t, cookies[0], "/plus/favourites")
	want(t, a, 200, "")
	var got struct{ Favourites []string }
	if err := json.Unmarshal([]byte(a.body), &got); err != nil {
		t.Fatal(err)
	}
	slices.Sort(got.Favourites)
	if s := strings.Join(got.Favourites, " "); s != "post0 post1 post2 post4 post5 post6 post7" {
		t.Errorf("kept: %s", s)
	}
	h.up.mu.Lock()
	defer h.up.mu.Unlock()
	if !strings.Contains(h.up.profile["saver"], `"theme":"dark"`) {
		t.Errorf("what else was kept is lost: %s", h.up.profile["saver"])
	}
}

func scanOfReactions(t *testing.T, h *host) {
	cookie := h.signIn(t, "reactor")
	h.up.revoke("reactor") // the renewal is the scan's own matter
	a := h.get(t, cookie, "/plus/reacted?pages=2")
	want(t, a, 200, "")
	if !strings.HasPrefix(a.body, `{"posts":[{"myReactions":["like"],"postId":"a0","reactedByMe":true},{"myReactions":["like"],"postId":"a1","reactedByMe":true}],"scanned":4,"complete":false,"next":"2",`) ||
		a.header.Get("X-Addend-Calls") != "3" {
		t.Errorf("%s after %s calls", a.body, a.header.Get("X-Addend-Calls"))
	}
	a = h.get(t, cookie, "/plus/reacted?token=2")
	want(t, a, 200, "")
	if !strings.Contains(a.body, `"scanned":2,"complete":true,`) {
		t.Error(a.body)
	}
	want(t, h.get(t, cookie, "/plus/reacted?pages=99"), 400, "bad-query")
	want(t, h.do(t, "GET", "/plus/reacted", map[string]string{"Cookie": cookie, "X-Addend": ""}, nil), 403, "missing-header")
	want(t, h.do(t, "GET", "/plus/reacted", nil, nil), 401, "no-session")
}
