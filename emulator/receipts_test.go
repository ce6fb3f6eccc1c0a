package emulator

import (
	"slices"
	"testing"
)

func TestReceipts(t *testing.T) { // FAQ F45
	w := newWorld(t)
	channel, feed := w.conversation("a", "b")
	send := func(text string) string {
		return w.ok("a", "POST", "/api/v5/messages", map[string]any{"messageFeedId": feed, "dataType": "text", "data": map[string]string{"text": text}}).text("messages", 0, "messageId")
	}
	first, second := send("one"), send("two")
	counts := func(id string) (read, delivered any) {
		got := w.ok("a", "GET", "/api/v1/markers/messages?messageIds[]="+id, nil)
		return got.at("contentMarkers", 0, "readCount"), got.at("contentMarkers", 0, "deliveredCount")
	}
	if read, delivered := counts(first); read != 0.0 || delivered != 0.0 {
		t.Errorf("before anybody looked: read %v, delivered %v", read, delivered)
	}
	w.ok("b", "PUT", "/api/v1/markers/message-feeds/"+feed+"/mark-delivering", map[string]string{"messageId": second})
	if read, delivered := counts(second); read != 0.0 || delivered != 1.0 {
		t.Errorf("delivered: read %v, delivered %v", read, delivered)
	}
	w.ok("b", "PUT", "/api/v1/markers/message-feeds/"+feed+"/mark-read", map[string]any{"readToSegment": 1})
	if read, _ := counts(first); read != 1.0 {
		t.Errorf("the first message is read by %v", read)
	}
	if read, _ := counts(second); read != 0.0 {
		t.Errorf("the second message is read by %v", read)
	}
	for path, want := range map[string][]string{
		first + "/read-users": {"b"}, second + "/read-users": {}, second + "/delivered-users": {"b"},
	} {
		if got := w.ok("a", "GET", "/api/v1/markers/messages/"+path, nil).ids("users", "userId"); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", path, got, want)
		}
	}
	w.refused("stranger", "GET", "/api/v1/markers/messages/"+first+"/read-users", nil, 404, 400400)
	w.refused("stranger", "PUT", "/api/v1/markers/message-feeds/"+feed+"/mark-delivering", map[string]string{"messageId": first}, 404, 400400)
	if got := w.ok("stranger", "GET", "/api/v1/markers/messages?messageIds[]="+first, nil); len(got.ids("contentMarkers", "contentId")) != 0 {
		t.Errorf("a stranger sees receipts: %s", got.raw)
	}
	sync := func(since string) int {
		return len(w.ok("b", "POST", "/api/v1/markers/sync", map[string]string{"deviceLastSyncAt": since}).ids("feedMarkers", "feedId"))
	}
	if sync("2000-01-01T00:00:00.000Z") != 1 || sync(stamp(w.server.Now().UnixMilli()+1000)) != 0 {
		t.Error("sync does not tell what has moved and what has not")
	}
	w.refused("b", "POST", "/api/v1/markers/sync", map[string]string{"deviceLastSyncAt": "x"}, 422, 500000)
	if got := w.ok("b", "GET", "/api/v2/search/messages?query=TWO&channelId="+channel, nil).ids("messages", "messageId"); !slices.Equal(got, []string{second}) {
		t.Errorf("search found %v", got)
	}
	if got := w.ok("stranger", "GET", "/api/v2/search/messages?query=two", nil).ids("messages", "messageId"); len(got) != 0 {
		t.Errorf("a stranger's search found %v", got)
	}
}
