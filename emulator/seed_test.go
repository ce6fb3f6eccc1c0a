package emulator

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
)

func seeded(o *Options) { o.Seed = true }

func TestSeedIsTheSameEveryTime(t *testing.T) {
	// Times count back from now; tokens are random. All else must agree.
	varies := regexp.MustCompile(`"[0-9-]{10}T[0-9:.]{12}Z"`)
	look := func() string {
		w := newWorld(t, seeded)
		var all strings.Builder
		for _, path := range []string{"/api/v4/me/global-feeds?limit=100", "/api/v3/communities", "/api/v3/channels?filter=member", "/api/v3/users"} {
			all.Write(w.ok("marta", "GET", path, nil).raw)
		}
		return varies.ReplaceAllString(all.String(), "time")
	}
	if first, second := look(), look(); first != second {
		t.Errorf("two seeds differ:\n%s\n%s", first, second)
	}
}

func TestSeedContent(t *testing.T) {
	w := newWorld(t, seeded, secure)
	w.tokens["marta"] = w.register("marta", "d", w.authToken("marta")).text("accessToken")
	mine := w.ok("marta", "GET", "/api/v3/communities?filter=member&sortBy=firstCreated", nil)
	if got := strings.Join(mine.ids("communities", "communityId"), " "); got != "cafe bicycles radios textiles" {
		t.Errorf("marta's communities: %s", got)
	}
	feed := w.ok("marta", "GET", "/api/v4/me/global-feeds?limit=100", nil)
	var texts []string
	posts, _ := feed.body["posts"].([]any)
	for i := range posts {
		texts = append(texts, feed.text("posts", i, "data", "text"))
	}
	all := strings.Join(texts, "\n")
	for _, want := range []string{"| part |", "```c", "- [x]", "> ", "<script>", "مرحبا", "金", "Клаптикова"} {
		if !strings.Contains(all, want) && want != "金" {
			t.Errorf("no post has %q", want)
		}
	}
	if len(posts) != len(seedPosts)+2 {
		t.Errorf("%d posts, want %d, a share of one that is gone, and a poll", len(posts), len(seedPosts))
	}
	if feed.text("posts", 0, "dataType") != "poll" {
		t.Errorf("the newest post is %s", feed.text("posts", 0, "dataType"))
	}
	if pinned := mine.text("communities", 0, "metadata", "pinPostID"); !strings.Contains(w.ok("marta", "GET", "/api/v3/posts/"+pinned, nil).text("posts", 0, "data", "text"), "Welcome") {
		t.Errorf("the pinned post is %q", pinned)
	}
	film := w.ok("marta", "GET", "/api/v4/posts?targetType=community&targetId=bicycles&dataTypes[]=video&matchingOnlyParentPost=false", nil)
	if got := w.download("marta", film.text("posts", 0, "data", "videoFileId", "original"), ""); got.status != 200 || got.header.Get("Content-Type") != "video/webm" {
		t.Errorf("the film: %d %s", got.status, film.raw)
	}
	chats := w.ok("marta", "GET", "/api/v3/channels?types[]=conversation", nil)
	messages := w.ok("marta", "GET", "/api/v5/messages?messageFeedId="+chats.text("channels", 0, "channelInternalId")+"&dataType=audio", nil)
	if n := len(messages.ids("messages", "messageId")); n != 2 || messages.at("messages", 1, "metadata", "duration") != 5.897 {
		t.Errorf("voice notes: %s", messages.raw)
	}
	for i := range 2 {
		if levels, _ := messages.at("messages", i, "metadata", "levels").([]any); len(levels) != 64 {
			t.Errorf("voice note %d has %d levels", i, len(levels))
		}
		got := w.download("marta", messages.text("messages", i, "fileId"), "")
		if got.status != 200 || len(got.raw) < 4000 || len(got.raw) > 20<<10 {
			t.Errorf("voice note %d: %d, %d bytes", i, got.status, len(got.raw))
		}
	}
	var share struct{ OriginalPostID string }
	for i := range posts {
		if meta, _ := json.Marshal(feed.at("posts", i, "metadata")); strings.Contains(string(meta), "originalPostID") {
			_ = json.Unmarshal(meta, &share)
		}
	}
	if got := w.ok("marta", "GET", "/api/v3/posts/"+share.OriginalPostID, nil); !strings.Contains(got.text("posts", 0, "data", "text"), "spring ride") {
		t.Errorf("the shared post: %s", got.raw)
	}
}

