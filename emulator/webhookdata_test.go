package emulator

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
)

// Every event has the keys that the platform's reference names, and no others.
func TestWebhookKeys(t *testing.T) {
	url, got := receiver(t, func(int32) int { return 200 })
	w := newWorld(t, func(o *Options) { o.Webhooks = []Webhook{{URL: url, Secret: "shh"}} })
	const post = "categories comments communities communityUsers feeds files postChildren posts users videoStreamings"
	const comment = "commentChildren comments communityUsers files users"
	const community = "categories communities communityUsers feeds files users"
	expect := func(event, keys string, values ...string) {
		t.Helper()
		for {
			name, data, raw := next(t, got)
			if name == "user.didCreate" && event != name {
				continue // somebody's first call
			}
			if have := strings.Join(slices.Sorted(maps.Keys(data)), " "); name != event || have != keys {
				t.Errorf("%s has the keys %s, want %s with %s", name, have, event, keys)
			}
			for i := 0; i+1 < len(values); i += 2 {
				if b, _ := json.Marshal(data[values[i]]); string(b) != values[i+1] {
					t.Errorf("%s: %s is %s, want %s", event, values[i], b, values[i+1])
				}
			}
			if !json.Valid(raw.body) {
				t.Errorf("%s: %s", event, raw.body)
			}
			return
		}
	}
	w.token("a")
	expect("user.didCreate", "files users")
	for _, id := range []string{"b", "c", "d"} {
		w.token(id)
	}
	id := w.community("a", "café", "b")
	expect("v3.community.didCreate", community)
	p := w.post("a", id, "hello")
	expect("v3.post.didCreate", post)
	w.ok("b", "POST", "/api/v3/posts/"+p+"/flag", nil)
	expect("v3.post.didFlag", strings.Replace(post, "files", "files flaggedUserId", 1), "flaggedUserId", `"b"`)
	w.ok("b", "POST", "/api/v2/reactions", reactionInput{p, "post", "like"})
	expect("v3.post.didAddReaction", strings.Replace(post, "posts", "posts reactor", 1))
	k := w.ok("b", "POST", "/api/v3/comments", map[string]any{"referenceId": p, "data": map[string]string{"text": "one"}}).text("comments", 0, "commentId")
	expect("v3.comment.didCreate", comment)
	w.ok("a", "POST", "/api/v3/comments", map[string]any{"referenceId": p, "parentId": k, "data": map[string]string{"text": "two"}})
	expect("v3.comment.didReply", comment)
	w.ok("a", "POST", "/api/v3/channels", map[string]any{"channelId": "ch", "type": "community", "userIds": []string{"b"}})
	expect("channel.didCreate", "channel userIds users", "userIds", `["a","b"]`)
	w.ok("c", "POST", "/api/v3/channels/ch/join", nil)
	expect("channel.didJoin", "channel userIds users", "userIds", `["c"]`)
	w.ok("a", "POST", "/api/v3/channels/ch/users", map[string]any{"userIds": []string{"d"}})
	expect("channel.didAddUsers", "adderId channel userIds users", "userIds", `["d"]`, "adderId", `"a"`)
	w.ok("a", "DELETE", "/api/v3/channels/ch/users", map[string]any{"userIds": []string{"d"}})
	expect("channel.didRemoveUsers", "channel removerId userIds users", "userIds", `["d"]`, "removerId", `"a"`)
	w.ok("a", "PUT", "/api/v3/channels/ch/users/ban", map[string]any{"userIds": []string{"d"}})
	expect("channel.didBan", "actorId channel userIds users", "userIds", `["d"]`, "actorId", `"a"`)
	w.ok("a", "PUT", "/api/v3/channels/ch", map[string]any{"displayName": "x"})
	expect("channel.didUpdate", "channel userId users", "userId", `"a"`)
	w.ok("a", "DELETE", "/api/v3/channels/ch", nil)
	expect("channel.didClose", "channel users")
	w.ok("b", "POST", "/api/v4/me/following/a", nil)
	expect("follow.didCreate", "createdAt from status to updatedAt", "from", `"b"`, "to", `"a"`, "status", `"accepted"`)
	_, feed := w.conversation("a", "b")
	expect("channel.didCreate", "channel userIds users", "userIds", `["a","b"]`)
	m := w.ok("a", "POST", "/api/v5/messages", map[string]any{"messageFeedId": feed, "dataType": "text", "data": map[string]string{"text": "t"}}).text("messages", 0, "messageId")
	expect("v5.message.didCreate", "files messageFeeds messages reactions users")
	w.ok("b", "POST", "/api/v2/reactions", reactionInput{m, "message", "like"})
	expect("message.didAddReaction", "files messages reactor users")
	w.ok("b", "POST", "/api/v5/messages/"+m+"/flags", nil)
	expect("message.didFlag", "messages users")
}

