package emulator

import (
	"strings"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// maxGathered bounds the posts that are gathered feed by feed for one page; more
// are found the other way.
const maxGathered = 20000

// feedSource is what the global feed of the caller is made of: posts of joined
// communities, of followed users and one's own, as far as the network's settings
// show them (FAQ F27, F29).
type feedSource struct {
	targets string // JSON: [[kind, id], …]
	count   int64  // how many they are
	all     bool   // every user's page as well
}

func (c *call) feedSource(onlyMine bool) (feedSource, error) {
	social, err := c.setting("social")
	if err != nil {
		return feedSource{}, err
	}
	on := func(name string) bool { shown, _ := social[name].(bool); return shown }
	onlyMine = onlyMine || on("showOnlyMyFeed")
	list := [][2]string{}
	if on("showCommunityPost") && !onlyMine {
		list, err = c.targets(list, "community", `SELECT m.community_id FROM community_members m JOIN communities c USING(community_id)
		  WHERE m.user_id = ? AND m.membership = 'member' AND c.is_deleted = 0`)
	}
	if err == nil && on("showFollowingPost") && !onlyMine {
		list, err = c.targets(list, "user", followedUsers)
	}
	if on("showMyPost") || onlyMine {
		list = append(list, [2]string{"user", c.me.UserID})
	}
	return feedSource{toJSON(list), int64(len(list)), on("showEveryonePost") && !onlyMine && social["userPrivacySetting"] != "private"}, err
}

// followedSource is the pages of followed users alone.
func (c *call) followedSource() (feedSource, error) {
	list, err := c.targets([][2]string{}, "user", followedUsers)
	return feedSource{toJSON(list), int64(len(list)), false}, err
}

const followedUsers = "SELECT to_id FROM follows WHERE from_id = ? AND status = 'accepted'"

// targets adds to a list what a query about the caller finds.
func (c *call) targets(list [][2]string, kind, query string) ([][2]string, error) {
	err := c.tx.Each(func(row sqlite.Scanner) error {
		var id string
		err := row.Scan(&id)
		list = append(list, [2]string{kind, id})
		return err
	}, query, c.me.UserID)
	return list, err
}

// newest is the condition of the newest posts of the source, without people one
// has blocked or is blocked by. Its arguments are the caller, ?2 for extra, the
// targets and how many are wanted. There are two ways to them: feed by feed,
// when the feeds are few, which finds little in much; and from the newest post
// of all back, which finds much in much after a few rows. The plus signs keep
// SQLite from a third one.
func (c *call) newest(s feedSource, extra string, wanted int64) string {
	open := ` p.parent_id = '' AND p.is_deleted = 0 AND p.feed_type = 'published'
  AND p.user_id NOT IN (SELECT to_id FROM blocks WHERE from_id = ?1 UNION ALL SELECT from_id FROM blocks WHERE to_id = ?1)` + extra
	if !s.all && s.count*wanted <= c.server.gathered {
		return ` WHERE p.seq IN (SELECT q.seq FROM json_each(?3) j CROSS JOIN posts q ON q.seq IN (SELECT p.seq FROM posts p
  WHERE p.target_type = j.value ->> 0 AND p.target_id = j.value ->> 1 AND` + open + ` ORDER BY p.seq DESC LIMIT ?4))`
	}
	from := []string{"(+p.target_type, +p.target_id) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?3))"}
	if s.all {
		from = append(from, "(+p.target_type = 'user' AND +p.target_id <> ?1)")
	}
	return " WHERE (" + strings.Join(from, " OR ") + ") AND ?4 IS NOT NULL AND" + open
}
