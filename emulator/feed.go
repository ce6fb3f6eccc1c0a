package emulator

import "github.com/addend-go/addend/emulator/internal/sqlite"

// feed holds a target's posts of one state. The client finds out by a post's
// feedId in which state it is.
type feed struct {
	FeedID     string `json:"feedId"`
	TargetID   string `json:"targetId"`
	TargetType string `json:"targetType"`
	FeedType   string `json:"feedType"` // published, reviewing or declined
	PostCount  int    `json:"postCount"`
}

// feedID names a feed: a target's published one is named like the target.
func feedID(target, state string) string {
	if state == "published" {
		return target
	}
	return digest(state + "/" + target)[:24]
}

// loadFeeds side-loads the three feeds of each community.
func (c *call) loadFeeds(communities []*community) ([]feed, error) {
	out := []feed{}
	if len(communities) == 0 {
		return out, nil
	}
	ids := make([]string, len(communities))
	for i, m := range communities {
		ids[i] = m.CommunityID
	}
	counts := map[string]int{}
	err := c.tx.Each(func(row sqlite.Scanner) error {
		var target, state string
		var n int
		err := row.Scan(&target, &state, &n)
		counts[feedID(target, state)] = n
		return err
	}, `SELECT p.target_id, p.feed_type, count(*) FROM json_each(?) j CROSS JOIN posts p INDEXED BY posts_unpublished ON p.target_id = j.value
	  WHERE p.feed_type <> 'published' AND p.parent_id = '' AND p.target_type = 'community' AND p.is_deleted = 0 GROUP BY 1, 2`, toJSON(ids))
	for _, m := range communities {
		out = append(out, feed{m.CommunityID, m.CommunityID, "community", "published", m.PostsCount})
		for _, state := range []string{"reviewing", "declined"} {
			id := feedID(m.CommunityID, state)
			out = append(out, feed{id, m.CommunityID, "community", state, counts[id]})
		}
	}
	return out, err
}