// The same event under the platform's old name of the signature.
func TestWebhookDuplicates(t *testing.T) {
	url, got := receiver(t, func(int32) int { return 200 })
	w := newWorld(t, func(o *Options) { o.Webhooks = []Webhook{{URL: url, Secret: "shh", Duplicates: true}} })
	w.token("u")
	_, _, first := next(t, got)
	_, _, again := next(t, got)
	if first.signature == "" || first.legacy != "" || again.signature != "" || again.legacy != webhookSignature("shh", again.body) || string(first.body) != string(again.body) {
		t.Errorf("signed %q and %q, then %q and %q", first.signature, first.legacy, again.signature, again.legacy)
	}
}

func TestPushNotifications(t *testing.T) {
	url, got := receiver(t, func(int32) int { return 200 })
	plain, other := receiver(t, func(int32) int { return 200 })
	w := newWorld(t, func(o *Options) {
		o.Webhooks = []Webhook{{URL: url, Secret: "shh", PushNotifications: true}, {URL: plain, Secret: "shh"}}
	})
	for _, id := range []string{"a", "b", "c"} {
		w.token(id)
	}
	last := ""
	push := func(name, sender string, targets ...string) {
		t.Helper()
		for {
			_, _, raw := next(t, got)
			var p struct {
				EventType, ID, NetworkID, Path, SentTime string
				Data                                     struct {
					EventName, Title, Body string
					TargetIDs              []string
				}
			}
			if err := json.Unmarshal(raw.body, &p); err != nil {
				t.Fatal(err)
			}
			if p.EventType == "" {
				continue // the event itself
			}
			if p.EventType != "push-notification.created" || p.Data.EventName != name || p.Data.Title != sender || !slices.Equal(p.Data.TargetIDs, targets) ||
				p.ID == "" || p.NetworkID == "" || p.Path == "" || p.SentTime == "" || raw.signature != webhookSignature("shh", raw.body) {
				t.Errorf("%s\nwant %s of %s to %v", raw.body, name, sender, targets)
			}
			last = p.Data.Body
			return
		}
	}
	id := w.community("a", "café", "b", "c")
	w.ok("c", "POST", "/api/v4/me/user-blocks/a", nil)
	p := w.post("a", id, "hello")
	push("post.created", "a", "b") // c has blocked a
	w.ok("b", "POST", "/api/v2/reactions", reactionInput{p, "post", "like"})
	push("post.reacted", "b", "a")
	w.ok("a", "POST", "/api/v2/reactions", reactionInput{p, "post", "like"}) // nobody is told of what they did
	k := w.ok("b", "POST", "/api/v3/comments", map[string]any{"referenceId": p, "data": map[string]string{"text": "one"}}).text("comments", 0, "commentId")
	push("comment.created", "b", "a")
	w.ok("c", "POST", "/api/v3/comments", map[string]any{"referenceId": p, "parentId": k, "data": map[string]string{"text": "two"},
		"mentionees": []any{map[string]any{"type": "user", "userIds": []string{"a"}}}})
	push("mention-comment.created", "c", "a")
	push("comment.replied", "c", "b")
	w.ok("b", "POST", "/api/v4/me/following/a", nil)
	push("follow.created", "b", "a")
	_, feed := w.conversation("a", "b")
	push("channel.created", "a", "b")
	w.ok("a", "POST", "/api/v5/messages", map[string]any{"messageFeedId": feed, "dataType": "text", "data": map[string]string{"text": strings.Repeat("ж", 200)}})
	push("message.created", "a", "b")
	if last != strings.Repeat("ж", 100)+"…" {
		t.Errorf("the words are %q", last)
	}
	w.ok("admin", "PUT", "/api/v3/network-settings/webhook", map[string]any{"webhookEnabled": false})
	w.post("a", id, "unheard")
	w.ok("admin", "PUT", "/api/v3/network-settings/webhook", map[string]any{"webhookEnabled": true})
	w.post("a", id, "heard")
	push("post.created", "a", "b")
	if last != "heard" {
		t.Errorf("told of %q although webhooks are off", last)
	}
	for len(other) > 0 {
		if raw := <-other; strings.Contains(string(raw.body), "push-notification") {
			t.Errorf("told to a URL that did not ask: %s", raw.body)
		}
	}
}
