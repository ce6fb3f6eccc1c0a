package emulator

import (
	"encoding/json"
	"errors"
)

// createPost answers POST /api/v{3,4,5}/posts: the post first, one child per
// attachment beside it.
func createPost(c *call) (any, error) {
	var in postInput
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	d, err := in.read()
	if err != nil {
		return nil, err
	}
	if err := in.kind(d); err != nil {
		return nil, err
	}
	state, err := c.mayPost(in.TargetType, in.TargetID)
	if err != nil {
		return nil, err
	}
	if err := c.moderate(d.Text, d.Title); err != nil {
		return nil, err
	}
	if err := c.checkAttachments(in.Attachments); err != nil {
		return nil, err
	}
	if in.DataType == "poll" {
		if _, err := c.findPoll(d.PollID); err != nil {
			return nil, err
		}
	}
	id, err := c.insertPost(in, d, state)
	if err != nil {
		return nil, err
	}
	return c.postByID(id)
}

// kind settles the data type: media make the post a text post with children; a
// poll takes no attachments (FAQ F48).
func (in *postInput) kind(d content) error {
	var v check
	if in.DataType == "" || len(in.Attachments) > 0 && in.DataType != "poll" {
		in.DataType = "text"
	}
	switch in.DataType {
	case "text":
		if d.Text == "" && len(in.Attachments) == 0 {
			v.addf(`"data.text" or "attachments" is required`)
		}
	case "poll":
		v.text("data.pollId", d.PollID, 1, 100)
		if len(in.Attachments) > 0 {
			return fail(codeBadRequest, "a poll and other attachments exclude each other")
		}
	case "image", "video", "file", "audio", "clip":
		v.addf(`"attachments" is required for the data type %s`, in.DataType)
	case "liveStream":
		return fail(codeBadRequest, "live streams are not part of the emulator")
	default:
		v.text("dataType", in.DataType, 1, 100)
		v.object("data", in.Data)
	}
	if len(in.TargetID) == 0 {
		v.addf(`"targetId" is required`)
	}
	v.word("targetType", in.TargetType, "user", "community")
	return v.err()
}

// mayPost says in which state a post of the caller enters a feed, or refuses.
func (c *call) mayPost(kind, id string) (state string, err error) {
	if kind == "user" {
		if id != c.me.UserID && !c.admin {
			return "", fail(codeNoPermission, "only the user may post to the user's own feed")
		}
		_, err := c.activeUser(id)
		return "published", err
	}
	m, err := c.openCommunity(id)
	if err != nil {
		return "", err
	}
	mine, err := c.membership(id, c.me.UserID)
	if err != nil {
		return "", err
	}
	moderator, err := c.isModerator(id)
	switch {
	case err != nil:
		return "", err
	case mine.IsBanned:
		return "", fail(codeBanned, "the user is banned from the community")
	case moderator:
		return "published", nil
	case mine.CommunityMembership != "member":
		return "", fail(codeNoPermission, "only members may post in the community")
	case m.OnlyAdminCanPost:
		return "", fail(codeNoPermission, "only moderators may post in the community")
	case m.NeedApprovalOnPostCreation:
		return "reviewing", nil
	}
	return "published", nil
}

// checkAttachments refuses files that are not there or not of the named kind.
func (c *call) checkAttachments(list []attachment) error {
	for _, a := range list {
		f, err := c.findFile(a.FileID)
		if err != nil {
			return err
		}
		// A recording goes through the files route (FAQ F15) and is a file then.
		if sound := a.Type == "file" || a.Type == "audio"; f.Type != a.Type && !(sound && (f.Type == "file" || f.Type == "audio")) {
			return fail(codeBadRequest, "file %q is of the type %s, not %s", a.FileID, f.Type, a.Type)
		}
		if err := c.moderateFile(f); err != nil {
			return err
		}
	}
	return nil
}

