package emulator

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestConversation(t *testing.T) { // FAQ F37
	w := newWorld(t)
	first, _ := w.conversation("u", "v")
	if second, _ := w.conversation("v", "u"); second != first {
		t.Errorf("the same two people have %s and %s", first, second)
	}
	if other := w.ok("u", "POST", "/api/v3/channels/conversation", `{"userIds":["v"],"isDistinct":false}`).text("channels", 0, "channelId"); other == first {
		t.Error("isDistinct=false found the old channel")
	}
	w.token("x")
	if three := w.ok("u", "POST", "/api/v3/channels/conversation", `{"userIds":["v","x","v"]}`).at("channels", 0, "memberCount"); three != 3.0 {
		t.Errorf("three people: %v", three)
	}
	got := w.ok("u", "GET", "/api/v3/channels/"+first, nil)
	if !slices.Equal(got.ids("channelUsers", "userId"), []string{"u", "v"}) || len(got.ids("users", "userId")) != 2 {
		t.Errorf("both people come along: %s", got.raw)
	}
	w.refused("x", "GET", "/api/v3/channels/"+first, nil, 404, 400400)
	w.refused("x", "GET", "/api/v5/messages?messageFeedId="+first, nil, 404, 400400)
	w.refused("x", "POST", "/api/v3/channels/"+first+"/join", nil, 404, 400400)
	w.refused("x", "POST", "/api/v5/messages", `{"messageFeedId":"`+first+`","dataType":"text","data":{"text":"t"}}`, 404, 400400)
	w.refused("u", "DELETE", "/api/v3/channels/"+first+"/leave", nil, 403, 400300)
	w.refused("u", "POST", "/api/v3/channels/conversation", `{"userIds":["nobody"]}`, 404, 400400)
	w.refused("u", "POST", "/api/v3/channels/conversation", `{"userIds":[]}`, 422, 500000)
	w.refused("u", "POST", "/api/v3/channels/conversation", `{"userIds":["1","2","3","4","5","6","7","8","9","10","11"]}`, 422, 500000)
}

