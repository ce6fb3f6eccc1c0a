package emulator

import (
	"fmt"
	"slices"
	"testing"
)

func TestComments(t *testing.T) {
	w := newWorld(t)
	id := w.community("u", "café", "v", "x")
	post, other := w.post("u", id, "p"), w.post("u", id, "q")
	say := func(user, parent, text string) string {
		return w.ok(user, "POST", "/api/v3/comments", map[string]any{"referenceType": "post", "referenceId": post, "parentId": parent, "data": map[string]string{"text": text}}).text("comments", 0, "commentId")
	}
	a, b := say("v", "", "a"), say("x", "", "b")
	a1, a2 := say("u", a, "a1"), say("x", a, "a2")
	list := func(query string) reply {
		return w.ok("v", "GET", "/api/v3/comments?referenceType=post&referenceId="+post+query, nil)
	}
	for _, row := range []struct {
		query string
		want  []string
	}{
		{"", []string{b, a}}, {"&sortBy=firstCreated", []string{a, b}}, {"&parentId=" + a, []string{a2, a1}}, {"&filterByParentId=false", []string{a2, a1, b, a}},
		{"&filterByParentId=true", []string{b, a}}, {"&hasFlag=true", []string{}}, {"&options[type]=pagination&options[limit]=1&isDeleted=false", []string{b}},
		{"&dataTypes[values][]=image", []string{}}, {"&dataTypes[values][]=text&dataTypes[matchType]=exact", []string{b, a}},
	} {
		if got := list(row.query).ids("comments", "commentId"); !slices.Equal(got, row.want) {
			t.Errorf("%q: %v, want %v", row.query, got, row.want)
		}
	}
	got := list("&sortBy=firstCreated")
	if fmt.Sprint(got.at("comments", 0, "children")) != fmt.Sprint([]any{a1, a2}) || got.at("comments", 0, "childrenNumber") != 2.0 || !slices.Equal(got.ids("commentChildren", "commentId"), []string{a1, a2}) {
		t.Errorf("replies: %s", got.raw)
	}
	if k := w.ok("v", "GET", "/api/v3/comments/"+a2, nil); k.text("comments", 0, "rootId") != a || k.text("comments", 0, "parentId") != a {
		t.Errorf("a reply: %s", k.raw)
	}
	w.refused("v", "POST", "/api/v3/comments", `{"referenceType":"post","referenceId":"`+other+`","parentId":"`+a+`","data":{"text":"x"}}`, 400, 400000)
	w.refused("v", "POST", "/api/v3/comments", `{"referenceType":"post","referenceId":"`+post+`","data":{"text":""}}`, 422, 500000)
	w.refused("v", "POST", "/api/v3/comments", `{"referenceType":"post","referenceId":"none","data":{"text":"x"}}`, 404, 400400)
	w.refused("x", "PUT", "/api/v3/comments/"+a, `{"data":{"text":"mine"}}`, 403, 400301)
	if got := w.ok("v", "PUT", "/api/v3/comments/"+a, `{"data":{"text":"A"},"metadata":{"k":1}}`); got.text("comments", 0, "data", "text") != "A" || got.text("comments", 0, "editedAt") == "" {
		t.Errorf("edited: %s", got.raw)
	}
	count := func() any { return w.ok("v", "GET", "/api/v3/posts/"+post, nil).at("posts", 0, "commentsCount") }
	if count() != 4.0 {
		t.Errorf("commentsCount %v", count())
	}
	w.ok("x", "DELETE", "/api/v4/comments/"+b, nil)
	w.refused("x", "DELETE", "/api/v4/comments/"+b, nil, 404, 400400)
	w.ok("x", "DELETE", "/api/v4/comments/"+a2+"?permanent=true", nil)
	if count() != 2.0 {
		t.Errorf("commentsCount after two deletions %v", count())
	}
	if got := list("&isDeleted=true").ids("comments", "commentId"); !slices.Equal(got, []string{b}) {
		t.Errorf("deleted: %v", got)
	}
	if got := list("&isDeleted=false&sortBy=firstCreated"); got.at("comments", 0, "childrenNumber") != 1.0 {
		t.Errorf("replies after one was deleted: %s", got.raw)
	}
	preview := w.ok("v", "GET", "/api/v3/posts/"+post, nil)
	if ids := preview.ids("comments", "commentId"); !slices.Equal(ids, []string{a}) {
		t.Errorf("comments beside the post: %v", ids)
	}
}

