package emulator

import "slices"

// joinChannel answers POST …/channels/{channelId}/join.
func joinChannel(c *call) (any, error) {
	h, err := c.openChannel(c.param("channelId"))
	if err != nil {
		return nil, err
	}
	m, err := c.channelMembership(h.ChannelID, c.me.UserID)
	switch {
	case err != nil:
		return nil, err
	case m.IsBanned:
		return nil, fail(codeBanned, "the user is banned from the channel")
	case m.Membership == "member":
	case h.Type == "conversation" || !h.IsPublic:
		return nil, fail(codeNoPermission, "the channel is joined by being added to it")
	default:
		if err := c.setChannelMembership(h.ChannelID, c.me.UserID, "member", nil); err != nil {
			return nil, err
		}
	}
	return c.channelByID(h.ChannelID)
}

// leaveChannel answers DELETE …/channels/{channelId}/leave. A conversation
// cannot be left: it is between these people for good.
func leaveChannel(c *call) (any, error) {
	h, err := c.findChannel(c.param("channelId"))
	if err != nil {
		return nil, err
	}
	if h.Type == "conversation" {
		return nil, fail(codeForbidden, "a conversation cannot be left")
	}
	m, err := c.channelMembership(h.ChannelID, c.me.UserID)
	if err != nil {
		return nil, err
	}
	out, err := c.channelsAnswer([]*channel{h}, nil)
	if err != nil || m.Membership != "member" {
		return out, err
	}
	if err := c.setChannelMembership(h.ChannelID, c.me.UserID, "none", nil); err != nil {
		return nil, err
	}
	// A private channel is out of sight once left, so the answer was read before.
	h.MemberCount--
	out.ChannelUsers, err = c.loadChannelUsers([]*channel{h})
	return out, err
}

func addChannelUsers(c *call) (any, error) {
	return c.changeChannelMembers(func(m channelUser) (string, []string, error) {
		if m.IsBanned {
			return "", nil, fail(codeBanned, "user %q is banned from the channel", m.UserID)
		}
		return "member", m.Roles, nil
	})
}

func removeChannelUsers(c *call) (any, error) {
	return c.changeChannelMembers(func(m channelUser) (string, []string, error) {
		if m.IsBanned {
			return "banned", nil, nil
		}
		return "none", nil, nil
	})
}

func banChannelUsers(c *call) (any, error) {
	return c.changeChannelMembers(func(channelUser) (string, []string, error) { return "banned", nil, nil })
}

func unbanChannelUsers(c *call) (any, error) {
	return c.changeChannelMembers(func(m channelUser) (string, []string, error) {
		if !m.IsBanned {
			return "", nil, fail(codeNotBanned, "user %q is not banned", m.UserID)
		}
		return "none", nil, nil
	})
}

func addChannelRoles(c *call) (any, error) {
	return c.changeChannelRoles(func(have, named []string) []string { return unique(append(have, named...)) })
}

func removeChannelRoles(c *call) (any, error) {
	return c.changeChannelRoles(func(have, named []string) []string {
		return slices.DeleteFunc(have, func(r string) bool { return slices.Contains(named, r) })
	})
}

func (c *call) changeChannelRoles(change func(have, named []string) []string) (any, error) {
	in, err := c.userIDs()
	if err != nil {
		return nil, err
	}
	if len(in.Roles) == 0 {
		return nil, invalid(`"roles" is required`)
	}
	return c.changeChannelMembers(func(m channelUser) (string, []string, error) {
		if m.Membership != "member" {
			return "", nil, fail(codeForbidden, "user %q is not a member of the channel", m.UserID)
		}
		return "member", change(m.Roles, in.Roles), nil
	})
}

// changeChannelMembers lets a moderator give each of the named users the
// membership and roles that change decides.
func (c *call) changeChannelMembers(change func(channelUser) (string, []string, error)) (any, error) {
	h, err := c.openChannel(c.param("channelId"))
	if err != nil {
		return nil, err
	}
	if h.Type == "conversation" {
		return nil, fail(codeForbidden, "the members of a conversation do not change")
	}
	if err := c.requireChannelModerator(h.ChannelID); err != nil {
		return nil, err
	}
	in, err := c.userIDs()
	if err != nil {
		return nil, err
	}
	if err := c.mustExist(in.UserIDs); err != nil {
		return nil, err
	}
	out, err := c.channelsAnswer([]*channel{h}, nil)
	if err != nil {
		return nil, err
	}
	out.ChannelUsers, c.about = []channelUser{}, in.UserIDs
	for _, id := range in.UserIDs {
		before, err := c.channelMembership(h.ChannelID, id)
		if err != nil {
			return nil, err
		}
		membership, roles, err := change(before)
		if err != nil {
			return nil, err
		}
		if err := c.setChannelMembership(h.ChannelID, id, membership, roles); err != nil {
			return nil, err
		}
		after, err := c.channelMembership(h.ChannelID, id)
		if err != nil {
			return nil, err
		}
		out.ChannelUsers = append(out.ChannelUsers, after)
	}
	if err := c.tx.Row("SELECT member_count FROM channels WHERE channel_id = ?", h.ChannelID).Scan(&h.MemberCount); err != nil {
		return nil, err
	}
	out.Users, err = c.loadUsers(append(in.UserIDs, c.me.UserID))
	return out, err
}
