package emulator

// deletePost answers DELETE /api/v{3,4}/posts/{postId}: soft by default; with
// permanent=true nothing of it remains.
func deletePost(c *call) (any, error) {
	permanent, err := c.permanent()
	if err != nil {
		return nil, err
	}
	p, err := c.findPost(c.param("postId"))
	if err != nil {
		return nil, err
	}
	if p.IsDeleted && !permanent {
		return nil, notFound("post", p.PostID)
	}
	if err := c.mayEditPost(p); err != nil {
		return nil, err
	}
	wasDeleted := p.IsDeleted
	gone, err := c.postsAnswer([]*post{p}, nil)
	if err != nil {
		return nil, err
	}
	p.IsDeleted = true
	if err := c.tell("post.deleted", gone, nil); err != nil {
		return nil, err
	}
	if permanent {
		err = c.erasePosts("SELECT seq FROM posts WHERE "+withChildren, p.PostID)
	} else {
		_, err = c.tx.Exec("UPDATE posts SET is_deleted = 1, updated_at = ?2 WHERE "+withChildren, p.PostID, c.now)
	}
	if err != nil {
		return nil, err
	}
	if p.TargetType == "community" && p.ParentPostID == nil && p.FeedType == "published" && !wasDeleted {
		return success, c.countPosts(p.TargetID, -1)
	}
	return success, nil
}

// permanent reads permanent=true from the query or the body.
func (c *call) permanent() (bool, error) {
	var in struct {
		Permanent bool `json:"permanent"`
	}
	if err := c.decode(&in); err != nil {
		return false, err
	}
	inQuery, _, err := c.query.flag("permanent")
	return in.Permanent || inQuery, err
}

// approvePost and declinePost decide about a post that waits for review.
func approvePost(c *call) (any, error) { return c.review("published") }

func declinePost(c *call) (any, error) { return c.review("declined") }

func (c *call) review(state string) (any, error) {
	p, err := c.openPost(c.param("postId"))
	if err != nil {
		return nil, err
	}
	if p.TargetType != "community" || p.FeedType != "reviewing" {
		return nil, fail(codeForbidden, "the post does not wait for review")
	}
	if err := c.requireModerator(p.TargetID); err != nil {
		return nil, err
	}
	if _, err := c.tx.Exec("UPDATE posts SET feed_type = ?2, updated_at = ?3 WHERE "+withChildren, p.PostID, state, c.now); err != nil {
		return nil, err
	}
	if state == "published" {
		if err := c.countPosts(p.TargetID, 1); err != nil {
			return nil, err
		}
	}
	return c.postByID(p.PostID)
}
