package emulator

import (
	"strconv"
)

// listMessages answers GET /api/v5/messages and /api/v3/messages: the messages
// of one feed, newest first unless sortBy is segmentAsc. after and before are
// segments; around is the segment in the middle.
func listMessages(c *call) (any, error) {
	feed := c.query.str("messageFeedId")
	for _, older := range []string{"subChannelId", "channelId"} {
		if feed == "" {
			feed = c.query.str(older)
		}
	}
	var v check
	v.text("messageFeedId", feed, 1, 100)
	if err := v.err(); err != nil {
		return nil, err
	}
	f, err := c.findFeed(feed)
	if err != nil {
		return nil, err
	}
	at, err := c.messageCursor()
	if err != nil {
		return nil, err
	}
	sort, err := c.query.oneOf("sortBy", "segmentDesc", "segmentAsc", "lastCreated", "firstCreated", "createdAt")
	if err != nil {
		return nil, err
	}
	descending := sort == "segmentDesc" || sort == "lastCreated"
	var w where
	w.add("e.feed_id = ?", f.MessageFeedID)
	if err := c.messageFilter(&w); err != nil {
		return nil, err
	}
	if raw := c.query.opt("around"); raw != "" {
		return c.messagesAround(raw, at.Limit, descending, w)
	}
	list, pages, err := walk(at, descending, "e.segment", &w, func(rest string) ([]*message, error) {
		return c.selectMessages(rest, w.args...)
	}, func(m *message) int64 { return m.Segment })
	if err != nil {
		return nil, err
	}
	return c.messagesAnswer(list, &pages)
}

// messageCursor reads a token, or after and before. These name segments by
// value whatever the order: after=7 means greater than 7.
func (c *call) messageCursor() (cursor, error) {
	at, err := c.cursor()
	if err != nil || at.After != nil || at.Before != nil {
		return at, err
	}
	after, before := c.query.opt("after"), c.query.opt("before")
	if after == "" && before == "" {
		return at, nil
	}
	sort := c.query.opt("sortBy")
	name, raw, onwards := "after", after, sort == "segmentAsc" || sort == "firstCreated" || sort == "createdAt"
	if after == "" {
		name, raw, onwards = "before", before, !onwards
	}
	n, err := strconv.ParseInt(raw, 10, 64)
	if err != nil || n < 0 {
		return at, invalid(`"options.` + name + `" must be a segment number`)
	}
	if onwards {
		at.After = &n
	} else {
		at.Before = &n
	}
	return at, nil
}

// messagesAround is a window of a feed: half a page before the segment, it, and
// half a page after.
func (c *call) messagesAround(raw string, limit int64, descending bool, w where) (any, error) {
	n, err := strconv.ParseInt(raw, 10, 64)
	if err != nil || n < 0 {
		return nil, invalid(`"options.around" must be a segment number`)
	}
	order := " ORDER BY e.segment"
	if descending {
		order += " DESC"
	}
	cond := w.String() + " AND e.segment BETWEEN ? AND ?"
	list, err := c.selectMessages(cond+order+" LIMIT ?", append(w.args, n-limit/2, n+(limit-1)/2, limit)...)
	if err != nil {
		return nil, err
	}
	var pages paging
	if len(list) > 0 {
		first, last := list[0].Segment, list[len(list)-1].Segment
		pages.Next = encodeToken(cursor{After: &last, Limit: limit})
		pages.Previous = encodeToken(cursor{Before: &first, Limit: limit})
	}
	return c.messagesAnswer(list, &pages)
}

func (c *call) messageFilter(w *where) error {
	kind := c.query.str("dataType")
	if kind == "" {
		kind = c.query.str("type")
	}
	include, exclude := c.query.list("includeTags"), c.query.list("excludeTags")
	if len(include) == 0 {
		include = c.query.list("tags")
	}
	var v check
	if kind != "" {
		v.word("dataType", kind, "text", "image", "file", "video", "audio", "custom", "imagemap")
		w.add("e.data_type = ?", kind)
	}
	v.list("includeTags", include, 10, 100)
	v.list("excludeTags", exclude, 10, 100)
	if len(include) > 0 {
		w.add("EXISTS(SELECT 1 FROM json_each(e.tags) t WHERE t.value IN (SELECT value FROM json_each(?)))", toJSON(include))
	}
	if len(exclude) > 0 {
		w.add("NOT EXISTS(SELECT 1 FROM json_each(e.tags) t WHERE t.value IN (SELECT value FROM json_each(?)))", toJSON(exclude))
	}
	if parent := c.query.str("parentId"); parent != "" {
		w.add("e.parent_id = ?", parent)
	} else if byParent, _, err := c.query.flag("filterByParentId"); err != nil {
		return err
	} else if byParent {
		w.add("e.parent_id = ''")
	}
	if flagged, given, err := c.query.flag("hasFlags"); err != nil {
		return err
	} else if given {
		w.add("(e.flag_count > 0) = ?", bit(flagged))
	}
	if err := w.deleted(c.query, "e.is_deleted"); err != nil {
		return err
	}
	return v.err()
}

func getMessage(c *call) (any, error) { return c.messageByID(c.param("messageId")) }

func (c *call) messageByID(id string) (any, error) {
	m, err := c.findMessage(id)
	if err != nil {
		return nil, err
	}
	return c.messagesAnswer([]*message{m}, nil)
}

func listMessagesByID(c *call) (any, error) {
	ids := c.query.list("messageIds")
	var v check
	v.list("messageIds", ids, 100, 100)
	if err := v.err(); err != nil {
		return nil, err
	}
	list := []*message{}
	for _, id := range unique(ids) {
		if m, err := c.findMessage(id); err == nil {
			list = append(list, m)
		}
	}
	return c.messagesAnswer(list, nil)
}
