package emulator

import (
	"encoding/json"
	"testing"
	"time"
)

// firstFile reads the bare array an upload answers.
func (r reply) firstFile(t *testing.T) file {
	t.Helper()
	var files []file
	if err := json.Unmarshal(r.raw, &files); err != nil || len(files) == 0 {
		t.Fatalf("upload answered %d %s", r.status, r.raw)
	}
	return files[0]
}

func TestFaultsOfSomeRequests(t *testing.T) {
	w := newWorld(t)
	w.token("u")
	count := func() (failed int, order string) {
		if err := w.server.SetFault(Fault{Status: 503, Code: 500000, Rate: 0.25}); err != nil {
			t.Fatal(err)
		}
		for range 400 {
			if w.as("u", "GET", "/api/v3/users/u", nil).status == 503 {
				failed++
				order += "x"
			} else {
				order += "."
			}
		}
		return failed, order
	}
	failed, order := count()
	if failed < 60 || failed > 140 {
		t.Errorf("%d of 400 requests failed, want about 100", failed)
	}
	if _, again := count(); again != order {
		t.Error("the same fault strikes other requests the second time")
	}
	for _, bad := range []Fault{{Rate: 1.1}, {Rate: -0.1}, {TranscodeMS: -1}, {Status: 200}, {LatencyMS: -1}} {
		if w.server.SetFault(bad) == nil {
			t.Errorf("%+v is taken", bad)
		}
	}
}

func TestVideoStatus(t *testing.T) {
	w := newWorld(t)
	if err := w.server.SetFault(Fault{TranscodeMS: 60_000, BrokenVideoName: "broken"}); err != nil {
		t.Fatal(err)
	}
	mp4 := []byte("\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2")
	status := func(id string) string { return w.ok("u", "GET", "/api/v3/files/"+id, nil).text("status") }
	good := w.upload("u", "/api/v4/videos", "good.mp4", "video/mp4", mp4).firstFile(t)
	broken := w.upload("u", "/api/v4/clips", "broken.mp4", "video/mp4", mp4).firstFile(t)
	if good.Status != "transcoding" || broken.Status != "transcoding" || broken.Type != "clip" {
		t.Errorf("after the upload: %s, %s", good.Status, broken.Status)
	}
	w.server.Advance(time.Minute)
	if a, b := status(good.FileID), status(broken.FileID); a != "transcoded" || b != "transcodeFailed" {
		t.Errorf("a minute later: %s, %s", a, b)
	}
}

func TestAltText(t *testing.T) {
	w := newWorld(t)
	id := w.upload("u", "/api/v4/images", "p.png", "image/png", smallPNG(t, 2, 2)).fileID(t)
	w.ok("u", "PUT", "/api/v3/files/"+id, map[string]string{"altText": "a square"})
	w.refused("v", "PUT", "/api/v3/files/"+id, map[string]string{"altText": "mine"}, 403, 400301)
	if got := w.ok("v", "GET", "/api/v3/files/"+id, nil).text("attributes", "altText"); got != "a square" {
		t.Errorf("alt text %q", got)
	}
}

func TestChangeVote(t *testing.T) {
	w := newWorld(t)
	answers := []map[string]string{{"dataType": "text", "data": "A"}, {"dataType": "text", "data": "B"}}
	poll := w.ok("u", "POST", "/api/v3/polls", map[string]any{"question": "Q?", "answers": answers})
	path := "/api/v3/polls/" + poll.text("polls", 0, "pollId") + "/votes"
	votes := func(r reply) [2]any {
		return [2]any{r.at("polls", 0, "answers", 0, "voteCount"), r.at("polls", 0, "answers", 1, "voteCount")}
	}
	first, second := poll.text("polls", 0, "answers", 0, "id"), poll.text("polls", 0, "answers", 1, "id")
	w.ok("u", "POST", path, map[string]any{"answerIds": []string{first}})
	w.refused("u", "POST", path, map[string]any{"answerIds": []string{second}}, 400, 400000)
	if got := votes(w.ok("u", "PUT", path, map[string]any{"answerIds": []string{second}})); got != [2]any{0.0, 1.0} {
		t.Errorf("changed: %v", got)
	}
	got := w.ok("u", "PUT", path, map[string]any{"answerIds": []string{}})
	if votes(got) != [2]any{0.0, 0.0} || got.at("polls", 0, "isVoted") != false {
		t.Errorf("taken back: %s", got.raw)
	}
}
