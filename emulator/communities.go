package emulator

import (
	"github.com/addend-go/addend/emulator/internal/sqlite"
)

type communitiesAnswer struct {
	Communities    []*community    `json:"communities"`
	CommunityUsers []communityUser `json:"communityUsers"`
	Files          []file          `json:"files"`
	Users          []*user         `json:"users"`
	Categories     []category      `json:"categories"`
	Feeds          []feed          `json:"feeds"`
	Paging         *paging         `json:"paging,omitempty"`
}

// communitiesAnswer side-loads what comes with communities. members are the
// users whose membership the answer shows besides the caller's.
func (c *call) communitiesAnswer(communities []*community, p *paging, members ...string) (*communitiesAnswer, error) {
	out := &communitiesAnswer{Communities: communities, Paging: p}
	var ids, owners, avatars []string
	for _, m := range communities {
		ids, owners = append(ids, m.CommunityID), append(owners, m.UserID)
		if m.AvatarFileID != nil {
			avatars = append(avatars, *m.AvatarFileID)
		}
	}
	var err error
	if out.Feeds, err = c.loadFeeds(communities); err != nil {
		return nil, err
	}
	if out.Categories, err = c.loadCategories(communities); err != nil {
		return nil, err
	}
	shown := append([]string{c.me.UserID}, members...)
	if out.CommunityUsers, err = c.loadCommunityUsers(ids, shown); err != nil {
		return nil, err
	}
	if out.Users, err = c.loadUsers(append(owners, shown...)); err != nil {
		return nil, err
	}
	out.Files, err = c.loadFiles(append(avatars, avatarsOf(out.Users)...))
	return out, err
}

// listCommunities answers GET /api/v3/communities. Membership is the caller's
// own: another user's is nobody's to ask for (FAQ F09, F22).
func listCommunities(c *call) (any, error) {
	p, err := c.page()
	if err != nil {
		return nil, err
	}
	w := where{args: []any{c.me.UserID}}
	if err := c.communityFilter(&w); err != nil {
		return nil, err
	}
	sort, err := c.query.oneOf("sortBy", "lastCreated", "firstCreated", "displayName")
	if err != nil {
		return nil, err
	}
	order := map[string]string{"displayName": "c.display_name COLLATE NOCASE, c.seq", "firstCreated": "c.seq", "lastCreated": "c.seq DESC"}[sort]
	found, err := c.selectCommunities(w.String()+" ORDER BY "+order+" LIMIT ? OFFSET ?", append(w.args, p.Limit+1, p.Skip)...)
	if err != nil {
		return nil, err
	}
	found, around := trim(p, found)
	return c.communitiesAnswer(found, &around)
}

const joined = "EXISTS(SELECT 1 FROM community_members m WHERE m.community_id = c.community_id AND m.user_id = ?1 AND m.membership = 'member')"

func (c *call) communityFilter(w *where) error {
	filter, err := c.query.oneOf("filter", "all", "member", "notMember")
	if err != nil {
		return err
	}
	if of := c.query.str("userId"); of != "" && of != c.me.UserID {
		return fail(codeForbidden, "the communities of another user cannot be listed")
	}
	switch filter {
	case "all":
		if !c.admin {
			w.add("(c.is_public = 1 OR " + joined + ")")
		}
	case "member":
		w.add("c.community_id IN (SELECT community_id FROM community_members WHERE user_id = ?1 AND membership = 'member')")
	case "notMember":
		w.add("NOT " + joined)
		if !c.admin {
			w.add("c.is_public = 1")
		}
	}
	if err := w.deleted(c.query, "c.is_deleted"); err != nil {
		return err
	}
	if keyword := c.query.str("keyword"); keyword != "" {
		w.add(`c.display_name LIKE ? ESCAPE '\'`, containing(keyword))
	}
	if id := c.query.str("categoryId"); id != "" {
		w.add("EXISTS(SELECT 1 FROM json_each(c.category_ids) WHERE value = ?)", id)
	}
	tags := c.query.list("tags")
	var v check
	v.list("tags", tags, 10, 100)
	for _, tag := range tags { // all of them must be there
		w.add("EXISTS(SELECT 1 FROM json_each(c.tags) WHERE value = ?)", tag)
	}
	return v.err()
}

func (c *call) selectCommunities(rest string, args ...any) ([]*community, error) {
	out := []*community{}
	err := c.tx.Each(func(row sqlite.Scanner) error {
		m, err := c.scanCommunity(row)
		out = append(out, m)
		return err
	}, "SELECT "+communityColumns+" FROM communities c"+rest, args...)
	return out, err
}

// getCommunity answers GET /api/v3/communities/{communityId}; a deleted one is
// still shown, with isDeleted.
func getCommunity(c *call) (any, error) {
	m, err := c.findCommunity(c.param("communityId"))
	if err != nil {
		return nil, err
	}
	return c.communitiesAnswer([]*community{m}, nil)
}

func listCommunitiesByID(c *call) (any, error) {
	ids := c.query.list("communityIds")
	var v check
	v.list("communityIds", ids, 100, 100)
	if err := v.err(); err != nil {
		return nil, err
	}
	found, err := c.loadCommunities(ids)
	if err != nil {
		return nil, err
	}
	return c.communitiesAnswer(found, nil)
}

// recommendedCommunities are public ones the caller has not joined, by members.
func recommendedCommunities(c *call) (any, error) {
	return c.popular(" AND NOT " + joined)
}

func trendingCommunities(c *call) (any, error) { return c.popular("") }

func (c *call) popular(extra string) (any, error) {
	limit, err := parseLimit(c.query, 5)
	if err != nil {
		return nil, err
	}
	found, err := c.selectCommunities(" WHERE c.is_deleted = 0 AND c.is_public = 1"+extra+" ORDER BY c.members_count DESC, c.posts_count DESC, c.seq LIMIT ?", c.me.UserID, limit)
	if err != nil {
		return nil, err
	}
	return c.communitiesAnswer(found, &paging{})
}
