package emulator

import "encoding/json"

type commentInput struct {
	CommentID     string          `json:"commentId"`
	ReferenceID   string          `json:"referenceId"`
	ReferenceType string          `json:"referenceType"`
	ParentID      string          `json:"parentId"`
	Data          json.RawMessage `json:"data"`
	Metadata      json.RawMessage `json:"metadata"`
	Mentionees    json.RawMessage `json:"mentionees"`
	Attachments   []attachment    `json:"attachments"`
}

func (in commentInput) read() (text string, err error) {
	var d struct {
		Text string `json:"text"`
	}
	var v check
	if len(in.Data) > 0 && json.Unmarshal(in.Data, &d) != nil {
		v.addf(`"data" must be an object of a text`)
	}
	v.text("data.text", d.Text, 0, maxPostText)
	v.object("metadata", in.Metadata)
	v.mentionees("mentionees", in.Mentionees)
	if len(in.Attachments) > maxPerKind {
		v.addf(`"attachments" must have at most %d items`, maxPerKind)
	}
	for _, a := range in.Attachments {
		v.word("attachments.type", a.Type, "image")
	}
	return d.Text, v.err()
}

func dataTypesOf(text string, attachments []attachment) []string {
	types := []string{}
	if text != "" {
		types = append(types, "text")
	}
	if len(attachments) > 0 {
		types = append(types, "image")
	}
	return types
}

// createComment answers POST /api/v3/comments.
func createComment(c *call) (any, error) {
	var in commentInput
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	text, err := in.read()
	if err != nil {
		return nil, err
	}
	if text == "" && len(in.Attachments) == 0 {
		return nil, invalid(`"data.text" or "attachments" is required`)
	}
	if in.ReferenceType != "" && in.ReferenceType != "post" {
		return nil, fail(codeBadRequest, "only posts can be commented in the emulator")
	}
	p, err := c.openPost(in.ReferenceID)
	if err != nil {
		return nil, err
	}
	if err := c.mayInteract(p); err != nil {
		return nil, err
	}
	if err := c.moderate(text); err != nil {
		return nil, err
	}
	if err := c.checkAttachments(in.Attachments); err != nil {
		return nil, err
	}
	id := c.newID("comment")
	root, err := c.replyTo(in.ParentID, p.PostID)
	if err != nil {
		return nil, err
	}
	if root == "" {
		root = id
	}
	_, err = c.tx.Exec(`INSERT INTO comments(comment_id, user_id, reference_type, reference_id, parent_id, root_id, data, data_types, metadata, mentionees,
	  attachments, segment, created_at, updated_at) VALUES(?1, ?2, 'post', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,
	  (SELECT count(*) + 1 FROM comments WHERE reference_type = 'post' AND reference_id = ?3), ?11, ?11)`,
		id, c.me.UserID, p.PostID, in.ParentID, root, toJSON(map[string]string{"text": text}), toJSON(dataTypesOf(text, in.Attachments)),
		string(orEmpty(in.Metadata)), string(orNone(in.Mentionees)), toJSON(in.Attachments), c.now)
	if err != nil {
		return nil, err
	}
	if err := c.countComment(p.PostID, in.ParentID, 1); err != nil {
		return nil, err
	}
	return c.commentByID(id)
}

// replyTo is the thread a reply belongs to; "" for a comment of its own.
func (c *call) replyTo(parent, postID string) (root string, err error) {
	if parent == "" {
		return "", nil
	}
	k, err := c.openComment(parent)
	if err != nil {
		return "", err
	}
	if k.ReferenceID != postID {
		return "", fail(codeBadRequest, "the parent comment belongs to another post")
	}
	return k.RootID, nil
}

// mayInteract refuses who may not comment on or react to a post.
func (c *call) mayInteract(p *post) error {
	if err := c.mayReadPost(p); err != nil || p.TargetType != "community" || c.admin {
		return err
	}
	m, err := c.membership(p.TargetID, c.me.UserID)
	if err != nil {
		return err
	}
	if m.IsBanned {
		return fail(codeBanned, "the user is banned from the community")
	}
	closed, err := c.settingOn("social", "disallowNonMemberInteractInCommunity")
	if err == nil && closed && m.CommunityMembership != "member" {
		return fail(codeNoPermission, "only members may take part in the community")
	}
	return err
}

