package emulator

import "strings"

// readable keeps posts the caller may read. Its first argument is the caller.
const readable = `p.is_deleted = 0 AND p.feed_type = 'published' AND (p.target_type <> 'community' OR EXISTS(SELECT 1 FROM communities c
  WHERE c.community_id = p.target_id AND c.is_deleted = 0 AND (c.is_public = 1 OR EXISTS(SELECT 1 FROM community_members m
  WHERE m.community_id = c.community_id AND m.user_id = ?1 AND m.membership = 'member'))))`

// searchPosts answers GET /api/v1/search/posts: posts with any of hashtags[]
// (FAQ F72), of an author (postedUserId, F69), with any of tags[]. Only posts
// that were made while search was enabled are found by hashtag (F71).
func searchPosts(c *call) (any, error) {
	p, err := c.page()
	if err != nil {
		return nil, err
	}
	hashtags := c.query.list("hashtags")
	if len(hashtags) == 0 {
		hashtags = c.query.list("hashtagList")
	}
	for i, h := range hashtags {
		hashtags[i] = strings.ToLower(strings.TrimPrefix(h, "#"))
	}
	target, err := c.query.oneOf("targetType", "all", "community", "user")
	if err != nil {
		return nil, err
	}
	var v check
	v.list("hashtags", hashtags, maxHashtags, 100)
	author := c.query.str("postedUserId")
	if len(hashtags) == 0 && author == "" && len(c.query.list("tags")) == 0 {
		v.addf(`"hashtags", "tags" or "postedUserId" is required`)
	}
	if err := v.err(); err != nil {
		return nil, err
	}
	w := where{args: []any{c.me.UserID}}
	w.add(readable)
	if len(hashtags) > 0 {
		w.add("p.seq IN (SELECT post_seq FROM post_hashtags WHERE hashtag IN (SELECT value FROM json_each(?)))", toJSON(unique(hashtags)))
	}
	if author != "" {
		w.add("p.user_id = ?", author)
	}
	if target != "all" {
		w.add("p.target_type = ?", target)
	}
	if id := c.query.str("targetId"); id != "" {
		w.add("p.target_id = ?", id)
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
