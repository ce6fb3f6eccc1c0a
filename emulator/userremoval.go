package emulator

// deleteUser answers DELETE /api/v4/users/{userId}: the name becomes "Deleted
// user", every token stops working, and nothing brings the user back (FAQ F81,
// F82). deleteAll marks what the user wrote as deleted, hardDeletePost and
// hardDeleteComment remove it.
func deleteUser(c *call) (any, error) {
	if err := c.requireAdmin(); err != nil {
		return nil, err
	}
	u, err := c.getUser(c.param("userId"))
	if err != nil {
		return nil, err
	}
	if u.IsDeleted {
		return nil, fail(codeBadRequest, "user %q is already deleted", u.UserID)
	}
	if u.UserID == adminUserID {
		return nil, fail(codeForbidden, "the administrator cannot be deleted")
	}
	asked := map[string]bool{}
	for _, name := range []string{"deleteAll", "markMessageDeleted", "hardDeletePost", "hardDeleteComment"} {
		if asked[name], _, err = c.query.flag(name); err != nil {
			return nil, err
		}
	}
	steps := []string{
		"UPDATE users SET is_deleted = 1, display_name = '" + deletedUserName + "', description = '', avatar_file_id = '', avatar_url = '', metadata = '{}', roles = '[]', updated_at = ?1 WHERE user_id = ?2",
		"DELETE FROM sessions WHERE user_id = ?2 AND ?1 IS NOT NULL",
		"DELETE FROM auth_tokens WHERE user_id = ?2 AND ?1 IS NOT NULL",
	}
	if asked["deleteAll"] || asked["markMessageDeleted"] {
		steps = append(steps, "UPDATE messages SET is_deleted = 1, updated_at = ?1 WHERE user_id = ?2")
	}
	if asked["deleteAll"] || asked["hardDeletePost"] {
		steps = append(steps,
			`UPDATE communities SET posts_count = posts_count - (SELECT count(*) FROM posts p WHERE p.user_id = ?2 AND p.target_type = 'community'
			   AND p.target_id = communities.community_id AND p.parent_id = '' AND p.is_deleted = 0 AND p.feed_type = 'published') WHERE ?1 IS NOT NULL`,
			"UPDATE posts SET is_deleted = 1, updated_at = ?1 WHERE user_id = ?2")
	}
	if asked["deleteAll"] || asked["hardDeleteComment"] {
		steps = append(steps,
			`UPDATE posts SET comments_count = max(0, comments_count - (SELECT count(*) FROM comments k WHERE k.user_id = ?2 AND k.reference_type = 'post'
			   AND k.reference_id = posts.post_id AND k.is_deleted = 0)) WHERE ?1 IS NOT NULL AND post_id IN (SELECT reference_id FROM comments WHERE user_id = ?2)`,
			`UPDATE comments SET children_number = max(0, children_number - (SELECT count(*) FROM comments k WHERE k.user_id = ?2
			   AND k.parent_id = comments.comment_id AND k.is_deleted = 0)) WHERE ?1 IS NOT NULL AND comment_id IN (SELECT parent_id FROM comments WHERE user_id = ?2)`,
			"UPDATE comments SET is_deleted = 1, updated_at = ?1 WHERE user_id = ?2")
	}
	for _, sql := range steps {
		if _, err := c.tx.Exec(sql, c.now, u.UserID); err != nil {
			return nil, err
		}
	}
	if asked["hardDeletePost"] {
		err = c.erasePosts("SELECT seq FROM posts WHERE user_id = ?1 OR (parent_id <> '' AND parent_id IN (SELECT post_id FROM posts WHERE user_id = ?1))", u.UserID)
	}
	if err == nil && asked["hardDeleteComment"] {
		err = c.eraseComments("SELECT seq FROM comments WHERE user_id = ?1", u.UserID)
	}
	if err != nil {
		return nil, err
	}
	if err := c.leaveEverything(u.UserID, true); err != nil {
		return nil, err
	}
	return success, c.tellUser("user.deleted", u.UserID)
}

// leaveEverything takes a user out of all channels and, when asked, out of all
// communities.
func (c *call) leaveEverything(userID string, communities bool) error {
	steps := []string{
		`UPDATE channels SET member_count = member_count - 1, updated_at = ?1 WHERE channel_id IN
		   (SELECT channel_id FROM channel_members WHERE user_id = ?2 AND membership = 'member')`,
		"UPDATE channel_members SET membership = 'none', roles = '[]', updated_at = ?1 WHERE user_id = ?2 AND membership = 'member'",
	}
	if communities {
		steps = append(steps,
			`UPDATE communities SET members_count = members_count - 1 WHERE ?1 IS NOT NULL AND community_id IN
			   (SELECT community_id FROM community_members WHERE user_id = ?2 AND membership = 'member')`,
			"UPDATE community_members SET membership = 'none', roles = '[]', updated_at = ?1 WHERE user_id = ?2 AND membership = 'member'",
			"DELETE FROM follows WHERE (from_id = ?2 OR to_id = ?2) AND ?1 IS NOT NULL")
	}
	for _, sql := range steps {
		if _, err := c.tx.Exec(sql, c.now, userID); err != nil {
			return err
		}
	}
	return nil
}

// tellUser tells of a user as they are now.
func (c *call) tellUser(name, userID string) error {
	u, err := c.getUser(userID)
	if err != nil {
		return err
	}
	answer, err := c.usersAnswer([]*user{u}, nil)
	if err != nil {
		return err
	}
	return c.tell(name, answer, nil)
}

type userIDBody struct {
	UserID string `json:"userId"`
}

// banUser bans globally: no session works or starts, the user is out of all
// channels and the messages are deleted; posts, comments and community
// memberships stay (FAQ F83).
func banUser(c *call) (any, error) {
	u, err := c.userToJudge()
	if err != nil {
		return nil, err
	}
	if u.UserID == adminUserID {
		return nil, fail(codeExempt, "the administrator cannot be banned")
	}
	for _, sql := range []string{
		"UPDATE users SET is_banned = 1, updated_at = ?1 WHERE user_id = ?2",
		"UPDATE messages SET is_deleted = 1, updated_at = ?1 WHERE user_id = ?2",
	} {
		if _, err := c.tx.Exec(sql, c.now, u.UserID); err != nil {
			return nil, err
		}
	}
	if err := c.leaveEverything(u.UserID, false); err != nil {
		return nil, err
	}
	return success, c.tellUser("user.didGlobalBan", u.UserID)
}

func unbanUser(c *call) (any, error) {
	u, err := c.userToJudge()
	if err != nil {
		return nil, err
	}
	if !u.IsGlobalBan {
		return nil, fail(codeNotBanned, "user %q is not banned", u.UserID)
	}
	_, err = c.tx.Exec("UPDATE users SET is_banned = 0, updated_at = ? WHERE user_id = ?", c.now, u.UserID)
	return success, err
}

func (c *call) userToJudge() (*user, error) {
	if err := c.requireAdmin(); err != nil {
		return nil, err
	}
	var in userIDBody
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	return c.activeUser(in.UserID)
}
