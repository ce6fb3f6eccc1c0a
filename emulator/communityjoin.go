package emulator

import "slices"

// joinCommunity answers POST …/communities/{communityId}/join (FAQ F27).
func joinCommunity(c *call) (any, error) {
	m, err := c.openCommunity(c.param("communityId"))
	if err != nil {
		return nil, err
	}
	mine, err := c.membership(m.CommunityID, c.me.UserID)
	switch {
	case err != nil:
		return nil, err
	case mine.IsBanned:
		return nil, fail(codeBanned, "the user is banned from the community")
	case mine.CommunityMembership == "member":
		return c.communityByID(m.CommunityID)
	case !m.IsPublic && !c.admin:
		open, err := c.settingOn("social", "allowJoinPrivateCommunity")
		if err != nil {
			return nil, err
		}
		if !open {
			return nil, fail(codeNoPermission, "a private community is joined by invitation")
		}
	}
	if err := c.setMembership(m.CommunityID, c.me.UserID, "member", nil); err != nil {
		return nil, err
	}
	return c.communityByID(m.CommunityID)
}

// leaveCommunity answers DELETE …/communities/{communityId}/leave. The last
// moderator stays, alone or with others.
func leaveCommunity(c *call) (any, error) {
	m, err := c.findCommunity(c.param("communityId"))
	if err != nil {
		return nil, err
	}
	mine, err := c.membership(m.CommunityID, c.me.UserID)
	if err != nil {
		return nil, err
	}
	if mine.CommunityMembership != "member" {
		return c.communityByID(m.CommunityID)
	}
	if slices.Contains(mine.Roles, moderatorRole) && m.ModeratorMemberCount == 1 {
		if m.MembersCount == 1 {
			return nil, fail(codeLastMember, "the last member cannot leave: delete the community")
		}
		return nil, fail(codeLastModerator, "the last moderator cannot leave while other members remain")
	}
	if err := c.setMembership(m.CommunityID, c.me.UserID, "none", nil); err != nil {
		return nil, err
	}
	return c.communityByID(m.CommunityID)
}

// myPermissions answers GET …/communities/{communityId}/permissions/me.
func myPermissions(c *call) (any, error) {
	if _, err := c.findCommunity(c.param("communityId")); err != nil {
		return nil, err
	}
	m, err := c.membership(c.param("communityId"), c.me.UserID)
	if err != nil {
		return nil, err
	}
	if c.admin {
		m.Permissions = permissionsOf([]string{moderatorRole})
	}
	return map[string][]string{"permissions": m.Permissions}, nil
}