func (c *call) countComment(postID, parent string, change int) error {
	if _, err := c.tx.Exec("UPDATE posts SET comments_count = max(0, comments_count + ?) WHERE post_id = ?", change, postID); err != nil {
		return err
	}
	_, err := c.tx.Exec("UPDATE comments SET children_number = max(0, children_number + ?) WHERE comment_id = ?", change, parent)
	return err
}

func (c *call) commentByID(id string) (any, error) {
	k, err := c.findComment(id)
	if err != nil {
		return nil, err
	}
	return c.commentsAnswer([]*comment{k}, nil)
}

func (c *call) mayEditComment(k *comment) error {
	if c.admin || k.UserID == c.me.UserID {
		return nil
	}
	if k.TargetType != "community" {
		return fail(codeNoPermission, "only the author may change the comment")
	}
	return c.requireModerator(k.TargetID)
}

// updateComment answers PUT /api/v3/comments/{commentId}.
func updateComment(c *call) (any, error) {
	var in commentInput
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	text, err := in.read()
	if err != nil {
		return nil, err
	}
	k, err := c.openComment(c.param("commentId"))
	if err != nil {
		return nil, err
	}
	if err := c.mayEditComment(k); err != nil {
		return nil, err
	}
	if err := c.moderate(text); err != nil {
		return nil, err
	}
	if err := c.checkAttachments(in.Attachments); err != nil {
		return nil, err
	}
	if len(in.Data) > 0 {
		k.Data = json.RawMessage(toJSON(map[string]string{"text": text}))
	} else {
		var old struct{ Text string }
		_ = json.Unmarshal(k.Data, &old) // written by createComment
		text = old.Text
	}
	if in.Attachments != nil {
		k.Attachments = json.RawMessage(toJSON(in.Attachments))
	}
	if len(in.Metadata) > 0 {
		k.Metadata = orEmpty(in.Metadata)
	}
	if len(in.Mentionees) > 0 {
		k.Mentionees = orNone(in.Mentionees)
	}
	var attached []attachment
	_ = json.Unmarshal(k.Attachments, &attached) // written here or by createComment
	_, err = c.tx.Exec("UPDATE comments SET data = ?, data_types = ?, metadata = ?, mentionees = ?, attachments = ?, edited_at = ?, updated_at = ? WHERE seq = ?",
		string(k.Data), toJSON(dataTypesOf(text, attached)), string(k.Metadata), string(k.Mentionees), string(k.Attachments), c.now, c.now, k.seq)
	if err != nil {
		return nil, err
	}
	return c.commentByID(k.CommentID)
}

// deleteComment answers DELETE /api/v{3,4}/comments/{commentId}.
func deleteComment(c *call) (any, error) {
	permanent, err := c.permanent()
	if err != nil {
		return nil, err
	}
	k, err := c.findComment(c.param("commentId"))
	if err != nil {
		return nil, err
	}
	if k.IsDeleted && !permanent {
		return nil, notFound("comment", k.CommentID)
	}
	if err := c.mayEditComment(k); err != nil {
		return nil, err
	}
	if permanent {
		_, err = c.tx.Exec("DELETE FROM comments WHERE seq = ?", k.seq)
	} else {
		_, err = c.tx.Exec("UPDATE comments SET is_deleted = 1, updated_at = ? WHERE seq = ?", c.now, k.seq)
	}
	if err != nil || k.IsDeleted {
		return success, err
	}
	gone, err := c.commentsAnswer([]*comment{k}, nil)
	if err != nil {
		return nil, err
	}
	k.IsDeleted = true
	if err := c.tell("comment.deleted", gone, nil); err != nil {
		return nil, err
	}
	parent := ""
	set(&parent, k.ParentID)
	return success, c.countComment(k.ReferenceID, parent, -1)
}
