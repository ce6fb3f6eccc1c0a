package emulator

// maxFound is how far the beta counts what it has found.
const maxFound = 1000

// searchPostsV3 answers GET /api/v3/search/posts of the beta: by text, author,
// type and target, counted up to maxFound.
func searchPostsV3(c *call) (any, error) {
	p, err := c.page()
	if err != nil {
		return nil, err
	}
	q := search{text: c.query.str("query"), tags: c.query.list("tags"), types: c.query.list("types"), author: c.query.str("postedUserId"),
		targetType: c.query.str("targetType"), targets: c.query.list("targetIds")}
	if q.targetType == "" {
		q.targetType = "all"
	}
	if q.exact, _, err = c.query.flag("exactMatch"); err != nil {
		return nil, err
	}
	by, err := c.query.oneOf("sortBy", "createdAt", "updatedAt")
	if err != nil {
		return nil, err
	}
	direction, err := c.query.oneOf("orderBy", "desc", "asc")
	if err != nil {
		return nil, err
	}
	q.order = map[string]string{"createdAt desc": "p.seq DESC", "createdAt asc": "p.seq", "updatedAt desc": "p.updated_at DESC, p.seq DESC",
		"updatedAt asc": "p.updated_at, p.seq"}[by+" "+direction]
	if err := q.validate(); err != nil {
		return nil, err
	}
	w, err := q.where(c)
	if err != nil {
		return nil, err
	}
	var found int64
	if err := c.tx.Row("SELECT count(*) FROM (SELECT 1 FROM "+q.from+w.String()+" LIMIT ?)", append(w.args, maxFound)...).Scan(&found); err != nil {
		return nil, err
	}
	posts, around, err := c.find(q, w, p)
	if err != nil {
		return nil, err
	}
	data, err := c.postsAnswer(posts, nil)
	return map[string]any{"found": found, "data": data, "paging": around}, err
}

// searchPostsV2 answers POST /search/v2/posts of the beta, which has a host of
// its own on the platform: ids, and the objects when asked for (FAQ F72).
func searchPostsV2(c *call) (any, error) {
	var in struct {
		Query struct {
			TargetID     []string `json:"targetId"`
			TargetType   string   `json:"targetType"`
			Text         string   `json:"text"`
			HashtagList  []string `json:"hashtagList"`
			PostedUserID string   `json:"postedUserId"`
		} `json:"query"`
		Sort []struct {
			CreatedAt struct {
				Order string `json:"order"`
			} `json:"createdAt"`
		} `json:"sort"`
		From               int64 `json:"from"`
		Size               int64 `json:"size"`
		PopulatePostObject bool  `json:"populatePostObject"`
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	q := search{text: in.Query.Text, hashtags: in.Query.HashtagList, author: in.Query.PostedUserID, targets: in.Query.TargetID, order: "p.seq DESC"}
	switch in.Query.TargetType {
	case "community":
		q.targetType = "community"
	case "self":
		q.targetType, q.targets = "user", []string{c.me.UserID}
	default: // public and all
		q.targetType = "all"
	}
	if len(in.Sort) > 0 && in.Sort[0].CreatedAt.Order == "asc" {
		q.order = "p.seq"
	}
	if in.Size == 0 {
		in.Size = int64(c.server.pageSize)
	}
	if in.Size < 0 || in.Size > maxPage || in.From < 0 || in.From > maxSkip {
		return nil, invalid(`"size" must be from 1 to 100 and "from" not negative`)
	}
	if err := q.validate(); err != nil {
		return nil, err
	}
	w, err := q.where(c)
	if err != nil {
		return nil, err
	}
	posts, _, err := c.find(q, w, page{Skip: in.From, Limit: in.Size})
	if err != nil {
		return nil, err
	}
	ids := []string{}
	for _, p := range posts {
		ids = append(ids, p.PostID)
	}
	out := map[string]any{"success": true, "postIds": ids}
	if in.PopulatePostObject {
		out["objects"], err = c.postsAnswer(posts, nil)
	}
	return out, err
}