func TestReactions(t *testing.T) { // FAQ F12
	w := newWorld(t)
	id := w.community("u", "café", "v", "x")
	post := w.post("u", id, "p")
	comment := w.ok("u", "POST", "/api/v3/comments", `{"referenceId":"`+post+`","data":{"text":"c"}}`).text("comments", 0, "commentId")
	_, feed := w.conversation("u", "v")
	message := w.ok("u", "POST", "/api/v5/messages", `{"messageFeedId":"`+feed+`","dataType":"text","data":{"text":"m"}}`).text("messages", 0, "messageId")
	for kind, object := range map[string][3]string{"post": {post, "/api/v3/posts/" + post, "posts"}, "comment": {comment, "/api/v3/comments/" + comment, "comments"}, "message": {message, "/api/v5/messages/" + message, "messages"}} {
		body := map[string]any{"referenceId": object[0], "referenceType": kind, "reactionName": "like", "referenceVersion": 5}
		first := w.ok("v", "POST", "/api/v2/reactions", body).text("addedId")
		if again := w.ok("v", "POST", "/api/v2/reactions", body).text("addedId"); again != first {
			t.Errorf("%s: reacting twice made %s and %s", kind, first, again)
		}
		w.ok("u", "POST", "/api/v2/reactions", body)
		body["reactionName"] = "🎉"
		w.ok("u", "POST", "/api/v2/reactions", body)
		got := w.ok("v", "GET", object[1], nil)
		if fmt.Sprint(got.at(object[2], 0, "reactions")) != "map[like:2 🎉:1]" || fmt.Sprint(got.at(object[2], 0, "myReactions")) != "[like]" {
			t.Errorf("%s: %v %v", kind, got.at(object[2], 0, "reactions"), got.at(object[2], 0, "myReactions"))
		}
		list := w.ok("v", "GET", "/api/v3/reactions?referenceType="+kind+"&referenceId="+object[0]+"&reactionName=like&options[limit]=1", nil)
		if list.text("reactions", 0, "reactors", 0, "userId") != "u" || list.text("paging", "next") == "" {
			t.Errorf("%s: %s", kind, list.raw)
		}
		removed := w.as("v", "DELETE", "/api/v2/reactions?referenceType="+kind+"&referenceId="+object[0]+"&reactionName=like", nil)
		if removed.text("removedId") != first {
			t.Errorf("%s: %s", kind, removed.raw)
		}
		w.refused("v", "DELETE", "/api/v2/reactions", map[string]string{"referenceId": object[0], "referenceType": kind, "reactionName": "like"}, 404, 400400)
	}
	w.refused("x", "POST", "/api/v2/reactions", `{"referenceId":"`+message+`","referenceType":"message","reactionName":"like"}`, 404, 400400)
	w.refused("v", "POST", "/api/v2/reactions", `{"referenceId":"x","referenceType":"planet","reactionName":"like"}`, 422, 500000)
	w.refused("v", "POST", "/api/v2/reactions", `{"referenceId":"`+post+`","referenceType":"post"}`, 422, 500000)
}

func TestPolls(t *testing.T) { // FAQ F46, F47
	w := newWorld(t)
	make := func(kind string, closedIn int) (string, []string) {
		got := w.ok("u", "POST", "/api/v3/polls", fmt.Sprintf(`{"question":"Q","answerType":%q,"closedIn":%d,"answers":[{"dataType":"text","data":"a"},{"data":"b"},{"data":"c"}]}`, kind, closedIn))
		answers, _ := got.at("polls", 0, "answers").([]any)
		var ids []string
		for i := range answers {
			ids = append(ids, got.text("polls", 0, "answers", i, "id"))
		}
		return got.text("polls", 0, "pollId"), ids
	}
	vote := func(user, poll string, ids ...string) reply {
		return w.as(user, "POST", "/api/v3/polls/"+poll+"/votes", map[string]any{"pollId": poll, "answerIds": ids})
	}
	single, a := make("single", 0)
	vote("v", single, a[0], a[1]).mustBe(t, "two answers to one question", 400, 400000)
	vote("v", single, "none").mustBe(t, "no such answer", 404, 400400)
	vote("v", single).mustBe(t, "no answer", 422, 500000)
	if got := vote("v", single, a[1]); got.at("polls", 0, "isVoted") != true || got.at("polls", 0, "answers", 1, "voteCount") != 1.0 {
		t.Errorf("voted: %s", got.raw)
	}
	vote("v", single, a[0]).mustBe(t, "voting twice", 400, 400000)
	vote("x", single, a[1])
	if got := w.ok("y", "GET", "/api/v3/polls/"+single, nil); got.at("polls", 0, "isVoted") != false || got.at("polls", 0, "answers", 1, "voteCount") != 2.0 {
		t.Errorf("seen by another: %s", got.raw)
	}
	voters := w.ok("y", "GET", "/api/v3/polls/"+single+"/answers/"+a[1]+"?options[limit]=1", nil)
	if voters.text("UsersAnswered", 0, "userId") != "x" || voters.text("paging", "next") == "" {
		t.Errorf("voters: %s", voters.raw)
	}
	next := w.ok("y", "GET", "/api/v3/polls/"+single+"/answers/"+a[1]+"?options[token]="+voters.text("paging", "next"), nil)
	if got := next.ids("UsersAnswered", "userId"); !slices.Equal(got, []string{"v"}) {
		t.Errorf("next voters: %v", got)
	}
	w.refused("v", "PUT", "/api/v3/polls/"+single, `{"status":"closed"}`, 403, 400300)
	w.ok("u", "PUT", "/api/v3/polls/"+single, `{"status":"closed"}`)
	vote("y", single, a[0]).mustBe(t, "a closed poll", 400, 400000)
	multiple, b := make("multiple", 60000)
	vote("v", multiple, b[0], b[2])
	w.server.Advance(61e9)
	if got := w.ok("y", "GET", "/api/v3/polls/"+multiple, nil); got.text("polls", 0, "status") != "closed" {
		t.Errorf("after its time: %s", got.raw)
	}
	vote("y", multiple, b[0]).mustBe(t, "a poll past its time", 400, 400000)
	w.ok("u", "DELETE", "/api/v3/polls/"+multiple, nil)
	w.refused("u", "GET", "/api/v3/polls/"+multiple, nil, 404, 400400)
	w.refused("u", "POST", "/api/v3/polls", `{"question":"Q","answers":[{"data":"a"}]}`, 422, 500000)
}
