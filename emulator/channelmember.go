package emulator

import (
	"database/sql"
	"errors"
	"slices"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

const channelModeratorRole = "channel-moderator"

// channelUser is one user's membership of one channel.
type channelUser struct {
	ChannelID       string   `json:"channelId"`
	ChannelPublicID string   `json:"channelPublicId"`
	UserID          string   `json:"userId"`
	UserPublicID    string   `json:"userPublicId"`
	UserInternalID  string   `json:"userInternalId"`
	Membership      string   `json:"membership"` // none, member or banned
	IsBanned        bool     `json:"isBanned"`
	IsMuted         bool     `json:"isMuted"`
	MuteTimeout     *string  `json:"muteTimeout"`
	LastActivity    string   `json:"lastActivity"`
	ReadToSegment   int64    `json:"readToSegment"`
	LastMentioned   int64    `json:"lastMentionedSegment"`
	Roles           []string `json:"roles"`
	Permissions     []string `json:"permissions"`
	CreatedAt       string   `json:"createdAt"`
	UpdatedAt       string   `json:"updatedAt"`
}

const channelUserColumns = `m.channel_id, m.user_id, coalesce(u.internal_id, ''), m.membership, m.is_muted, m.mute_timeout, m.roles, m.created_at, m.updated_at,
  coalesce((SELECT r.read_to FROM read_markers r JOIN channels h ON h.internal_id = r.feed_id WHERE h.channel_id = m.channel_id AND r.user_id = m.user_id), 0)`

func scanChannelUser(row sqlite.Scanner) (channelUser, error) {
	var m channelUser
	var roles string
	var mute, created, updated int64
	err := row.Scan(&m.ChannelID, &m.UserID, &m.UserInternalID, &m.Membership, &m.IsMuted, &mute, &roles, &created, &updated, &m.ReadToSegment)
	m.ChannelPublicID, m.UserPublicID, m.IsBanned = m.ChannelID, m.UserID, m.Membership == "banned"
	m.Roles, m.Permissions, m.MuteTimeout = fromList(roles), []string{}, stampOrNil(mute)
	m.CreatedAt, m.UpdatedAt, m.LastActivity = stamp(created), stamp(updated), stamp(updated)
	if slices.Contains(m.Roles, channelModeratorRole) {
		m.Permissions = channelPermissions()
	}
	return m, err
}

// channelPermissions are what the role of a channel's moderator allows, in the
// platform's words.
func channelPermissions() []string {
	return []string{"EDIT_CHANNEL", "ADD_CHANNEL_USER", "REMOVE_CHANNEL_USER", "MUTE_CHANNEL", "BAN_CHANNEL_USER", "DELETE_MESSAGE"}
}

func (c *call) channelMembership(channelID, userID string) (channelUser, error) {
	m, err := scanChannelUser(c.tx.Row("SELECT "+channelUserColumns+` FROM channel_members m LEFT JOIN users u USING(user_id)
	  WHERE m.channel_id = ? AND m.user_id = ?`, channelID, userID))
	if errors.Is(err, sql.ErrNoRows) {
		return channelUser{ChannelID: channelID, UserID: userID, Membership: "none", Roles: []string{}, Permissions: []string{}}, nil
	}
	return m, err
}

func (c *call) setChannelMembership(channelID, userID, membership string, roles []string) error {
	before, err := c.channelMembership(channelID, userID)
	if err != nil {
		return err
	}
	_, err = c.tx.Exec(`INSERT INTO channel_members(channel_id, user_id, membership, roles, created_at, updated_at) VALUES(?1, ?2, ?3, ?4, ?5, ?5)
	  ON CONFLICT(channel_id, user_id) DO UPDATE SET membership = ?3, roles = ?4, updated_at = ?5`, channelID, userID, membership, toJSON(roles), c.now)
	if err != nil {
		return err
	}
	change := bit(membership == "member") - bit(before.Membership == "member")
	_, err = c.tx.Exec("UPDATE channels SET member_count = member_count + ? WHERE channel_id = ?", change, channelID)
	return err
}

// requireChannelMember refuses who is not in a channel.
func (c *call) requireChannelMember(channelID string) error {
	if c.admin {
		return nil
	}
	m, err := c.channelMembership(channelID, c.me.UserID)
	switch {
	case err != nil:
		return err
	case m.IsBanned:
		return fail(codeBanned, "the user is banned from the channel")
	case m.Membership != "member":
		return fail(codeNoPermission, "only members may do this in the channel")
	}
	return nil
}

// requireChannelModerator refuses who may not moderate a channel.
func (c *call) requireChannelModerator(channelID string) error {
	if c.admin {
		return nil
	}
	m, err := c.channelMembership(channelID, c.me.UserID)
	if err == nil && (m.Membership != "member" || !slices.Contains(m.Roles, channelModeratorRole)) {
		err = fail(codeNoPermission, "this needs the role %s in the channel", channelModeratorRole)
	}
	return err
}

// loadChannelUsers side-loads memberships. All members of conversations come
// along, because a conversation is named after the other one; of other
// channels, only the caller's own, a none for one that was left.
func (c *call) loadChannelUsers(channels []*channel) ([]channelUser, error) {
	var all, own []string
	for _, h := range channels {
		if h.Type == "conversation" {
			all = append(all, h.ChannelID)
		} else {
			own = append(own, h.ChannelID)
		}
	}
	out := []channelUser{}
	err := c.tx.Each(func(row sqlite.Scanner) error {
		m, err := scanChannelUser(row)
		out = append(out, m)
		return err
	}, "SELECT "+channelUserColumns+` FROM channel_members m LEFT JOIN users u USING(user_id) WHERE (
	  (m.membership <> 'none' AND m.channel_id IN (SELECT value FROM json_each(?1))) OR (m.user_id = ?3 AND m.channel_id IN (SELECT value FROM json_each(?2)))) ORDER BY m.seq`,
		toJSON(all), toJSON(own), c.me.UserID)
	return out, err
}
