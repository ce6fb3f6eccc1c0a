package emulator

import (
	"database/sql"
	"errors"
	"slices"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// communityUser is one user's membership of one community.
type communityUser struct {
	CommunityID         string   `json:"communityId"`
	ChannelID           string   `json:"channelId"`
	UserID              string   `json:"userId"`
	UserPublicID        string   `json:"userPublicId"`
	UserInternalID      string   `json:"userInternalId"`
	CommunityMembership string   `json:"communityMembership"` // none, member or banned
	IsBanned            bool     `json:"isBanned"`
	LastActivity        string   `json:"lastActivity"`
	Roles               []string `json:"roles"`
	Permissions         []string `json:"permissions"`
	CreatedAt           string   `json:"createdAt"`
	UpdatedAt           string   `json:"updatedAt"`
}

const communityUserColumns = `m.community_id, m.user_id, coalesce(u.internal_id, ''), m.membership, m.roles, m.created_at, m.updated_at`

func scanCommunityUser(row sqlite.Scanner) (communityUser, error) {
	var m communityUser
	var roles string
	var created, updated int64
	err := row.Scan(&m.CommunityID, &m.UserID, &m.UserInternalID, &m.CommunityMembership, &roles, &created, &updated)
	m.ChannelID, m.UserPublicID, m.IsBanned = m.CommunityID, m.UserID, m.CommunityMembership == "banned"
	m.Roles, m.CreatedAt, m.UpdatedAt, m.LastActivity = fromList(roles), stamp(created), stamp(updated), stamp(updated)
	m.Permissions = permissionsOf(m.Roles)
	return m, err
}

// permissionsOf lists what roles allow, in the platform's words.
func permissionsOf(roles []string) []string {
	if !slices.Contains(roles, moderatorRole) {
		return []string{}
	}
	return []string{"EDIT_COMMUNITY", "EDIT_COMMUNITY_POST", "DELETE_COMMUNITY_POST", "EDIT_COMMUNITY_COMMENT", "DELETE_COMMUNITY_COMMENT",
		"ADD_COMMUNITY_USER", "REMOVE_COMMUNITY_USER", "BAN_COMMUNITY_USER", "ASSIGN_USER_ROLE", "REVIEW_COMMUNITY_POST", "DELETE_COMMUNITY"}
}

// membership is a user's relation to a community; one who never joined is a
// none without roles.
func (c *call) membership(communityID, userID string) (communityUser, error) {
	m, err := scanCommunityUser(c.tx.Row("SELECT "+communityUserColumns+` FROM community_members m LEFT JOIN users u USING(user_id)
	  WHERE m.community_id = ? AND m.user_id = ?`, communityID, userID))
	if errors.Is(err, sql.ErrNoRows) {
		return communityUser{CommunityID: communityID, UserID: userID, CommunityMembership: "none", Roles: []string{}, Permissions: []string{}}, nil
	}
	return m, err
}

// loadCommunityUsers side-loads the memberships of the named users (usually
// only the caller) in the named communities. Who has left is among them, as a
// none: the client takes that for the proof that it has left.
func (c *call) loadCommunityUsers(communities, users []string) ([]communityUser, error) {
	out := []communityUser{}
	communities, users = unique(communities), unique(users)
	if len(communities) == 0 || len(users) == 0 {
		return out, nil
	}
	err := c.tx.Each(func(row sqlite.Scanner) error {
		m, err := scanCommunityUser(row)
		out = append(out, m)
		return err
	}, "SELECT "+communityUserColumns+` FROM json_each(?) j CROSS JOIN community_members m ON m.community_id = j.value
	  AND m.user_id IN (SELECT value FROM json_each(?)) LEFT JOIN users u ON u.user_id = m.user_id`, toJSON(communities), toJSON(users))
	return out, err
}

// isModerator says whether the caller may do what moderators of a community do.
func (c *call) isModerator(communityID string) (bool, error) {
	if c.admin {
		return true, nil
	}
	m, err := c.membership(communityID, c.me.UserID)
	return m.CommunityMembership == "member" && slices.Contains(m.Roles, moderatorRole), err
}

// requireModerator refuses who may not moderate a community.
func (c *call) requireModerator(communityID string) error {
	may, err := c.isModerator(communityID)
	if err == nil && !may {
		err = fail(codeNoPermission, "this needs the role %s in the community", moderatorRole)
	}
	return err
}

// setMembership moves a user between none, member and banned, in the community
// and in its channel, and keeps the counters.
func (c *call) setMembership(communityID, userID, membership string, roles []string) error {
	before, err := c.membership(communityID, userID)
	if err != nil {
		return err
	}
	_, err = c.tx.Exec(`INSERT INTO community_members(community_id, user_id, membership, roles, created_at, updated_at) VALUES(?1, ?2, ?3, ?4, ?5, ?5)
	  ON CONFLICT(community_id, user_id) DO UPDATE SET membership = ?3, roles = ?4, updated_at = ?5`, communityID, userID, membership, toJSON(roles), c.now)
	if err != nil {
		return err
	}
	change := bit(membership == "member") - bit(before.CommunityMembership == "member")
	if _, err = c.tx.Exec("UPDATE communities SET members_count = members_count + ? WHERE community_id = ?", change, communityID); err != nil {
		return err
	}
	var channelRoles []string
	if slices.Contains(roles, moderatorRole) {
		channelRoles = []string{channelModeratorRole}
	}
	return c.setChannelMembership(communityID, userID, membership, channelRoles)
}
