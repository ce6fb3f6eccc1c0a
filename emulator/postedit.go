package emulator

import (
	"encoding/json"
	"maps"
)

// mayEditPost lets the author, a moderator of its community or an
// administrator change a post.
func (c *call) mayEditPost(p *post) error {
	if c.admin || p.PostedUserID == c.me.UserID {
		return nil
	}
	if p.TargetType != "community" {
		return fail(codeNoPermission, "only the author may change the post")
	}
	return c.requireModerator(p.TargetID)
}

// mayChangePost is mayEditPost for what a post says: while a post waits for
// review, its author changes it only where the network allows that.
func (c *call) mayChangePost(p *post) error {
	if err := c.mayEditPost(p); err != nil || p.FeedType != "reviewing" || c.admin {
		return err
	}
	social, err := c.setting("social")
	if err != nil || social["isAllowEditPostWhenReviewingEnabled"] == true || social["allowEditPostWhenReviewingEnabled"] == true {
		return err
	}
	may, err := c.isModerator(p.TargetID)
	if err == nil && !may {
		err = fail(codeNoPermission, "a post that waits for review cannot be changed")
	}
	return err
}

// updatePost answers PUT /api/v{3,4}/posts/{postId}. What is not sent stays;
// attachments, when sent, replace the children.
func updatePost(c *call) (any, error) {
	var in postInput
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	d, err := in.read()
	if err != nil {
		return nil, err
	}
	p, err := c.openPost(c.param("postId"))
	if err != nil {
		return nil, err
	}
	if err := c.mayChangePost(p); err != nil {
		return nil, err
	}
	if err := c.moderate(d.Text, d.Title); err != nil {
		return nil, err
	}
	if err := c.checkAttachments(in.Attachments); err != nil {
		return nil, err
	}
	if len(in.Attachments) > 0 && p.DataType == "poll" {
		return nil, fail(codeBadRequest, "a poll and other attachments exclude each other")
	}
	if len(in.Data) > 0 {
		if err := c.dropWords(p.PostID); err != nil {
			return nil, err
		}
		merged, err := merge(p.Data, in.Data)
		if err != nil {
			return nil, invalid(`"data" must be an object`)
		}
		for _, key := range []string{"images", "files", "videos"} {
			delete(merged, key)
		}
		p.Data = json.RawMessage(toJSON(merged))
		p.Hashtags = hashtagsIn(d.Text, in.Hashtags)
	}
	if in.Tags != nil {
		p.Tags = unique(in.Tags)
	}
	if len(in.Metadata) > 0 {
		p.Metadata = orEmpty(in.Metadata)
	}
	if len(in.Mentionees) > 0 {
		p.Mentionees = orNone(in.Mentionees)
	}
	if in.Attachments != nil {
		if err := c.replaceChildren(p, in.Attachments); err != nil {
			return nil, err
		}
	}
	answer, err := c.savePost(p)
	if err == nil && len(in.Data) > 0 {
		err = c.indexWords(p.PostID)
	}
	return answer, err
}

func merge(old, change json.RawMessage) (map[string]json.RawMessage, error) {
	out, add := map[string]json.RawMessage{}, map[string]json.RawMessage{}
	if err := json.Unmarshal(change, &add); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(old, &out); err != nil {
		return nil, err
	}
	maps.Copy(out, add)
	return out, nil
}

func (c *call) savePost(p *post) (any, error) {
	_, err := c.tx.Exec(`UPDATE posts SET data = ?, metadata = ?, tags = ?, hashtags = ?, mentionees = ?, updated_at = ?,
	  edited_at = CASE WHEN ? THEN edited_at ELSE ? END WHERE seq = ?`, string(p.Data), string(p.Metadata), toJSON(p.Tags), toJSON(p.Hashtags),
		string(p.Mentionees), c.now, c.r.Header.Get("Preserve-Edited-At") == "true", c.now, p.seq)
	if err != nil {
		return nil, err
	}
	// What search knows of the post follows the text; a post it never knew
	// stays unknown.
	res, err := c.tx.Exec("DELETE FROM post_hashtags WHERE post_seq = ?", p.seq)
	if err != nil {
		return nil, err
	}
	if n, _ := res.RowsAffected(); n > 0 || len(p.Hashtags) > 0 {
		if err := c.indexHashtags(p.PostID, p.Hashtags); err != nil {
			return nil, err
		}
	}
	return c.postByID(p.PostID)
}

func (c *call) replaceChildren(p *post, list []attachment) error {
	if _, err := c.tx.Exec("UPDATE posts SET is_deleted = 1, updated_at = ? WHERE parent_id = ? AND parent_id <> ''", c.now, p.PostID); err != nil {
		return err
	}
	for _, a := range list {
		row := postInput{TargetType: p.TargetType, TargetID: p.TargetID}
		if err := c.insertPostRow(row, c.newID("post"), p.PostID, a.Type, childData(a), nil, p.FeedType); err != nil {
			return err
		}
	}
	return nil
}

// patchPost answers PATCH /api/v4/posts/{postId}: keys of the metadata are set
// and deleted in one step, so two writers of different keys lose nothing.
func patchPost(c *call) (any, error) {
	var in struct {
		Metadata struct {
			Set    map[string]json.RawMessage `json:"set"`
			Delete []string                   `json:"delete"`
		} `json:"metadata"`
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if n := len(in.Metadata.Set) + len(in.Metadata.Delete); n < 1 || n > maxMetadataOp {
		return nil, invalid(`"metadata" must have from 1 to 100 operations, in "set" and "delete"`)
	}
	p, err := c.openPost(c.param("postId"))
	if err != nil {
		return nil, err
	}
	if err := c.mayChangePost(p); err != nil {
		return nil, err
	}
	meta, err := merge(p.Metadata, json.RawMessage(toJSON(in.Metadata.Set)))
	if in.Metadata.Set == nil {
		meta, err = merge(p.Metadata, json.RawMessage("{}"))
	}
	if err != nil {
		return nil, err
	}
	for _, key := range in.Metadata.Delete {
		delete(meta, key)
	}
	p.Metadata = json.RawMessage(toJSON(meta))
	var v check
	v.object("metadata", p.Metadata)
	if err := v.err(); err != nil {
		return nil, err
	}
	return c.savePost(p)
}
