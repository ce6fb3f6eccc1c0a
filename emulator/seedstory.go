package emulator

import (
	"embed"
	"path"
	"time"

	"github.com/addend-go/addend/emulator/internal/seedart"
	"github.com/addend-go/addend/emulator/internal/sqlite"
)

//go:embed seeddata
var seedData embed.FS

// tell tells the story in its order: people, communities, posts, talk.
func (w *seeder) tell() {
	for i, p := range seedPeople {
		w.signIn(p.id, p.name)
		face := w.upload(p.id, "/api/v4/images", p.id+".png", "image/png", seedart.Avatar(i))
		w.call(p.id, "PUT", "/api/v3/users", map[string]any{"userId": p.id, "description": p.about, "avatarFileId": face}, nil)
		w.later(7 * time.Minute)
	}
	for _, m := range seedCommunities {
		picture := w.upload(m.owner, "/api/v4/images", m.picture+".png", "image/png", seedart.PNG(m.picture))
		w.named["community"] = m.id
		w.call(m.owner, "POST", "/api/v3/communities", map[string]any{"displayName": m.name, "description": m.about, "tags": m.tags,
			"avatarFileId": picture, "userIds": m.members, "isPublic": true}, nil)
		w.later(20 * time.Minute)
	}
	for _, pair := range [][2]string{{"marta", "tomasz"}, {"marta", "aisha"}, {"aisha", "marta"}, {"tomasz", "marta"}, {"hana", "marta"}, {"rafael", "dimitra"}} {
		w.call(pair[0], "POST", "/api/v4/me/following/"+pair[1], nil, nil)
	}
	ids := w.posts()
	w.lostOriginal()
	w.poll()
	w.talk()
	w.waiting()
	// Roles are the administrator's to give: olena's says that she is who she says
	// (FAQ F62).
	w.write("UPDATE users SET roles = ? WHERE user_id = 'olena'", `["verified"]`)
	// What marta has saved (FAQ F61), newest first.
	w.call("marta", "PUT", "/api/v3/users", map[string]any{"userId": "marta", "metadata": map[string][]string{"favouritePosts": {ids[10], ids[3]}}}, nil)
}

func (w *seeder) posts() (ids []string) {
	for _, p := range seedPosts {
		ids = append(ids, w.post(p, ids))
	}
	// The first post of the café stays on top: a key of the community's metadata,
	// which the app reads (FAQ F65).
	w.call("marta", "PUT", "/api/v3/communities/cafe", map[string]any{"metadata": map[string]string{"pinPostID": ids[0]}}, nil)
	w.call("marta", "POST", "/api/v1/pinned-posts/communities/cafe/announcement/"+ids[0], nil, nil)
	return ids
}

// lostOriginal is a share of a post that is no longer there (FAQ F63).
func (w *seeder) lostOriginal() {
	gone := w.post(seedPost{user: "rafael", community: "bicycles", text: "Free to a good home: one tandem, slightly bent."}, nil)
	w.post(seedPost{user: "hana", community: "bicycles", shareOf: 1, likes: []string{"marta"},
		text: "Rafael is giving his tandem away! 누가 가져갈래요? #bicycle"}, []string{gone})
	w.later(40 * time.Minute)
	w.call("rafael", "DELETE", "/api/v4/posts/"+gone, nil, nil)
}

// waiting is what waits for an answer: two people who ask to follow tomasz, from
// a week in which the network asked for that (FAQ F05), and messages that marta
// has not read.
func (w *seeder) waiting() {
	w.setting("social", `{"isFollowWithRequestEnabled":true}`)
	for _, who := range []string{"yuki", "deniz"} {
		w.call(who, "POST", "/api/v4/me/following/tomasz", nil, nil)
		w.later(2 * time.Minute)
	}
	w.setting("social", "")
	w.say("radios", seedUnread)
}

// setting puts a group of settings the way the administrator would, whose token
// the seed does not have; nothing takes it back to the defaults.
func (w *seeder) setting(group, value string) {
	w.write("DELETE FROM settings WHERE name = ?", "setting."+group)
	if value != "" {
		w.write("INSERT INTO settings(name, value) VALUES(?, ?)", "setting."+group, value)
	}
}

// write changes the database past the API.
func (w *seeder) write(query string, args ...any) {
	if w.err != nil {
		return
	}
	w.err = w.net.db.Update(func(tx *sqlite.Tx) error {
		_, err := tx.Exec(query, args...)
		return err
	})
}