func TestChannels(t *testing.T) {
	w := newWorld(t)
	w.token("v")
	made := w.ok("u", "POST", "/api/v3/channels", `{"channelId":"tea","type":"community","displayName":"Tea","tags":["hot"],"userIds":["v"]}`)
	if made.text("channels", 0, "channelId") != "tea" || made.text("messageFeeds", 0, "messageFeedId") != made.text("channels", 0, "channelInternalId") {
		t.Errorf("made: %s", made.raw)
	}
	w.refused("u", "POST", "/api/v3/channels", `{"channelId":"tea","type":"community"}`, 409, 400315)
	w.refused("u", "POST", "/api/v3/channels", `{"type":"broadcast"}`, 401, 400100)
	w.refused("u", "POST", "/api/v3/channels", `{"type":"telepathy"}`, 422, 500000)
	w.ok("u", "POST", "/api/v3/channels", `{"channelId":"show","type":"live","displayName":"Show"}`)
	w.ok("admin", "POST", "/api/v3/channels", `{"channelId":"news","type":"broadcast","displayName":"News"}`)
	chat, _ := w.conversation("u", "v")
	list := func(user, query string) []string {
		return w.ok(user, "GET", "/api/v3/channels?"+query, nil).ids("channels", "channelId")
	}
	for _, row := range []struct {
		user, query string
		want        []string
	}{
		{"u", "sortBy=firstCreated", []string{"tea", "show", "news", chat}}, {"x", "sortBy=firstCreated", []string{"tea", "show", "news"}},
		{"v", "filter=member&sortBy=firstCreated", []string{"tea", chat}}, {"v", "filter=notMember&sortBy=firstCreated", []string{"show", "news"}},
		{"u", "types[]=conversation", []string{chat}}, {"u", "types[]=live&types[]=broadcast&sortBy=firstCreated", []string{"show", "news"}},
		{"u", "tags[]=hot", []string{"tea"}}, {"u", "excludeTags[]=hot&types[]=community", []string{}}, {"u", "keyword=EW", []string{"news"}},
	} {
		if got := list(row.user, row.query); !slices.Equal(got, row.want) {
			t.Errorf("%s %s: %v, want %v", row.user, row.query, got, row.want)
		}
	}
	w.server.Advance(1e9)
	w.ok("v", "POST", "/api/v3/messages", `{"channelId":"tea","type":"text","data":{"text":"hi"}}`)
	if got := list("u", ""); got[0] != "tea" {
		t.Errorf("by activity: %v", got)
	}
	w.ok("x", "POST", "/api/v3/channels/show/join", nil)
	if got := w.ok("x", "GET", "/api/v4/channels/show/users", nil).ids("channelUsers", "userId"); !slices.Equal(got, []string{"u", "x"}) {
		t.Errorf("members: %v", got)
	}
	w.ok("x", "DELETE", "/api/v3/channels/show/leave", nil)
	w.refused("x", "POST", "/api/v3/messages", `{"channelId":"show","type":"text","data":{"text":"hi"}}`, 403, 400301)
	w.refused("v", "PUT", "/api/v3/channels/tea", `{"displayName":"Mine"}`, 403, 400301)
	w.ok("u", "PUT", "/api/v3/channels/tea", `{"displayName":"Green tea","metadata":{"k":1}}`)
	w.ok("u", "PUT", "/api/v3/channels/tea/users/ban", `{"userIds":["v"]}`)
	w.refused("v", "POST", "/api/v3/channels/tea/join", nil, 403, 400304)
	w.refused("v", "POST", "/api/v3/messages", `{"channelId":"tea","type":"text","data":{"text":"hi"}}`, 403, 400304)
	w.ok("u", "PUT", "/api/v3/channels/tea/users/unban", `{"userIds":["v"]}`)
	w.ok("u", "POST", "/api/v3/channels/tea/users", `{"userIds":["v"]}`)
	w.ok("u", "POST", "/api/v3/channels/tea/users/roles", `{"role":"host","userIds":["v"]}`)
	if got := w.ok("u", "GET", "/api/v3/channels/tea/users?roles[]=host", nil).ids("channelUsers", "userId"); !slices.Equal(got, []string{"v"}) {
		t.Errorf("hosts: %v", got)
	}
	w.refused("u", "POST", "/api/v3/messages", `{"channelId":"news","type":"text","data":{"text":"hi"}}`, 403, 400301)
	w.ok("admin", "POST", "/api/v3/messages", `{"channelId":"news","type":"text","data":{"text":"hi"}}`)
	w.ok("u", "DELETE", "/api/v3/channels/tea", nil)
	w.refused("v", "POST", "/api/v3/messages", `{"channelId":"tea","type":"text","data":{"text":"hi"}}`, 404, 400400)
}

