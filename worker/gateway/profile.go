package gateway

import (
	"net/http"
	"net/url"

	"github.com/addend-go/addend/worker/wirejson"
)

// profile is a user with how the caller stands to him: blocked or not (FAQ
// F44), following or not, and whether he has a badge (F62).
func (c *composer) profile() (wirejson.Object, *Problem) {
	id, beside := c.r.PathValue("id"), around{}
	user, bad := c.userByID(id, beside)
	if bad != nil {
		return nil, bad
	}
	status, counts := "none", any(nil)
	m, bad := c.call(http.MethodGet, "/api/v5/users/"+url.PathEscape(id)+"/followInfo", nil, nil)
	if bad != nil {
		return nil, bad
	}
	for _, one := range items(m, "follows") {
		if text(one, "from") == c.user && text(one, "to") == id {
			status = text(one, "status")
		}
	}
	for _, one := range items(m, "followCounts") {
		if text(one, "userId") == id {
			counts = one
		}
	}
	return wirejson.Object{
		{Name: "user", Value: user}, {Name: "files", Value: pick(beside.of(user), "files")},
		{Name: "verified", Value: c.isVerified(user)}, {Name: "blocked", Value: status == "blocked"},
		{Name: "follow", Value: status}, {Name: "counts", Value: counts},
	}, nil
}

// pick picks one of the side-loaded lists.
func pick(sides []wirejson.Member, name string) any {
	for _, side := range sides {
		if side.Name == name {
			return side.Value
		}
	}
	return []any{}
}

// conversation gives the channel between the caller and another user: the one
// there is, or a new one (FAQ F37). However often and from however many tabs it
// is asked for, it is the same.
func (c *composer) conversation() (wirejson.Object, *Problem) {
	id := c.r.PathValue("id")
	if id == c.user {
		return nil, problem("bad-user-id").with("a conversation needs somebody else")
	}
	m, bad := c.call(http.MethodPost, "/api/v3/channels/conversation", nil, wirejson.Object{
		{Name: "userIds", Value: []string{id}}, {Name: "isDistinct", Value: true}})
	if bad != nil {
		return nil, bad
	}
	channels := items(m, "channels")
	if len(channels) == 0 {
		return nil, problem("upstream-malformed")
	}
	answer := wirejson.Object{{Name: "channel", Value: channels[0]}}
	for _, name := range []string{"channelUsers", "messageFeeds", "messageFeedsInfo", "users", "files"} {
		if v, there := m[name]; there {
			answer = append(answer, wirejson.Member{Name: name, Value: v})
		}
	}
	return answer, nil
}
