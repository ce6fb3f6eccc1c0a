package emulator

import (
	"encoding/csv"
	"strings"
	"testing"
)

func TestLastActivityReport(t *testing.T) {
	w := newWorld(t)
	w.token("u")
	w.token("v")
	w.ok("v", "PUT", "/api/v3/users", map[string]any{"userId": "v", "displayName": `=HYPERLINK("http://x","y"), a`})
	w.refused("u", "GET", "/api/v1/reports/user-last-activity", nil, 401, 400100)
	got := w.ok("admin", "GET", "/api/v1/reports/user-last-activity", nil)
	rows, err := csv.NewReader(strings.NewReader(string(got.raw))).ReadAll()
	if err != nil || len(rows) != 3 || strings.Join(rows[0], " ") != "user_id user_public_id display_name last_active_utc" {
		t.Fatalf("%v %q", err, got.raw)
	}
	if rows[1][0] != w.internalID("u") || rows[1][1] != "u" || rows[2][2] != `'=HYPERLINK("http://x","y"), a` || !strings.HasSuffix(rows[1][3], "Z") {
		t.Errorf("rows %q", rows)
	}
	if kind := got.header.Get("Content-Type"); kind != "text/csv; charset=utf-8" {
		t.Errorf("type %q", kind)
	}
}

func TestImageModerationSettings(t *testing.T) { // FAQ F78
	w := newWorld(t)
	upload := func() int {
		return w.upload("u", "/api/v4/images", "unsafe.png", "image/png", smallPNG(t, 2, 2)).status
	}
	if err := w.server.SetFault(Fault{UnsafeImageName: "unsafe", UnsafeImageScore: 60}); err != nil {
		t.Fatal(err)
	}
	set := func(body string) { t.Helper(); w.ok("admin", "PUT", "/api/v2/moderation-settings", body) }
	for _, step := range []struct {
		body string
		want int
	}{{`{}`, 200}, {`{"imageModeration":{"violence":61}}`, 200}, {`{"imageModeration":{"violence":60}}`, 403}, {`{"enableImageModeration":false}`, 200}, {`{"enableImageModeration":true}`, 403}} {
		set(step.body)
		if got := upload(); got != step.want {
			t.Errorf("%s: %d, want %d", step.body, got, step.want)
		}
	}
	w.refused("u", "GET", "/api/v2/moderation-settings", nil, 401, 400100)
	w.refused("admin", "PUT", "/api/v2/moderation-settings", `{"imageModeration":{"nudity":101}}`, 422, 500000)
	w.refused("admin", "PUT", "/api/v2/moderation-settings", `{"imageModeration":{"colour":1}}`, 422, 500000)
	if w.server.SetFault(Fault{UnsafeImageScore: 101}) == nil {
		t.Error("a score of 101 is accepted")
	}
}