func (w *seeder) post(p seedPost, earlier []string) string {
	w.later(5 * time.Hour)
	body := map[string]any{"targetType": "community", "targetId": p.community, "data": map[string]string{"text": p.text}, "tags": p.tags}
	if p.picture != "" {
		id := w.upload(p.user, "/api/v4/images", p.picture+".png", "image/png", seedart.PNG(p.picture))
		body["attachments"] = []attachment{{"image", id}}
	}
	if p.document != "" {
		id := w.upload(p.user, "/api/v4/files", p.document, "text/plain", w.read(p.document))
		body["attachments"] = []attachment{{"file", id}}
	}
	if p.film != "" {
		id := w.upload(p.user, "/api/v4/videos", p.film, "video/webm", w.read(p.film))
		body["attachments"] = []attachment{{"video", id}}
	}
	if p.shareOf > 0 && p.shareOf <= len(earlier) {
		body["metadata"] = map[string]string{"originalPostID": earlier[p.shareOf-1]} // FAQ F63
	}
	var out struct{ Posts []struct{ PostID string } }
	w.call(p.user, "POST", "/api/v4/posts", body, &out)
	if len(out.Posts) == 0 {
		return ""
	}
	id := out.Posts[0].PostID
	for _, who := range p.likes {
		w.call(who, "POST", "/api/v2/reactions", reactionInput{id, "post", "like"}, nil)
	}
	for _, who := range p.loves {
		w.call(who, "POST", "/api/v2/reactions", reactionInput{id, "post", "love"}, nil)
	}
	parent := ""
	for _, r := range p.replies {
		w.later(11 * time.Minute)
		var answer struct{ Comments []struct{ CommentID string } }
		w.call(r.user, "POST", "/api/v3/comments", map[string]any{"referenceType": "post", "referenceId": id, "parentId": parent, "data": map[string]string{"text": r.text}}, &answer)
		if parent == "" && len(answer.Comments) > 0 {
			parent = answer.Comments[0].CommentID
		}
	}
	return id
}

func (w *seeder) read(name string) []byte {
	b, err := seedData.ReadFile(path.Join("seeddata", name))
	if err != nil && w.err == nil {
		w.err = err
	}
	return b
}

func (w *seeder) poll() {
	var out struct {
		Polls []struct {
			PollID  string
			Answers []struct{ ID string }
		}
	}
	answer := func(s string) map[string]string { return map[string]string{"dataType": "text", "data": s} }
	w.call("pat", "POST", "/api/v3/polls", map[string]any{"question": "Which tool do we buy next?", "answerType": "single",
		"answers": []any{answer("A second soldering station"), answer("A truing stand"), answer("An overlocker")}}, &out)
	if len(out.Polls) == 0 {
		return
	}
	l := out.Polls[0]
	w.call("pat", "POST", "/api/v4/posts", map[string]any{"targetType": "community", "targetId": "cafe", "dataType": "poll",
		"data": map[string]string{"text": "Which tool do we buy next?", "pollId": l.PollID}}, nil)
	for i, who := range []string{"tomasz", "rafael", "dimitra", "olena", "noor"} {
		w.call(who, "POST", "/api/v3/polls/"+l.PollID+"/votes", map[string]any{"answerIds": []string{l.Answers[[]int{0, 1, 1, 2, 2}[i]].ID}}, nil)
	}
}

func (w *seeder) talk() {
	w.say("cafe", seedChannel)
	var out struct{ Channels []struct{ ChannelID string } }
	w.call("marta", "POST", "/api/v3/channels/conversation", map[string]any{"userIds": []string{"tomasz"}, "isDistinct": true}, &out)
	if len(out.Channels) > 0 {
		w.say(out.Channels[0].ChannelID, seedConversation)
	}
}

func (w *seeder) say(feed string, messages []seedMessage) {
	for _, m := range messages {
		w.later(3 * time.Minute)
		body := map[string]any{"messageFeedId": feed, "dataType": "text", "data": map[string]string{"text": m.text}}
		if m.voice != "" {
			kind := map[string]string{".ogg": "audio/ogg", ".webm": "audio/webm"}[path.Ext(m.voice)]
			id := w.upload(m.user, "/api/v4/files", m.voice, kind, w.read(m.voice))
			// The duration stands in the metadata, because the platform does not
			// keep one (FAQ F68).
			body = map[string]any{"messageFeedId": feed, "dataType": "audio", "fileId": id, "metadata": map[string]any{"duration": m.seconds, "levels": m.levels}}
		}
		w.call(m.user, "POST", "/api/v5/messages", body, nil)
	}
}
