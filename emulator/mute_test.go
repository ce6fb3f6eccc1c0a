package emulator

import (
	"testing"
	"time"
)

func TestMute(t *testing.T) {
	w := newWorld(t)
	w.token("v")
	w.ok("u", "POST", "/api/v3/channels", map[string]any{"channelId": "c", "type": "community", "userIds": []string{"v"}})
	say := map[string]any{"channelId": "c", "dataType": "text", "data": map[string]string{"text": "t"}}
	mute := func(path string, period int64) {
		t.Helper()
		if got := w.ok("u", "PUT", path, map[string]any{"mutePeriod": period, "userIds": []string{"v"}}); got.body["success"] != true {
			t.Errorf("%s: %s", path, got.raw)
		}
	}
	for path, code := range map[string]int{"/api/v2/channel/c/mute": codeChannelMuted, "/api/v2/channel/c/users/mute": codeMuted} {
		mute(path, -1)
		w.server.Advance(365 * 24 * time.Hour / 100)
		w.refused("v", "POST", "/api/v5/messages", say, 403, code)
		w.ok("u", "POST", "/api/v5/messages", say) // a moderator of the channel
		mute(path, 0)
		w.ok("v", "POST", "/api/v5/messages", say)
		mute(path, 60000)
		w.server.Advance(59 * time.Second)
		w.refused("v", "POST", "/api/v5/messages", say, 403, code)
		w.server.Advance(2 * time.Second)
		w.ok("v", "POST", "/api/v5/messages", say)
	}
	w.refused("v", "PUT", "/api/v2/channel/c/mute", map[string]any{"mutePeriod": 1}, 403, 400301)
	for _, body := range []string{`{}`, `{"mutePeriod":-2}`, `{"mutePeriod":"1"}`, `{"mutePeriod":999999999999999}`} {
		w.refused("u", "PUT", "/api/v2/channel/c/mute", body, 422, 500000)
	}
	w.refused("u", "PUT", "/api/v2/channel/c/users/mute", map[string]any{"mutePeriod": 1, "userIds": []string{"nobody"}}, 403, 400300)
	w.refused("u", "PUT", "/api/v2/channel/none/mute", map[string]any{"mutePeriod": 1}, 404, 400400)
}
