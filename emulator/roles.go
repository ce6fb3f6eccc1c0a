package emulator

import "slices"

type role struct {
	RoleID      string   `json:"roleId"`
	DisplayName string   `json:"displayName"`
	Permissions []string `json:"permissions"`
	IsDeleted   bool     `json:"isDeleted"`
	CreatedAt   string   `json:"createdAt"`
	UpdatedAt   string   `json:"updatedAt"`
}

// builtinRoles are the roles every network has. An app may give members any
// other name as a role; such a role carries no permissions here.
func builtinRoles() []role {
	at := stamp(0)
	return []role{
		{"global-admin", "Global administrator", permissionsOf([]string{moderatorRole}), false, at, at},
		{moderatorRole, "Community moderator", permissionsOf([]string{moderatorRole}), false, at, at},
		{channelModeratorRole, "Channel moderator", channelPermissions(), false, at, at},
		{"member", "Member", []string{}, false, at, at},
	}
}

// listRoles answers GET /api/v3/roles.
func listRoles(c *call) (any, error) {
	p, err := c.page()
	if err != nil {
		return nil, err
	}
	all := builtinRoles()
	if keyword := c.query.str("keyword"); keyword != "" {
		all = slices.DeleteFunc(all, func(r role) bool { return !containsFold(r.DisplayName, keyword) })
	}
	rest := all[min(p.Skip, int64(len(all))):]
	rest, around := trim(p, rest[:min(p.Limit+1, int64(len(rest)))])
	return map[string]any{"roles": rest, "paging": around}, nil
}

// getRole answers GET /api/v3/roles/{roleId} with a bare array, as the client
// reads it.
func getRole(c *call) (any, error) {
	for _, r := range builtinRoles() {
		if r.RoleID == c.param("roleId") {
			return []role{r}, nil
		}
	}
	return nil, notFound("role", c.param("roleId"))
}
