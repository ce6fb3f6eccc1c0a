package emulator

import (
	"slices"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// listChannels answers GET /api/v3/channels. Conversations and private channels
// are listed only for their members.
func listChannels(c *call) (any, error) {
	p, err := c.page()
	if err != nil {
		return nil, err
	}
	w := where{args: []any{c.me.UserID}}
	if err := c.channelFilter(&w); err != nil {
		return nil, err
	}
	sort, err := c.query.oneOf("sortBy", "lastActivity", "firstCreated", "lastCreated", "displayName")
	if err != nil {
		return nil, err
	}
	order := map[string]string{"lastActivity": "h.last_activity DESC, h.seq DESC", "firstCreated": "h.seq", "lastCreated": "h.seq DESC",
		"displayName": "h.display_name COLLATE NOCASE, h.seq"}[sort]
	found, err := c.selectChannels(w.String()+" ORDER BY "+order+" LIMIT ? OFFSET ?", append(w.args, p.Limit+1, p.Skip)...)
	if err != nil {
		return nil, err
	}
	found, around := trim(p, found)
	around = around.short()
	return c.channelsAnswer(found, &around)
}

func (c *call) channelFilter(w *where) error {
	const mine = "h.channel_id IN (SELECT channel_id FROM channel_members WHERE user_id = ?1 AND membership = 'member')"
	filter, err := c.query.oneOf("filter", "all", "member", "notMember", "flagged")
	if err != nil {
		return err
	}
	w.add("?1 IS NOT NULL") // numbers the caller first, whatever the filter uses
	switch filter {
	case "all", "flagged":
		w.add("(h.is_public = 1 OR ? OR "+mine+")", bit(c.admin))
		if filter == "flagged" {
			w.add("EXISTS(SELECT 1 FROM messages e WHERE e.channel_id = h.channel_id AND e.flag_count > 0)")
		}
	case "member":
		w.add(mine)
	case "notMember":
		w.add("h.is_public = 1 AND NOT " + mine)
	}
	if err := w.deleted(c.query, "h.is_deleted"); err != nil {
		return err
	}
	types, tags, not := c.query.list("types"), c.query.list("tags"), c.query.list("excludeTags")
	var v check
	for _, t := range types {
		v.word("types", t, "standard", "private", "conversation", "broadcast", "community", "live")
	}
	v.list("tags", tags, 10, 100)
	v.list("excludeTags", not, 10, 100)
	if len(types) > 0 {
		w.add("h.type IN (SELECT value FROM json_each(?))", toJSON(types))
	}
	if len(tags) > 0 {
		w.add("EXISTS(SELECT 1 FROM json_each(h.tags) t WHERE t.value IN (SELECT value FROM json_each(?)))", toJSON(tags))
	}
	if len(not) > 0 {
		w.add("NOT EXISTS(SELECT 1 FROM json_each(h.tags) t WHERE t.value IN (SELECT value FROM json_each(?)))", toJSON(not))
	}
	if keyword := c.query.str("keyword"); keyword != "" {
		w.add(`h.display_name LIKE ? ESCAPE '\'`, containing(keyword))
	}
	return v.err()
}

func listChannelsByID(c *call) (any, error) {
	ids := c.query.list("channelIds")
	var v check
	v.list("channelIds", ids, 100, 100)
	if err := v.err(); err != nil {
		return nil, err
	}
	found := []*channel{}
	for _, id := range unique(ids) {
		if h, err := c.findChannel(id); err == nil {
			found = append(found, h)
		}
	}
	return c.channelsAnswer(found, nil)
}

// listChannelUsers answers GET …/channels/{channelId}/users (v3 and v4).
func listChannelUsers(c *call) (any, error) {
	h, err := c.findChannel(c.param("channelId"))
	if err != nil {
		return nil, err
	}
	p, err := c.page()
	if err != nil {
		return nil, err
	}
	memberships, roles := c.query.list("memberships"), c.query.list("roles")
	if len(memberships) == 0 {
		memberships = []string{"member"}
	}
	var v check
	for _, s := range memberships {
		v.word("memberships", s, "member", "banned", "muted")
	}
	v.list("roles", roles, 20, 100)
	if err := v.err(); err != nil {
		return nil, err
	}
	var w where
	w.add("m.channel_id = ?", h.ChannelID)
	w.add("(m.membership IN (SELECT value FROM json_each(?)) OR (? AND m.is_muted = 1))", toJSON(memberships), bit(slices.Contains(memberships, "muted")))
	if len(roles) > 0 {
		w.add("EXISTS(SELECT 1 FROM json_each(m.roles) r WHERE r.value IN (SELECT value FROM json_each(?)))", toJSON(roles))
	}
	if s := c.query.str("search"); s != "" {
		w.add(`u.display_name LIKE ? ESCAPE '\'`, containing(s))
	}
	members := []channelUser{}
	err = c.tx.Each(func(row sqlite.Scanner) error {
		m, err := scanChannelUser(row)
		members = append(members, m)
		return err
	}, "SELECT "+channelUserColumns+" FROM channel_members m JOIN users u USING(user_id)"+w.String()+" ORDER BY m.seq LIMIT ? OFFSET ?",
		append(w.args, p.Limit+1, p.Skip)...)
	if err != nil {
		return nil, err
	}
	members, around := trim(p, members)
	around.Prev = around.Previous // v3 documents prev, v4 previous
	out, err := c.channelsAnswer([]*channel{h}, &around)
	if err != nil {
		return nil, err
	}
	out.ChannelUsers = members
	var ids []string
	for _, m := range members {
		ids = append(ids, m.UserID)
	}
	out.Users, err = c.loadUsers(ids)
	return out, err
}
