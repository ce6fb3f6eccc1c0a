package emulator

// flaggables are the objects that can be flagged: their table and id column.
var flaggables = map[string][2]string{"post": {"posts", "post_id"}, "comment": {"comments", "comment_id"}, "user": {"users", "user_id"}, "message": {"messages", "message_id"}}

func flagPost(c *call) (any, error)       { return c.flag("post", c.param("postId"), true) }
func unflagPost(c *call) (any, error)     { return c.flag("post", c.param("postId"), false) }
func postFlagged(c *call) (any, error)    { return c.flagged("post", c.param("postId")) }
func flagComment(c *call) (any, error)    { return c.flag("comment", c.param("commentId"), true) }
func unflagComment(c *call) (any, error)  { return c.flag("comment", c.param("commentId"), false) }
func commentFlagged(c *call) (any, error) { return c.flagged("comment", c.param("commentId")) }
func flagMessage(c *call) (any, error)    { return c.flag("message", c.param("messageId"), true) }
func unflagMessage(c *call) (any, error)  { return c.flag("message", c.param("messageId"), false) }
func messageFlagged(c *call) (any, error) { return c.flagged("message", c.param("messageId")) }
func flagUser(c *call) (any, error)       { return c.flag("user", c.param("userId"), true) }
func unflagUser(c *call) (any, error)     { return c.flag("user", c.param("userId"), false) }
func userFlagged(c *call) (any, error)    { return c.flagged("user", c.param("userId")) }
func (c *call) open(kind, id string) error {
	return map[string]func() error{
		"post":    func() error { _, err := c.openPost(id); return err },
		"comment": func() error { _, err := c.openComment(id); return err },
		"message": func() error { _, err := c.openMessage(id); return err },
		"user":    func() error { _, err := c.activeUser(id); return err },
	}[kind]()
}

// flag sets or takes back the caller's flag and answers with the object.
func (c *call) flag(kind, id string, on bool) (any, error) {
	if err := c.open(kind, id); err != nil {
		return nil, err
	}
	sql, change := "INSERT OR IGNORE INTO flags(reference_type, reference_id, user_id, created_at) VALUES(?1, ?2, ?3, ?4)", 1
	if !on {
		sql, change = "DELETE FROM flags WHERE reference_type = ?1 AND reference_id = ?2 AND user_id = ?3 AND ?4 IS NOT NULL", -1
	}
	res, err := c.tx.Exec(sql, kind, id, c.me.UserID, c.now)
	if err != nil {
		return nil, err
	}
	if n, _ := res.RowsAffected(); n > 0 {
		table := flaggables[kind]
		if _, err := c.tx.Exec("UPDATE "+table[0]+" SET flag_count = max(0, flag_count + ?) WHERE "+table[1]+" = ?", change, id); err != nil {
			return nil, err
		}
	}
	switch kind {
	case "post":
		return c.postByID(id)
	case "comment":
		return c.commentByID(id)
	case "message":
		return c.messageByID(id)
	}
	u, err := c.getUser(id)
	if err != nil {
		return nil, err
	}
	return c.usersAnswer([]*user{u}, nil)
}

// flagged says whether the caller has flagged the object.
func (c *call) flagged(kind, id string) (any, error) {
	if err := c.open(kind, id); err != nil {
		return nil, err
	}
	var n int
	err := c.tx.Row("SELECT count(*) FROM flags WHERE reference_type = ? AND reference_id = ? AND user_id = ?", kind, id, c.me.UserID).Scan(&n)
	return map[string]bool{"isFlagByMe": n > 0, "result": n > 0}, err
}