func TestMessages(t *testing.T) { // FAQ F28, F68
	w := newWorld(t)
	_, feed := w.conversation("u", "v")
	voice := w.upload("u", "/api/v4/files", "v.webm", "audio/webm;codecs=opus", []byte("\x1a\x45\xdf\xa3webm....A_OPUS")).fileID(t)
	picture := w.upload("u", "/api/v4/images", "p.png", "image/png", smallPNG(t, 4, 4)).fileID(t)
	send := func(rest string) reply {
		return w.as("u", "POST", "/api/v5/messages", `{"messageFeedId":"`+feed+`",`+rest+`}`)
	}
	text := send(`"dataType":"text","data":{"text":"one"},"tags":["a"],"referenceId":"LOCAL_1"`)
	if text.at("messages", 0, "segment") != 1.0 || text.text("messageFeeds", 0, "messageFeedId") != feed || text.text("messages", 0, "referenceId") != "LOCAL_1" {
		t.Errorf("sent: %s", text.raw)
	}
	if again := send(`"dataType":"text","data":{"text":"one"},"referenceId":"LOCAL_1"`); again.text("messages", 0, "messageId") != text.text("messages", 0, "messageId") {
		t.Error("a repeated send made a second message")
	}
	audio := send(`"dataType":"audio","fileId":"` + voice + `","metadata":{"duration":3.25}`)
	if audio.at("messages", 0, "metadata", "duration") != 3.25 || audio.text("files", 0, "attributes", "mimeType") != "audio/webm" {
		t.Errorf("audio: %s", audio.raw)
	}
	send(`"dataType":"image","fileId":"` + picture + `","tags":["a","b"]`)
	reply := send(`"dataType":"text","data":{"text":"answer"},"parentId":"` + text.text("messages", 0, "messageId") + `"`)
	for _, row := range []struct {
		name, rest   string
		status, code int
	}{
		{"no text", `"dataType":"text"`, 422, 500000}, {"long text", `"dataType":"text","data":{"text":"` + strings.Repeat("x", 20001) + `"}`, 422, 500000},
		{"unknown type", `"dataType":"smell"`, 422, 500000}, {"no such file", `"dataType":"audio","fileId":"x"`, 404, 400400},
		{"an image as audio", `"dataType":"audio","fileId":"` + picture + `"`, 400, 400000}, {"no such parent", `"dataType":"text","data":{"text":"x"},"parentId":"x"`, 404, 400400},
		{"eleven tags", `"dataType":"text","data":{"text":"x"},"tags":["1","2","3","4","5","6","7","8","9","10","11"]`, 422, 500000},
	} {
		send(row.rest).mustBe(t, row.name, row.status, row.code)
	}
	for query, want := range map[string]string{
		"": "[4 3 2 1]", "&options[sortBy]=segmentAsc": "[1 2 3 4]", "&dataType=audio": "[2]", "&includeTags[]=b": "[3]", "&excludeTags[]=a": "[4 2]",
		"&options[after]=2&options[sortBy]=segmentAsc": "[3 4]", "&options[before]=3": "[2 1]", "&options[after]=2": "[4 3]", "&options[before]=3&options[sortBy]=segmentAsc": "[1 2]",
		"&options[around]=2&options[limit]=3&options[sortBy]=segmentAsc": "[1 2 3]", "&parentId=" + text.text("messages", 0, "messageId"): "[4]", "&isDeleted=true": "[]",
		"&options[before]=4&options[limit]=2&options[sortBy]=segmentAsc": "[2 3]",
	} {
		got := w.ok("v", "GET", "/api/v5/messages?messageFeedId="+feed+query, nil)
		list, _ := got.body["messages"].([]any)
		segments := []any{}
		for i := range list {
			segments = append(segments, got.at("messages", i, "segment"))
		}
		if fmt.Sprint(segments) != want {
			t.Errorf("%q: %v, want %s", query, segments, want)
		}
	}
	id := text.text("messages", 0, "messageId")
	w.refused("v", "PUT", "/api/v5/messages/"+id, `{"data":{"text":"mine"}}`, 403, 400301)
	if got := w.ok("u", "PUT", "/api/v5/messages/"+id, `{"data":{"text":"edited"}}`); got.text("messages", 0, "data", "text") != "edited" || got.at("messages", 0, "tags", 0) != "a" {
		t.Errorf("edited: %s", got.raw)
	}
	got := w.ok("u", "DELETE", "/api/v5/messages/"+reply.text("messages", 0, "messageId"), nil)
	if got.at("messages", 0, "isDeleted") != true || strings.Contains(string(got.raw), "answer") {
		t.Errorf("deleted: %s", got.raw)
	}
	if n := w.ok("v", "GET", "/api/v3/channels?filter=member", nil); n.text("messagePreviews", 0, "dataType") != "image" {
		t.Errorf("preview: %s", n.raw)
	}
}

