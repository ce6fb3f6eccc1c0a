package emulator

import (
	"errors"
	"slices"
	"strings"
)

// mayListen says whether the caller may subscribe to a filter, or receive what
// is published on a topic. What the platform's clients subscribe to is allowed
// by name; everything else is refused. A wildcard is allowed only below an
// object the caller may see.
func (c *call) mayListen(topic string) (bool, error) {
	network, rest, _ := strings.Cut(topic, "/")
	if network != c.net.id {
		return false, nil
	}
	level := strings.Split(rest, "/")
	switch {
	case rest == "" || rest == "videostreaming":
		return true, nil
	case wild(level[:min(2, len(level))]) && level[0] != "membership":
		return false, nil
	}
	me := c.me.InternalID
	switch level[0] {
	case "smartfeed":
		return len(level) == 3 && level[1] == me && slices.Contains([]string{"channels", "messagefeeds", "messages"}, level[2]), nil
	case "user":
		return len(level) == 2, nil
	case "membership":
		return len(level) == 4 && (level[1] == me || level[2] == me), nil
	case "marker":
		return c.mayListenToMarkers(level[1:])
	case "social":
		if len(level) < 3 || wild(level[2:3]) {
			return false, nil
		}
		return c.mayListenToFeed(level[1], level[2])
	case "chat":
		if len(level) < 3 || level[1] != "channel" || wild(level[2:3]) {
			return false, nil
		}
		return c.sees(c.channelVisible(level[2]))
	}
	return false, nil
}

func wild(levels []string) bool {
	return slices.ContainsFunc(levels, func(s string) bool { return strings.ContainsAny(s, "+#") })
}

// sees turns a refusal into false and keeps every other error.
func (c *call) sees(err error) (bool, error) {
	var refused *apiError
	if errors.As(err, &refused) {
		return false, nil
	}
	return err == nil, err
}

func (c *call) mayListenToMarkers(level []string) (bool, error) {
	switch {
	case len(level) == 2 && level[0] == "user":
		return level[1] == c.me.InternalID, nil
	case len(level) == 4 && level[0] == "channel" && level[2] == "message" && !wild(level):
		return c.sees(c.channelVisible(level[1]))
	}
	return false, nil
}

func (c *call) channelVisible(id string) error {
	h, err := c.findChannel(id)
	if err != nil {
		return err
	}
	m, err := c.channelMembership(h.ChannelID, c.me.UserID)
	if err == nil && m.IsBanned {
		err = fail(codeBanned, "the user is banned from the channel")
	}
	return err
}

// mayListenToFeed is about the feed of a community or of a user, and all posts
// and comments in it. Users are named by their _id there.
func (c *call) mayListenToFeed(kind, id string) (bool, error) {
	switch kind {
	case "community":
		return c.sees(c.mayRead(id))
	case "user":
		var blocked int
		err := c.tx.Row("SELECT count(*) FROM blocks b JOIN users u ON u.user_id = b.from_id WHERE u.internal_id = ? AND b.to_id = ?", id, c.me.UserID).Scan(&blocked)
		if err != nil || blocked > 0 {
			return false, err
		}
		var userID string
		if err := c.tx.Row("SELECT coalesce((SELECT user_id FROM users WHERE internal_id = ?), '')", id).Scan(&userID); err != nil {
			return false, err
		}
		return c.sees(c.mayReadPage(userID))
	}
	return false, nil
}
