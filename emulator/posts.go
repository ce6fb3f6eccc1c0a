package emulator

import "slices"

var postOrders = map[string]string{"lastCreated": "p.seq DESC", "firstCreated": "p.seq", "lastUpdated": "p.updated_at DESC, p.seq DESC", "firstUpdated": "p.updated_at, p.seq"}

// listPosts answers GET /api/v{3,4,5}/posts: the posts of one feed (FAQ F19,
// F38). A post matches tags[] when it has any of them.
func listPosts(c *call) (any, error) {
	p, err := c.page()
	if err != nil {
		return nil, err
	}
	var w where
	if err := c.feedFilter(&w); err != nil {
		return nil, err
	}
	if err := c.postFilter(&w); err != nil {
		return nil, err
	}
	sort, err := c.query.oneOf("sortBy", "lastCreated", "firstCreated", "lastUpdated", "firstUpdated")
	if err != nil {
		return nil, err
	}
	posts, err := c.selectPosts(w.String()+" ORDER BY "+postOrders[sort]+" LIMIT ? OFFSET ?", append(w.args, p.Limit+1, p.Skip)...)
	if err != nil {
		return nil, err
	}
	posts, around := trim(p, posts)
	return c.postsAnswer(posts, &around)
}

// feedFilter chooses the feed and refuses one the caller may not read.
func (c *call) feedFilter(w *where) error {
	kind, target := c.query.str("targetType"), c.query.str("targetId")
	var v check
	v.word("targetType", kind, "user", "community", "content")
	if target == "" {
		v.addf(`"targetId" is required`)
	}
	if err := v.err(); err != nil {
		return err
	}
	state, err := c.query.oneOf("feedType", "published", "reviewing", "declined")
	if err != nil {
		return err
	}
	if kind == "user" {
		if err := c.mayReadPage(target); err != nil {
			return err
		}
	}
	if kind == "community" {
		if err := c.mayRead(target); err != nil {
			return err
		}
		if state != "published" {
			may, err := c.isModerator(target)
			if err != nil {
				return err
			}
			if !may {
				w.add("p.user_id = ?", c.me.UserID) // one's own waiting posts
			}
		}
	}
	w.add("p.target_type = ?", kind)
	w.add("p.target_id = ?", target)
	w.add("p.feed_type = ?", state)
	return nil
}

// mayRead refuses the feed of a private community to who is not in it.
func (c *call) mayRead(communityID string) error {
	m, err := c.findCommunity(communityID)
	if err != nil {
		return err
	}
	if !m.IsPublic && !m.IsJoined && !c.admin {
		return fail(codeNoPermission, "the community is private")
	}
	return nil
}

// postFilter adds the filters that every list of posts has.
func (c *call) postFilter(w *where) error {
	onlyParents, given, err := c.query.flag("matchingOnlyParentPost")
	if err != nil {
		return err
	}
	if onlyParents || !given {
		w.add("p.parent_id = ''")
	}
	if err := w.deleted(c.query, "p.is_deleted"); err != nil {
		return err
	}
	if flagged, given, err := c.query.flag("hasFlag"); err != nil {
		return err
	} else if given {
		w.add("(p.flag_count > 0) = ?", bit(flagged))
	}
	types, tags := c.query.list("dataTypes"), c.query.list("tags")
	var v check
	for _, t := range types {
		v.word("dataTypes", t, "text", "video", "image", "file", "liveStream", "poll", "clip", "audio", "custom")
	}
	v.list("tags", tags, 5, 24)
	if len(types) > 0 {
		w.add("p.data_type IN (SELECT value FROM json_each(?))", toJSON(types))
	}
	if len(tags) > 0 {
		w.add("EXISTS(SELECT 1 FROM json_each(p.tags) t WHERE t.value IN (SELECT value FROM json_each(?)))", toJSON(tags))
	}
	return v.err()
}

// getPost answers GET /api/v3/posts/{postId}. A soft-deleted post is shown as
// deleted, so that a share of it can say so.
func getPost(c *call) (any, error) {
	p, err := c.findPost(c.param("postId"))
	if err != nil {
		return nil, err
	}
	if err := c.mayReadPost(p); err != nil {
		return nil, err
	}
	return c.postsAnswer([]*post{p}, nil)
}

// listPostsByID answers GET /api/v3/posts/list; what the caller may not read is
// left out.
func listPostsByID(c *call) (any, error) {
	ids := c.query.list("postIds")
	var v check
	v.list("postIds", ids, 100, 100)
	if err := v.err(); err != nil {
		return nil, err
	}
	all, err := c.selectPosts(" JOIN json_each(?) j ON p.post_id = j.value", toJSON(unique(ids)))
	if err != nil {
		return nil, err
	}
	posts := []*post{}
	for _, p := range all {
		may, err := c.sees(c.mayReadPost(p))
		if err != nil {
			return nil, err
		}
		if may {
			posts = append(posts, p)
		}
	}
	slices.SortStableFunc(posts, func(a, b *post) int { return slices.Index(ids, a.PostID) - slices.Index(ids, b.PostID) })
	return c.postsAnswer(posts, nil)
}