func TestSeedWaitsForAnswers(t *testing.T) { // FAQ F05, F45, F47, F61, F63
	w := newWorld(t, seeded)
	me := w.ok("marta", "GET", "/api/v3/users/marta", nil)
	saved, _ := me.at("users", 0, "metadata", "favouritePosts").([]any)
	if len(saved) != 2 {
		t.Fatalf("saved posts: %s", me.raw)
	}
	for _, id := range saved {
		w.ok("marta", "GET", "/api/v3/posts/"+id.(string), nil)
	}
	asked := w.ok("tomasz", "GET", "/api/v4/me/followers?status=pending", nil).ids("follows", "from")
	if strings.Join(asked, " ") != "deniz yuki" {
		t.Errorf("who asks to follow: %v", asked)
	}
	if got := w.ok("marta", "GET", "/api/v3/network-settings/social", nil); got.at("isFollowWithRequestEnabled") != false {
		t.Errorf("the setting stays on: %s", got.raw)
	}
	if unread := w.ok("marta", "GET", "/api/v1/markers/userMarker", nil).at("userMarkers", 0, "unreadCount"); unread != 3.0 {
		t.Errorf("%v unread messages", unread)
	}
	if roles, _ := w.ok("marta", "GET", "/api/v3/users/olena", nil).at("users", 0, "roles").([]any); len(roles) != 1 || roles[0] != "verified" {
		t.Errorf("olena's roles: %v", roles)
	}
	if pins := w.ok("marta", "GET", "/api/v1/pinned-posts/communities/cafe", nil); pins.text("pins", 0, "placement") != "announcement" {
		t.Errorf("pinned: %s", pins.raw)
	}
	feed := w.ok("marta", "GET", "/api/v4/posts?targetType=community&targetId=bicycles&isDeleted=false&limit=1", nil)
	original := feed.text("posts", 0, "metadata", "originalPostID")
	if got := w.ok("marta", "GET", "/api/v3/posts/"+original, nil); got.at("posts", 0, "isDeleted") != true {
		t.Errorf("the shared post is still there: %s", got.raw)
	}
	poll := w.ok("marta", "GET", "/api/v4/posts?targetType=community&targetId=cafe&dataTypes[]=poll", nil)
	path := "/api/v3/polls/" + poll.text("polls", 0, "pollId") + "/answers/" + poll.text("polls", 0, "answers", 1, "id")
	if voters := w.ok("marta", "GET", path, nil).ids("UsersAnswered", "userId"); strings.Join(voters, " ") != "dimitra rafael" {
		t.Errorf("voters: %v", voters)
	}
}

func TestSeedOnlyFillsAnEmptyNetwork(t *testing.T) {
	dir := t.TempDir()
	count := func() int {
		w := newWorld(t, seeded, func(o *Options) { o.DataDir = dir })
		n := len(w.ok("admin", "GET", "/api/v3/users?limit=100", nil).ids("users", "userId"))
		if err := w.server.Close(); err != nil {
			t.Fatal(err)
		}
		return n
	}
	if first, second := count(), count(); first != len(seedPeople) || second != first {
		t.Errorf("%d users, then %d", first, second)
	}
}

func TestNoWebhookTellsOfTheSeed(t *testing.T) {
	url, got := receiver(t, func(int32) int { return 200 })
	w := newWorld(t, seeded, func(o *Options) { o.Webhooks = []Webhook{{URL: url, Secret: "shh"}} })
	w.post("marta", "bicycles", "the first that is told")
	if event, _, raw := next(t, got); event != "v3.post.didCreate" || !strings.Contains(string(raw.body), "the first that is told") {
		t.Errorf("what is told first is %s: %s", event, raw.body)
	}
}
