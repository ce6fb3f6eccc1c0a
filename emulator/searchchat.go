package emulator

import "strings"

// searchText reads what is searched for.
func (c *call) searchText() (string, error) {
	text := c.query.str("query")
	if text == "" {
		text = c.query.str("keyword")
	}
	var v check
	v.text("query", text, 1, 500)
	return text, v.err()
}

func containsFold(s, part string) bool {
	return strings.Contains(strings.ToLower(s), strings.ToLower(part))
}

// searchMessages answers GET /api/v2/search/messages: text messages of the
// caller's channels, newest first, in one channel with channelId.
func searchMessages(c *call) (any, error) {
	text, err := c.searchText()
	if err != nil {
		return nil, err
	}
	p, err := c.page()
	if err != nil {
		return nil, err
	}
	var w where
	w.add("e.channel_id IN (SELECT channel_id FROM channel_members WHERE user_id = ? AND membership = 'member')", c.me.UserID)
	w.add("e.is_deleted = 0")
	if ids := append(c.query.list("channelIds"), c.query.list("channelId")...); len(ids) > 0 {
		w.add("e.channel_id IN (SELECT value FROM json_each(?))", toJSON(unique(ids)))
	}
	w.add(`json_extract(e.data, '$.text') LIKE ? ESCAPE '\'`, containing(text))
	found, err := c.selectMessages(w.String()+" ORDER BY e.seq DESC LIMIT ? OFFSET ?", append(w.args, p.Limit+1, p.Skip)...)
	if err != nil {
		return nil, err
	}
	found, around := trim(p, found)
	return c.messagesAnswer(found, &around)
}

// searchChannels answers GET /api/v2/search/channels: by display name, among
// public channels and the caller's own.
func searchChannels(c *call) (any, error) {
	text, err := c.searchText()
	if err != nil {
		return nil, err
	}
	p, err := c.page()
	if err != nil {
		return nil, err
	}
	w := where{args: []any{c.me.UserID}}
	if err := c.channelFilter(&w); err != nil {
		return nil, err
	}
	w.add("h.is_deleted = 0")
	w.add(`h.display_name LIKE ? ESCAPE '\'`, containing(text))
	found, err := c.selectChannels(w.String()+" ORDER BY h.last_activity DESC, h.seq DESC LIMIT ? OFFSET ?", append(w.args, p.Limit+1, p.Skip)...)
	if err != nil {
		return nil, err
	}
	found, around := trim(p, found)
	around = around.short()
	return c.channelsAnswer(found, &around)
}

// searchComments answers GET /api/v1/search/comments: an administrator's list
// of what some people have written (FAQ F39), with words of it if asked.
func searchComments(c *call) (any, error) {
	if err := c.requireAdmin(); err != nil {
		return nil, err
	}
	p, err := c.page()
	if err != nil {
		return nil, err
	}
	creators, text := c.query.list("creatorIds"), c.query.str("query")
	var v check
	v.list("creatorIds", creators, 100, 50)
	v.text("query", text, 0, 500)
	if len(creators) == 0 && text == "" {
		v.addf(`"creatorIds" or "query" is required`)
	}
	if err := v.err(); err != nil {
		return nil, err
	}
	var w where
	if err := w.deleted(c.query, "k.is_deleted"); err != nil {
		return nil, err
	}
	if len(creators) > 0 {
		w.add("k.user_id IN (SELECT value FROM json_each(?))", toJSON(creators))
	}
	if text != "" {
		w.add(`json_extract(k.data, '$.text') LIKE ? ESCAPE '\'`, containing(text))
	}
	found, err := c.selectComments("comments k"+w.String()+" ORDER BY k.seq DESC LIMIT ? OFFSET ?", append(w.args, p.Limit+1, p.Skip)...)
	if err != nil {
		return nil, err
	}
	found, around := trim(p, found)
	return c.commentsAnswer(found, &around)
}