func TestReading(t *testing.T) { // FAQ F45
	w := newWorld(t)
	channel, feed := w.conversation("u", "v")
	for range 3 {
		w.ok("u", "POST", "/api/v5/messages", `{"messageFeedId":"`+feed+`","dataType":"text","data":{"text":"t"}}`)
	}
	unread := func(user string) any {
		return w.ok(user, "GET", "/api/v1/markers/channels?channelIds[]="+channel, nil).at("userEntityMarkers", 0, "unreadCount")
	}
	if unread("v") != 3.0 || unread("u") != 0.0 {
		t.Errorf("unread: v %v, u %v", unread("v"), unread("u"))
	}
	got := w.ok("v", "PUT", "/api/v1/markers/message-feeds/"+feed+"/mark-read", `{"readToSegment":2}`)
	if got.at("userFeedMarkers", 0, "readToSegment") != 2.0 || got.at("userFeedMarkers", 0, "unreadCount") != 1.0 || got.at("feedMarkers", 0, "lastSegment") != 3.0 {
		t.Errorf("marked: %s", got.raw)
	}
	w.ok("v", "PUT", "/api/v1/markers/message-feeds/"+feed+"/mark-read", `{"readToSegment":1}`)
	if unread("v") != 1.0 {
		t.Errorf("the marker went back: %v", unread("v"))
	}
	w.ok("v", "POST", "/api/v1/markers/message-feeds/"+feed+"/start-reading", nil)
	if unread("v") != 0.0 {
		t.Errorf("after start-reading: %v", unread("v"))
	}
	for _, call := range []string{"POST /api/v1/markers/message-feeds/" + feed + "/stop-reading", "PUT /api/v1/markers/channels/" + channel + "/mark-read", "GET /api/v1/markers/userMarker", "GET /api/v1/markers/messages"} {
		method, path, _ := strings.Cut(call, " ")
		got := w.ok("v", method, path, nil)
		for _, array := range []string{"userMarkers", "userFeedMarkers", "userEntityMarkers", "feedMarkers"} {
			if _, ok := got.body[array].([]any); !ok {
				t.Errorf("%s: no array %s in %s", call, array, got.raw)
			}
		}
	}
	w.refused("x", "POST", "/api/v1/markers/message-feeds/"+feed+"/start-reading", nil, 404, 400400)
	w.refused("v", "PUT", "/api/v1/markers/message-feeds/"+feed+"/mark-read", `{"readToSegment":-1}`, 422, 500000)
}

func TestMessageFeeds(t *testing.T) {
	w := newWorld(t)
	w.token("v")
	w.ok("u", "POST", "/api/v3/channels", `{"channelId":"tea","type":"community","userIds":["v"]}`)
	w.refused("v", "POST", "/api/v5/message-feeds", `{"channelId":"tea","name":"Green"}`, 403, 400301)
	made := w.ok("u", "POST", "/api/v5/message-feeds", `{"channelId":"tea","name":"Green"}`).text("messageFeeds", 0, "messageFeedId")
	w.ok("v", "POST", "/api/v5/messages", `{"messageFeedId":"`+made+`","dataType":"text","data":{"text":"hi"}}`)
	feeds := w.ok("v", "GET", "/api/v5/message-feeds/channel/tea", nil)
	if got := feeds.ids("messageFeeds", "name"); !slices.Equal(got, []string{"Main", "Green"}) || feeds.at("messageFeeds", 1, "childCount") != 1.0 {
		t.Errorf("feeds: %s", feeds.raw)
	}
	w.ok("u", "PUT", "/api/v5/message-feeds/"+made, `{"name":"Oolong"}`)
	if got := w.ok("v", "GET", "/api/v5/message-feeds/list?messageFeedIds[]="+made, nil).ids("messageFeeds", "name"); !slices.Equal(got, []string{"Oolong"}) {
		t.Errorf("renamed: %v", got)
	}
	w.refused("u", "DELETE", "/api/v5/message-feeds/tea", nil, 403, 400300) // the default one
	w.ok("u", "DELETE", "/api/v5/message-feeds/"+made+"?permanent=true", nil)
	w.refused("v", "POST", "/api/v5/messages", `{"messageFeedId":"`+made+`","dataType":"text","data":{"text":"hi"}}`, 404, 400400)
}
