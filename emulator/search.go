package emulator

import "strings"

// readable keeps posts the caller may read. Its first argument is the caller.
const readable = `p.is_deleted = 0 AND p.feed_type = 'published' AND (p.target_type <> 'community' OR EXISTS(SELECT 1 FROM communities c
  WHERE c.community_id = p.target_id AND c.is_deleted = 0 AND (c.is_public = 1 OR EXISTS(SELECT 1 FROM community_members m
  WHERE m.community_id = c.community_id AND m.user_id = ?1 AND m.membership = 'member'))))`

// search is a question to any of the three search calls. Only posts that were
// made while search was enabled are found (FAQ F71).
type search struct {
	text       string
	exact      bool // the text as it stands, not its words
	hashtags   []string
	tags       []string
	types      []string
	author     string
	targetType string // all, community or user
	targets    []string
	order      string

	from, walked string // see where
}

func (q *search) validate() error {
	for i, h := range q.hashtags {
		q.hashtags[i] = strings.ToLower(strings.TrimPrefix(h, "#"))
	}
	var v check
	v.list("hashtags", q.hashtags, maxHashtags, 100)
	v.list("tags", q.tags, maxPostTags, maxTagLength)
	v.list("targetIds", q.targets, 100, 100)
	v.text("query", q.text, 0, 500)
	v.word("targetType", q.targetType, "all", "community", "user")
	if len(q.hashtags)+len(q.tags) == 0 && q.author == "" && q.text == "" {
		v.addf(`"hashtags", "tags", "postedUserId" or "query" is required`)
	}
	return v.err()
}

// where is the condition of the search, and by which table to walk: the one
// that has the fewest rows to look at, in the order of the posts.
func (q *search) where(c *call) (where, error) {
	w := where{args: []any{c.me.UserID}}
	err := c.readableBy(&w) // first: it numbers the caller
	w.add("p.is_indexed = 1")
	q.from, q.walked = "posts p", "p.seq"
	words := strings.Fields(q.text)
	if q.exact && q.text != "" {
		words = []string{q.text}
	}
	words = words[:min(len(words), 10)]
	tags := unique(q.hashtags)
	if match := grams(words); match != "" {
		q.from, q.walked = "post_words s CROSS JOIN posts p ON p.seq = s.rowid", "s.rowid"
		w.add("post_words MATCH ?", match)
	} else if len(tags) == 1 {
		q.from, q.walked = "post_hashtags g CROSS JOIN posts p ON p.seq = g.post_seq", "g.post_seq"
		w.add("g.hashtag = ?", tags[0])
		tags = nil
	}
	switch {
	case len(tags) > 0 && q.walked == "p.seq":
		w.add("p.seq IN (SELECT post_seq FROM post_hashtags WHERE hashtag IN (SELECT value FROM json_each(?)))", toJSON(tags))
	case len(tags) > 0:
		w.add("EXISTS(SELECT 1 FROM json_each(?) j JOIN post_hashtags h ON h.hashtag = j.value AND h.post_seq = p.seq)", toJSON(tags))
	}
	// JSON without a backslash has each word as it is: to look for it there first
	// spares reading the JSON of posts that have the pieces of a word but not the word.
	for _, word := range words {
		w.add(`(p.data LIKE ? ESCAPE '\' OR instr(p.data, '\') > 0)`, containing(word))
	}
	for _, word := range words {
		w.add(`json_extract(p.data, '$.text') LIKE ? ESCAPE '\'`, containing(word))
	}
	if q.author != "" {
		w.add("p.user_id = ?", q.author)
	}
	if q.targetType != "all" {
		w.add("p.target_type = ?", q.targetType)
	}
	if len(q.targets) > 0 {
		w.add("p.target_id IN (SELECT value FROM json_each(?))", toJSON(q.targets))
	}
	if len(q.tags) > 0 {
		w.add("EXISTS(SELECT 1 FROM json_each(p.tags) t WHERE t.value IN (SELECT value FROM json_each(?)))", toJSON(q.tags))
	}
	if len(q.types) > 0 {
		w.add("p.data_type IN (SELECT value FROM json_each(?))", toJSON(q.types))
	}
	return w, err
}

func (c *call) find(q search, w where, p page) ([]*post, paging, error) {
	order := strings.ReplaceAll(q.order, "p.seq", q.walked)
	posts, err := c.selectPostsFrom(q.from, w.String()+" ORDER BY "+order+" LIMIT ? OFFSET ?", append(w.args, p.Limit+1, p.Skip)...)
	if err != nil {
		return nil, paging{}, err
	}
	posts, around := trim(p, posts)
	return posts, around, nil
}

// searchPosts answers GET /api/v1/search/posts: posts with any of hashtags[]
// (FAQ F72), of an author (postedUserId, F69), with any of tags[].
func searchPosts(c *call) (any, error) {
	p, err := c.page()
	if err != nil {
		return nil, err
	}
	q := search{hashtags: c.query.list("hashtags"), tags: c.query.list("tags"), author: c.query.str("postedUserId"), text: c.query.str("query"),
		targetType: c.query.str("targetType")}
	if len(q.hashtags) == 0 {
		q.hashtags = c.query.list("hashtagList")
	}
	if q.targetType == "" {
		q.targetType = "all"
	}
	if id := c.query.str("targetId"); id != "" {
		q.targets = []string{id}
	}
	if err := q.validate(); err != nil {
		return nil, err
	}
	w, err := q.where(c)
	if err != nil {
		return nil, err
	}
	if err := c.postFilter(&w); err != nil {
		return nil, err
	}
	sort, err := c.query.oneOf("sortBy", "lastCreated", "firstCreated", "lastUpdated", "firstUpdated")
	if err != nil {
		return nil, err
	}
	q.order = postOrders[sort]
	posts, around, err := c.find(q, w, p)
	if err != nil {
		return nil, err
	}
	return c.postsAnswer(posts, &around)
}
