package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/addend-go/addend/emulator"
	"github.com/addend-go/addend/worker/badge"
)

func TestWords(t *testing.T) {
	w := start(t, emulator.Options{})
	var list strings.Builder
	for i := range 250 {
		fmt.Fprintf(&list, "word%d\n", i)
	}
	w.in = list.String() + "# a remark\n\nword7\n"
	holds(t, w.must("words", "import", "--exact", "-"), "250 added, 1 were there already, 0 refused")
	w.in = "word7\nnew\n(broken\n"
	status, out, log := w.do("words", "import", "--exact", "-")
	if status != 1 {
		t.Errorf("a broken expression: status %d", status)
	}
	holds(t, out+log, "1 added, 1 were there already, 1 refused", "refused: (broken")
	have := w.must("words", "list")
	holds(t, have, "whole word\tword249\n", "whole word\tnew\n")
	if n := strings.Count(have, "\n"); n != 251 {
		t.Errorf("%d words in the list", n)
	}
}

func TestCommunitiesAndFollow(t *testing.T) {
	w := start(t, emulator.Options{Seed: true})
	holds(t, w.must("follow"), "off")
	holds(t, w.must("follow", "--requests=on"), "on")
	holds(t, w.must("follow"), "on")

	members := func() int {
		var answer struct {
			Users []struct {
				ID string `json:"userId"`
			} `json:"communityUsers"`
		}
		w.get("/api/v3/communities/cafe/users?roles[]=community-moderator", &answer)
		return len(answer.Users)
	}
	before := members()
	w.must("communities", "roles", "add", "cafe", "marta", "tomasz")
	after := members()
	if after <= before {
		t.Errorf("%d moderators, before %d", after, before)
	}
	w.must("communities", "remove", "cafe", "tomasz")
	if members() != after-1 {
		t.Error("tomasz is still there")
	}
	w.must("communities", "delete", "--yes", "cafe")
	var gone struct{ Communities []struct{ IsDeleted bool } }
	w.get("/api/v3/communities/cafe", &gone)
	if len(gone.Communities) != 1 || !gone.Communities[0].IsDeleted {
		t.Errorf("the community is %+v", gone)
	}
}

func TestFigures(t *testing.T) {
	networks := []emulator.Network{
		{ID: "one", APIKey: emulator.TestAPIKey, AdminToken: emulator.TestAdminToken},
		{ID: "two", APIKey: "two-key", AdminToken: "two-admin"},
	}
	w := start(t, emulator.Options{Networks: networks, Seed: true})
	w.env = map[string]string{"ADDEND_APPS": fmt.Sprintf(`{"one": {"hosts": ["one.example"], "ADDEND_UPSTREAM": %q, "ADDEND_API_KEY": %q, "ADDEND_ADMIN_TOKEN": %q}, "two": {"ADDEND_UPSTREAM": %[1]q, "ADDEND_API_KEY": "two-key", "ADDEND_ADMIN_TOKEN": "two-admin"}}`, w.e.URL, emulator.TestAPIKey, emulator.TestAdminToken)}
	if status, _, log := w.do("words", "list"); status != 2 {
		t.Errorf("which application? status %d %s", status, log)
	}
	w.must("--app=two", "users", "import", w.file("p.csv", "userId\nlooker\n"))
	out := w.must("figures", "--days=30")
	holds(t, out, "one  two  together")
	rows := map[string][]string{}
	for _, line := range strings.Split(out, "\n") {
		if f := strings.Fields(line); len(f) >= 4 {
			rows[strings.Join(f[:len(f)-3], " ")] = f[len(f)-3:]
		}
	}
	for name, want := range map[string]string{"users": "12 1 13", "lurking": "0 1 1", "communities": "4 0 4"} {
		if got := strings.Join(rows[name], " "); got != want {
			t.Errorf("%s: %s, want %s\n%s", name, got, want, out)
		}
	}
	var messages, total int
	for name, f := range rows {
		n := 0
		fmt.Sscan(f[2], &n)
		if name == "messages" {
			total = n
		} else if strings.HasPrefix(name, "messages 2") {
			messages += n
		}
	}
	if messages == 0 || messages != total {
		t.Errorf("%d messages on all days, %d together", messages, total)
	}
}

func TestSettingsThatAreMissing(t *testing.T) {
	for name, c := range map[string]struct {
		env  map[string]string
		want string
	}{
		"no region":       {nil, "ADDEND_REGION"},
		"unknown region":  {map[string]string{"ADDEND_REGION": "mars"}, "use one of eu, sg, us"},
		"no token":        {map[string]string{"ADDEND_REGION": "eu"}, "ADDEND_ADMIN_TOKEN"},
		"in the clear":    {map[string]string{"ADDEND_UPSTREAM": "http://example.com", "ADDEND_ADMIN_TOKEN": "t"}, "https"},
		"apps, not JSON":  {map[string]string{"ADDEND_APPS": `{"a": {"ADDEND_ADMIN_TOKEN": "hidden-token"`}, "ADDEND_APPS is not JSON"},
		"apps, none":      {map[string]string{"ADDEND_APPS": `{}`}, "names no application"},
		"user in the URL": {map[string]string{"ADDEND_UPSTREAM": "https://u:hidden-token@example.com", "ADDEND_ADMIN_TOKEN": "t"}, "not a base URL"},
	} {
		t.Run(name, func(t *testing.T) {
			w := &world{t: t, env: c.env}
			status, out, log := w.do("words", "list")
			if status != 2 {
				t.Errorf("status %d", status)
			}
			holds(t, log, c.want)
			if strings.Contains(out+log, "hidden-token") {
				t.Error("the token is in the message")
			}
		})
	}
}

func TestBadge(t *testing.T) {
	w := start(t, emulator.Options{})
	w.must("users", "import", w.file("p.csv", "userId,metadata.team\nana,red\n"))
	if status, _, log := w.do("users", "badge", "ana"); status != 2 {
		t.Errorf("no key: status %d %s", status, log)
	}
	key := bytes.Repeat([]byte{7}, 32)
	w.env["ADDEND_BADGE_KEYS"] = base64.StdEncoding.EncodeToString(key) + ",ignored"
	w.must("users", "badge", "--days=30", "ana")
	keys, err := badge.New([][]byte{key}, nil)
	if err != nil {
		t.Fatal(err)
	}
	a := w.account("ana")
	text, _ := a.Metadata["verified"].(string)
	if !keys.Check("", "ana", text, w.now) || keys.Check("", "ana", text, w.now.Add(31*24*time.Hour)) || keys.Check("", "bo", text, w.now) {
		t.Errorf("the badge is %q", text)
	}
	w.must("users", "badge", "--take", "ana")
	if a := w.account("ana"); a.Metadata["verified"] != nil || a.Metadata["team"] != "red" {
		t.Errorf("after it was taken: %+v", a)
	}
}
