package emulator

import (
	"slices"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

type userIDsBody struct {
	UserIDs []string `json:"userIds"`
	Role    string   `json:"role"`
	Roles   []string `json:"roles"`
}

// userIDs reads who is meant from the body or, on DELETE, from the query.
func (c *call) userIDs() (userIDsBody, error) {
	var in userIDsBody
	if err := c.decode(&in); err != nil {
		return in, err
	}
	if len(in.UserIDs) == 0 {
		in.UserIDs = c.query.list("userIds")
	}
	if len(in.Roles) == 0 {
		in.Roles = c.query.list("roles")
	}
	if in.Role == "" {
		in.Role = c.query.str("role")
	}
	if in.Role != "" {
		in.Roles = append(in.Roles, in.Role)
	}
	in.UserIDs = unique(in.UserIDs)
	var v check
	if len(in.UserIDs) == 0 {
		v.addf(`"userIds" is required`)
	}
	v.list("userIds", in.UserIDs, 100, 50)
	v.list("roles", in.Roles, 20, 100)
	return in, v.err()
}

// listCommunityUsers answers GET …/communities/{communityId}/users with the
// filters memberships[], roles[] and search (FAQ F16). The FAQ's word
// "moderator" finds holders of community-moderator too.
func listCommunityUsers(c *call) (any, error) {
	m, err := c.findCommunity(c.param("communityId"))
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
	if slices.Contains(roles, "moderator") {
		roles = append(roles, moderatorRole)
	}
	var v check
	v.list("roles", roles, 21, 100)
	for _, s := range memberships {
		v.word("memberships", s, "member", "banned")
	}
	if err := v.err(); err != nil {
		return nil, err
	}
	var w where
	w.add("m.community_id = ?", m.CommunityID)
	w.add("m.membership IN (SELECT value FROM json_each(?))", toJSON(memberships))
	if len(roles) > 0 {
		w.add("EXISTS(SELECT 1 FROM json_each(m.roles) r WHERE r.value IN (SELECT value FROM json_each(?)))", toJSON(roles))
	}
	if s := c.query.str("search"); s != "" {
		w.add(`u.display_name LIKE ? ESCAPE '\'`, containing(s))
	}
	if err := w.deleted(c.query, "u.is_deleted"); err != nil {
		return nil, err
	}
	sort, err := c.query.oneOf("sortBy", "firstCreated", "lastCreated", "displayName")
	if err != nil {
		return nil, err
	}
	order := map[string]string{"displayName": "u.display_name COLLATE NOCASE, m.seq", "firstCreated": "m.seq", "lastCreated": "m.seq DESC"}[sort]
	members := []communityUser{}
	err = c.tx.Each(func(row sqlite.Scanner) error {
		cu, err := scanCommunityUser(row)
		members = append(members, cu)
		return err
	}, "SELECT "+communityUserColumns+" FROM community_members m JOIN users u USING(user_id)"+w.String()+" ORDER BY "+order+" LIMIT ? OFFSET ?",
		append(w.args, p.Limit+1, p.Skip)...)
	if err != nil {
		return nil, err
	}
	members, around := trim(p, members)
	out, err := c.communitiesAnswer([]*community{m}, &around, userIDsOf(members)...)
	if err == nil {
		out.CommunityUsers = members
	}
	return out, err
}

func userIDsOf(members []communityUser) []string {
	var ids []string
	for _, m := range members {
		ids = append(ids, m.UserID)
	}
	return ids
}

// addCommunityUsers answers POST …/communities/{communityId}/users.
func addCommunityUsers(c *call) (any, error) {
	return c.changeMembers(func(m communityUser) (string, []string, error) {
		if m.IsBanned {
			return "", nil, fail(codeBanned, "user %q is banned from the community", m.UserID)
		}
		return "member", m.Roles, nil
	})
}

// removeCommunityUsers answers DELETE …/communities/{communityId}/users (F25).
func removeCommunityUsers(c *call) (any, error) {
	return c.changeMembers(func(m communityUser) (string, []string, error) {
		if m.IsBanned {
			return "banned", nil, nil
		}
		return "none", nil, nil
	})
}

func banCommunityUsers(c *call) (any, error) {
	return c.changeMembers(func(communityUser) (string, []string, error) { return "banned", nil, nil })
}

func unbanCommunityUsers(c *call) (any, error) {
	return c.changeMembers(func(m communityUser) (string, []string, error) {
		if !m.IsBanned {
			return "", nil, fail(codeNotBanned, "user %q is not banned", m.UserID)
		}
		return "none", nil, nil
	})
}

// changeMembers lets a moderator give each of the named users the membership
// and roles that change decides.
func (c *call) changeMembers(change func(communityUser) (string, []string, error)) (any, error) {
	m, err := c.openCommunity(c.param("communityId"))
	if err != nil {
		return nil, err
	}
	if err := c.requireModerator(m.CommunityID); err != nil {
		return nil, err
	}
	in, err := c.userIDs()
	if err != nil {
		return nil, err
	}
	if err := c.mustExist(in.UserIDs); err != nil {
		return nil, err
	}
	for _, id := range in.UserIDs {
		before, err := c.membership(m.CommunityID, id)
		if err != nil {
			return nil, err
		}
		membership, roles, err := change(before)
		if err != nil {
			return nil, err
		}
		if err := c.setMembership(m.CommunityID, id, membership, roles); err != nil {
			return nil, err
		}
	}
	return c.communityByID(m.CommunityID, in.UserIDs...)
}

// addCommunityRoles answers POST v3 (one role) and v4 (roles) (FAQ F24).
func addCommunityRoles(c *call) (any, error) {
	return c.changeRoles(func(have, named []string) []string { return unique(append(have, named...)) })
}

func removeCommunityRoles(c *call) (any, error) {
	return c.changeRoles(func(have, named []string) []string {
		return slices.DeleteFunc(have, func(r string) bool { return slices.Contains(named, r) })
	})
}

func (c *call) changeRoles(change func(have, named []string) []string) (any, error) {
	in, err := c.userIDs()
	if err != nil {
		return nil, err
	}
	if len(in.Roles) == 0 {
		return nil, invalid(`"roles" is required`)
	}
	return c.changeMembers(func(m communityUser) (string, []string, error) {
		if m.CommunityMembership != "member" {
			return "", nil, fail(codeForbidden, "user %q is not a member of the community", m.UserID)
		}
		return "member", change(m.Roles, in.Roles), nil
	})
}
