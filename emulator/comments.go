package emulator

import "slices"

// cursor is the token of lists that are walked from an object onwards:
// comments and messages. Exactly one of the two is set.
type cursor struct {
	After  *int64 `json:"after,omitempty"`
	Before *int64 `json:"before,omitempty"`
	Limit  int64  `json:"limit"`
}

func (c *call) cursor() (cursor, error) {
	if token := c.query.opt("token"); token != "" {
		var k cursor
		if err := decodeToken(token, &k); err != nil {
			return k, err
		}
		if k.Limit < 1 || k.Limit > maxPage || (k.After == nil) == (k.Before == nil) {
			return k, badToken()
		}
		return k, nil
	}
	limit, err := parseLimit(c.query, int64(c.server.pageSize))
	return cursor{Limit: limit}, err
}

// listComments answers GET /api/v3/comments: the comments of one post, newest
// first unless sortBy says otherwise. There is no filter by author (FAQ F39).
func listComments(c *call) (any, error) {
	at, err := c.cursor()
	if err != nil {
		return nil, err
	}
	var v check
	kind, reference := c.query.str("referenceType"), c.query.str("referenceId")
	if kind == "" {
		kind = "post"
	}
	v.word("referenceType", kind, "post", "content", "story")
	v.text("referenceId", reference, 1, 100)
	if err := v.err(); err != nil {
		return nil, err
	}
	if err := c.mayReadReference(kind, reference); err != nil {
		return nil, err
	}
	var w where
	w.add("k.reference_type = ?", kind)
	w.add("k.reference_id = ?", reference)
	if err := c.commentFilter(&w); err != nil {
		return nil, err
	}
	sort, err := c.query.oneOf("sortBy", "lastCreated", "firstCreated")
	if err != nil {
		return nil, err
	}
	list, around, err := walk(at, sort == "lastCreated", "k.seq", &w, func(rest string) ([]*comment, error) {
		return c.selectComments("comments k"+rest, w.args...)
	}, func(k *comment) int64 { return k.seq })
	if err != nil {
		return nil, err
	}
	return c.commentsAnswer(list, &around)
}

func (c *call) mayReadReference(kind, id string) error {
	if kind != "post" {
		return nil
	}
	p, err := c.findPost(id)
	if err == nil {
		err = c.mayReadPost(p)
	}
	return err
}

func (c *call) commentFilter(w *where) error {
	byParent, given, err := c.query.flag("filterByParentId")
	if err != nil {
		return err
	}
	if parent := c.query.str("parentId"); parent != "" || byParent || !given {
		w.add("k.parent_id = ?", parent)
	}
	if err := w.deleted(c.query, "k.is_deleted"); err != nil {
		return err
	}
	if flagged, given, err := c.query.flag("hasFlag"); err != nil {
		return err
	} else if given {
		w.add("(k.flag_count > 0) = ?", bit(flagged))
	}
	types := c.query.list("dataTypes[values]")
	if len(types) == 0 {
		return nil
	}
	var v check
	v.list("dataTypes.values", types, 4, 20)
	w.add("EXISTS(SELECT 1 FROM json_each(k.data_types) WHERE value IN (SELECT value FROM json_each(?)))", toJSON(types))
	if c.query.str("dataTypes[matchType]") == "exact" {
		w.add("json_array_length(k.data_types) = ?", len(unique(types)))
		for _, t := range unique(types) {
			w.add("EXISTS(SELECT 1 FROM json_each(k.data_types) WHERE value = ?)", t)
		}
	}
	return v.err()
}

// walk reads one page of a list ordered by a number, onwards from the cursor or
// back from it. The condition and the limit are added to w.
func walk[T any](at cursor, descending bool, column string, w *where, read func(rest string) ([]T, error), key func(T) int64) ([]T, paging, error) {
	backwards := at.Before != nil
	compare, order := ">", "ASC"
	if descending != backwards {
		compare, order = "<", "DESC"
	}
	from := at.After
	if backwards {
		from = at.Before
	}
	if from != nil {
		w.add(column+" "+compare+" ?", *from)
	}
	w.args = append(w.args, at.Limit+1)
	rows, err := read(w.String() + " ORDER BY " + column + " " + order + " LIMIT ?")
	if err != nil {
		return nil, paging{}, err
	}
	more := int64(len(rows)) > at.Limit
	if more {
		rows = rows[:at.Limit]
	}
	if backwards {
		slices.Reverse(rows)
	}
	var out paging
	if len(rows) > 0 {
		first, last := key(rows[0]), key(rows[len(rows)-1])
		if more && !backwards || backwards {
			out.Next = encodeToken(cursor{After: &last, Limit: at.Limit})
		}
		if more && backwards || !backwards && from != nil {
			out.Previous = encodeToken(cursor{Before: &first, Limit: at.Limit})
		}
	}
	return rows, out, nil
}

func getComment(c *call) (any, error) {
	k, err := c.findComment(c.param("commentId"))
	if err != nil {
		return nil, err
	}
	if err := c.mayReadReference(k.ReferenceType, k.ReferenceID); err != nil {
		return nil, err
	}
	return c.commentsAnswer([]*comment{k}, nil)
}

func listCommentsByID(c *call) (any, error) {
	ids := c.query.list("commentIds")
	var v check
	v.list("commentIds", ids, 100, 100)
	if err := v.err(); err != nil {
		return nil, err
	}
	list, err := c.selectComments("json_each(?) j JOIN comments k ON k.comment_id = j.value", toJSON(unique(ids)))
	if err != nil {
		return nil, err
	}
	readable := list[:0]
	for _, k := range list {
		if c.mayReadReference(k.ReferenceType, k.ReferenceID) == nil {
			readable = append(readable, k)
		}
	}
	return c.commentsAnswer(readable, nil)
}
