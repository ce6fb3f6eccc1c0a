package emulator

// hasType keeps posts of the named types and posts with a child of them.
const hasType = ` AND (p.data_type IN (SELECT value FROM json_each(?2)) OR EXISTS(SELECT 1 FROM posts k WHERE k.parent_id = p.post_id AND k.parent_id <> ''
  AND k.is_deleted = 0 AND k.data_type IN (SELECT value FROM json_each(?2))))`

// rankWindow is how many of the newest posts the ranked feed puts in order.
const rankWindow = 500

// newestFeed answers GET /api/v3/global-feeds and v4/me/global-feeds: newest
// first, with dataTypes[].
func newestFeed(c *call) (any, error) {
	return c.feed(false)
}

// rankedFeed answers GET /api/v5/me/global-feeds: by engagement and age, which
// is why it does not look sorted by time (FAQ F33).
func rankedFeed(c *call) (any, error) {
	return c.feed(true)
}

func (c *call) feed(ranked bool) (any, error) {
	p, err := c.page()
	if err != nil {
		return nil, err
	}
	types := c.query.list("dataTypes")
	var v check
	for _, t := range types {
		v.word("dataTypes", t, "video", "image", "file", "liveStream", "poll", "clip")
	}
	if len(types) > 4 {
		v.addf(`"dataTypes" must have at most 4 items`)
	}
	if err := v.err(); err != nil {
		return nil, err
	}
	mine, _, err := c.query.flag("showOnlyMyFeed")
	if err != nil {
		return nil, err
	}
	s, err := c.feedSource(mine)
	if err != nil {
		return nil, err
	}
	extra := ""
	if len(types) > 0 {
		extra = hasType
	}
	newest := p.Skip + p.Limit + 1
	if ranked {
		newest = rankWindow
	}
	cond, args := c.newest(s, extra, newest), []any{c.me.UserID, toJSON(types), s.targets, newest}
	rest := cond + " ORDER BY p.seq DESC LIMIT ? OFFSET ?"
	if ranked {
		// Hours of age against what the post called forth; the window keeps the
		// cost of ranking the same however long the feed is.
		const rank = `(1.0 + p.reactions_count + 2 * p.comments_count) / ((? - p.created_at) / 3600000.0 + 2) DESC, p.seq DESC`
		rest = ` WHERE p.seq IN (SELECT p.seq FROM (SELECT p.seq, p.reactions_count, p.comments_count, p.created_at FROM posts p` + cond +
			` ORDER BY p.seq DESC LIMIT ?) p ORDER BY ` + rank + ` LIMIT ? OFFSET ?) ORDER BY ` + rank
		args = append(args, rankWindow, c.now, p.Limit+1, p.Skip, c.now)
	} else {
		args = append(args, p.Limit+1, p.Skip)
	}
	posts, err := c.selectPosts(rest, args...)
	if err != nil {
		return nil, err
	}
	posts, around := trim(p, posts)
	return c.postsAnswer(posts, &around)
}

// followingFeed answers GET /api/v1/me/following-feeds: followed users only.
func followingFeed(c *call) (any, error) {
	p, err := c.page()
	if err != nil {
		return nil, err
	}
	s, err := c.followedSource()
	if err != nil {
		return nil, err
	}
	newest := p.Skip + p.Limit + 1
	posts, err := c.selectPosts(c.newest(s, "", newest)+" ORDER BY p.seq DESC LIMIT ? OFFSET ?", c.me.UserID, "", s.targets, newest, p.Limit+1, p.Skip)
	if err != nil {
		return nil, err
	}
	posts, around := trim(p, posts)
	return c.postsAnswer(posts, &around)
}

// userFeed answers GET /api/v{3,4}/user-feeds/{userId}: what is on a user's own
// feed, not what the user wrote elsewhere (FAQ F53).
func userFeed(c *call) (any, error) {
	if _, err := c.getUser(c.param("userId")); err != nil {
		return nil, err
	}
	if err := c.mayReadPage(c.param("userId")); err != nil {
		return nil, err
	}
	p, err := c.page()
	if err != nil {
		return nil, err
	}
	var w where
	w.add("p.target_type = 'user'")
	w.add("p.target_id = ?", c.param("userId"))
	w.add("p.feed_type = 'published'")
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
