package main

import (
	"fmt"
	"testing"
	"time"

	"github.com/addend-go/addend/emulator"
)

func (w *world) posts(community string) int {
	w.t.Helper()
	var answer struct{ Posts []post }
	w.get("/api/v4/posts?targetType=community&targetId="+community+"&isDeleted=false&matchingOnlyParentPost=true&options[limit]=100", &answer)
	return len(answer.Posts)
}

func TestPurge(t *testing.T) {
	w := start(t, emulator.Options{Seed: true})
	before := w.posts("cafe")
	if before == 0 {
		t.Fatal("the seed has no posts")
	}
	holds(t, w.must("posts", "purge", "--community=cafe"), fmt.Sprintf("community cafe: %d posts", before), "nothing was deleted")
	if status, _, log := w.do("posts", "purge", "--community=cafe", "--delete"); status != 2 {
		t.Errorf("deleted with nobody to ask: status %d %s", status, log)
	}
	w.ask, w.in = true, "yes\n"
	if status, _, _ := w.do("posts", "purge", "--community=cafe", "--delete"); status != 1 {
		t.Errorf("deleted after a wrong answer: status %d", status)
	}
	if got := w.posts("cafe"); got != before {
		t.Fatalf("%d of %d posts are left before anything was confirmed", got, before)
	}
	other := w.posts("radios")
	w.in = fmt.Sprintf("delete %d\n", before)
	w.must("posts", "purge", "--community=cafe", "--delete")
	if got := w.posts("cafe"); got != 0 {
		t.Errorf("%d posts are left", got)
	}
	if got := w.posts("radios"); got != other {
		t.Errorf("another community has %d posts, had %d", got, other)
	}
	w.must("posts", "purge", "--all", "--delete", "--yes", "--permanent")
	holds(t, w.must("posts", "purge", "--all"), "0 posts in")
	if status, _, _ := w.do("posts", "purge"); status != 2 {
		t.Errorf("a purge of nothing named: status %d", status)
	}
}

func TestInactive(t *testing.T) {
	w := start(t, emulator.Options{})
	w.must("users", "import", w.file("a.csv", "userId\nold\nkept\n"))
	w.e.Advance(60 * 24 * time.Hour)
	w.now = w.now.Add(60 * 24 * time.Hour)
	w.must("users", "import", w.file("b.csv", "userId\nyoung\n"))
	day := w.now.Add(-24 * time.Hour).UTC().Format(time.DateOnly)

	out := w.must("users", "inactive", "--before="+day, "--except=kept")
	if want := "old\t" + w.now.Add(-60*24*time.Hour).UTC().Format(time.DateOnly) + "\n"; out != want {
		t.Errorf("inactive are %q, want %q", out, want)
	}
	w.must("users", "inactive", "--before="+day, "--except=kept", "--delete", "--yes")
	if a := w.account("old"); a.Name != "Deleted user" {
		t.Errorf("old is %+v", a)
	}
	for _, id := range []string{"kept", "young"} {
		if a := w.account(id); a.Name == "Deleted user" {
			t.Errorf("%s was deleted", id)
		}
	}
	status, _, log := w.do("users", "delete", "--yes", "old")
	if status != 1 {
		t.Errorf("deleted twice: status %d", status)
	}
	holds(t, log, "already deleted")
	if status, _, _ := w.do("users", "inactive", "--before=2999-01-01", "--delete", "--yes"); status != 2 {
		t.Errorf("a day to come: status %d", status)
	}
}
