package gateway

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/addend-go/addend/worker/wirejson"
)

// verifiedKey is where a user's metadata holds the badge: a text that only the
// holder of the badge key can make (FAQ F62).
const verifiedKey = "verified"

// isVerified looks for a badge that the user cannot have given himself: a role
// that only an administrator hands out, or a signature.
func (g *Gateway) isVerified(user wirejson.Map) bool {
	if roles, _ := user["roles"].([]any); g.BadgeRole != "" && slices.Contains(roles, any(g.BadgeRole)) {
		return true
	}
	metadata, _ := user["metadata"].(wirejson.Map)
	return g.Badges != nil && g.Badges.Check(g.App, text(user, "userId"), text(metadata, verifiedKey), g.Now())
}

// verifiedIn names the users with a badge among the side-loaded ones.
func (g *Gateway) verifiedIn(sides []wirejson.Member) []string {
	ids := []string{}
	for _, side := range sides {
		users, _ := side.Value.([]any)
		for _, one := range users {
			if user, ok := one.(wirejson.Map); ok && side.Name == "users" && g.isVerified(user) {
				ids = append(ids, text(user, "userId"))
			}
		}
	}
	return ids
}

// verifiedUsers says which of up to 100 users have a badge.
func (c *composer) verifiedUsers() (wirejson.Object, *Problem) {
	ids := c.r.URL.Query()["userIds[]"]
	if len(ids) == 0 || len(ids) > 100 {
		return nil, problem("bad-query").with("name 1 to 100 users with userIds[]")
	}
	m, bad := c.call(http.MethodGet, "/api/v3/users/list", url.Values{"userIds[]": ids}, nil)
	if bad != nil {
		return nil, bad
	}
	return wirejson.Object{{Name: "verified", Value: c.verifiedIn([]wirejson.Member{{Name: "users", Value: m["users"]}})}}, nil
}