func (c *call) insertPost(in postInput, d content, state string) (string, error) {
	if in.PostID != "" {
		var n int
		if err := c.tx.Row("SELECT count(*) FROM posts WHERE post_id = ?", in.PostID).Scan(&n); err != nil {
			return "", err
		}
		if n > 0 || len(in.PostID) > 100 {
			return "", fail(codeDuplicate, "a post with this id already exists")
		}
	} else {
		in.PostID = c.newID("post")
	}
	tags := hashtagsIn(d.Text, in.Hashtags)
	data := string(orEmpty(in.Data))
	if in.DataType == "text" {
		data = toJSON(map[string]string{"text": d.Text, "title": d.Title})
	}
	if err := c.insertPostRow(in, in.PostID, "", in.DataType, data, tags, state); err != nil {
		return "", err
	}
	for _, a := range in.Attachments {
		if err := c.insertPostRow(postInput{TargetType: in.TargetType, TargetID: in.TargetID}, c.newID("post"), in.PostID, a.Type, childData(a), nil, state); err != nil {
			return "", err
		}
	}
	if err := errors.Join(c.indexHashtags(in.PostID, tags), c.indexWords(in.PostID)); err != nil {
		return "", err
	}
	if in.TargetType == "community" && state == "published" {
		return in.PostID, c.countPosts(in.TargetID, 1)
	}
	return in.PostID, nil
}

func (c *call) insertPostRow(in postInput, id, parent, dataType, data string, hashtags []string, state string) error {
	indexed, err := c.searchEnabled()
	if err != nil {
		return err
	}
	_, err = c.tx.Exec(`INSERT INTO posts(post_id, parent_id, user_id, target_type, target_id, data_type, data, metadata, tags, hashtags, mentionees, feed_type,
	  is_indexed, created_at, updated_at) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, id, parent, c.me.UserID, in.TargetType, in.TargetID, dataType, data,
		string(orEmpty(in.Metadata)), toJSON(unique(in.Tags)), toJSON(hashtags), string(orNone(in.Mentionees)), state, bit(indexed), c.now, c.now)
	return err
}

// childData is the data of the child post of an attachment.
func childData(a attachment) string {
	if a.Type == "video" {
		return toJSON(map[string]any{"thumbnailFileId": "", "videoFileId": map[string]string{"original": a.FileID}})
	}
	return toJSON(map[string]string{"fileId": a.FileID})
}

func (c *call) countPosts(communityID string, change int) error {
	_, err := c.tx.Exec("UPDATE communities SET posts_count = max(0, posts_count + ?) WHERE community_id = ?", change, communityID)
	return err
}

// indexHashtags makes a post findable by its hashtags. A network whose search
// is off indexes nothing, and what was missed then stays missed (FAQ F71).
func (c *call) indexHashtags(postID string, tags []string) error {
	if on, err := c.searchEnabled(); err != nil || !on {
		return err
	}
	_, err := c.tx.Exec(`INSERT OR IGNORE INTO post_hashtags(hashtag, post_seq) SELECT j.value, p.seq FROM posts p, json_each(?) j WHERE p.post_id = ?`, toJSON(tags), postID)
	return err
}

func (c *call) postByID(id string) (any, error) {
	p, err := c.findPost(id)
	if err != nil {
		return nil, err
	}
	return c.postsAnswer([]*post{p}, nil)
}

// fileIDs are the files that a child post's data names.
func fileIDs(raw json.RawMessage) []string {
	var d struct {
		FileID          string            `json:"fileId"`
		ThumbnailFileID string            `json:"thumbnailFileId"`
		VideoFileID     map[string]string `json:"videoFileId"`
	}
	if json.Unmarshal(raw, &d) != nil {
		return nil
	}
	ids := []string{d.FileID, d.ThumbnailFileID}
	for _, id := range d.VideoFileID {
		ids = append(ids, id)
	}
	return unique(ids)
}
