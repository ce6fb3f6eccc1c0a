package emulator

import (
	"slices"
	"testing"
)

func TestBlocklist(t *testing.T) { // FAQ F04
	w := newWorld(t)
	id := w.community("u", "café")
	_, feed := w.conversation("u", "v")
	w.refused("u", "POST", "/api/v3/blocklists", `{"regexs":["x"]}`, 401, 400100)
	w.refused("admin", "POST", "/api/v3/blocklists", `{"regexs":["fine","(unclosed"]}`, 400, 400001)
	w.refused("admin", "POST", "/api/v3/blocklists", `{"regexs":[]}`, 422, 500000)
	w.ok("admin", "POST", "/api/v3/blocklists", `{"regexs":["badg.r","дурень"],"isMatchExactWord":true}`)
	w.ok("admin", "POST", "/api/v3/blacklist/records", `{"regexs":["rust"],"isMatchExactWord":false}`)
	for text, blocked := range map[string]bool{
		"a Badger!": true, "badgers": false, "badger": true, "(bádger)": false, "дурень.": true, "дуренько": false, "trusty": true, "RUST": true, "iron": false, "badger_": false,
	} {
		for name, call := range map[string][2]string{
			"post": {"/api/v4/posts", `{"targetType":"community","targetId":"` + id + `","data":{"text":"` + text + `"}}`}, "message": {"/api/v5/messages", `{"messageFeedId":"` + feed + `","dataType":"text","data":{"text":"` + text + `"}}`},
			"verify": {"/api/v3/blocklists/verify", `{"data":["fine","` + text + `"]}`}, "community": {"/api/v3/communities", `{"displayName":"` + text + `"}`},
		} {
			got := w.as("u", "POST", call[0], call[1])
			if blocked {
				got.mustBe(t, name+" "+text, 403, 400308)
			} else if got.status != 200 {
				t.Errorf("%s %q: %d %s", name, text, got.status, got.raw)
			}
		}
	}
	rules := w.ok("admin", "GET", "/api/v3/blocklists?sortBy=firstCreated", nil)
	if got := rules.ids("results", "regex"); !slices.Equal(got, []string{"badg.r", "дурень", "rust"}) {
		t.Errorf("rules: %v (the list with a bad one must not be half kept)", got)
	}
	if got := w.ok("admin", "GET", "/api/v3/blocklists?regex=ru", nil).ids("results", "regex"); !slices.Equal(got, []string{"rust"}) {
		t.Errorf("prefix: %v", got)
	}
	w.ok("admin", "PUT", "/api/v2/blacklist/records/"+rules.text("results", 0, "ruleId"), `{"isEnabled":false}`)
	w.post("u", id, "badger again")
	w.ok("admin", "DELETE", "/api/v2/blacklist/records?ruleIds[]="+rules.text("results", 2, "ruleId"), nil)
	w.post("u", id, "rust again")
	w.ok("admin", "PUT", "/api/v2/blacklist/records", `{"regexs":["only"]}`)
	w.refused("u", "POST", "/api/v3/blocklists/verify", `{"data":["only"]}`, 403, 400308)
	w.ok("u", "POST", "/api/v3/blocklists/verify", `{"data":["дурень"]}`)
}

func TestAllowList(t *testing.T) { // FAQ F79
	w := newWorld(t)
	id := w.community("u", "café")
	w.post("u", id, "see https://anything.example/")
	w.ok("u", "POST", "/api/v3/allowlists/verify", `{"data":["https://x.test"]}`)
	w.ok("admin", "POST", "/api/v3/allowlists", `{"regexs":["good\\.example"]}`)
	w.ok("admin", "PUT", "/api/v3/network-settings/moderation", `{"isWhitelistEnabled":true}`)
	for link, allowed := range map[string]bool{
		"https://good.example/a?b": true, "http://sub.good.example": true, "www.good.example": true, "https://good.example.evil.test": false,
		"https://evilgood.example": false, "https://evil.test/good.example": false, "https://good.example@evil.test/": false,
	} {
		post := w.as("u", "POST", "/api/v4/posts", `{"targetType":"community","targetId":"`+id+`","data":{"text":"see `+link+` now"}}`)
		verify := w.as("u", "POST", "/api/v3/allowlists/verify", `{"data":["`+link+`"]}`)
		for name, got := range map[string]reply{"post": post, "verify": verify} {
			if allowed && got.status != 200 {
				t.Errorf("%s %s: %d %s", name, link, got.status, got.raw)
			} else if !allowed {
				got.mustBe(t, name+" "+link, 403, 400309)
			}
		}
	}
	w.post("u", id, "no link at all")
	w.refused("u", "POST", "/api/v3/allowlists/verify", `{"data":["not a link"]}`, 400, 400000)
}

func TestImageModeration(t *testing.T) { // FAQ F78
	w := newWorld(t)
	if err := w.server.SetFault(Fault{UnsafeImageName: "unsafe"}); err != nil {
		t.Fatal(err)
	}
	w.upload("u", "/api/v4/images", "an-unsafe.png", "image/png", smallPNG(t, 4, 4)).mustBe(t, "unsafe", 403, 400314)
	if got := w.upload("u", "/api/v4/images", "fine.png", "image/png", smallPNG(t, 4, 4)); got.status != 200 {
		t.Errorf("fine: %s", got.raw)
	}
}
