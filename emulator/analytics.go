package emulator

import (
	"encoding/json"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// maxActivities is how many views a device may tell of at once.
const maxActivities = 100

// noteActivities answers POST /api/v1/analytics/activities: the client tells
// now and then which posts were on the screen. Views count as a post's
// impression, viewers as its reach; other activities are taken and dropped.
func noteActivities(c *call) (any, error) {
	var in struct {
		Activities []struct {
			ContentID   string `json:"contentId"`
			ContentType string `json:"contentType"`
			Activity    string `json:"activity"`
		} `json:"activities"`
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if len(in.Activities) > maxActivities {
		return nil, invalid(`"activities" must have at most 100 items`)
	}
	for _, a := range in.Activities {
		if a.ContentType != "post" && a.ContentType != "" || a.Activity != "view" && a.Activity != "" {
			continue
		}
		if _, err := c.findPost(a.ContentID); err != nil {
			continue // it may be gone since it was looked at
		}
		_, err := c.tx.Exec(`INSERT INTO views(post_id, user_id, count, last_at) VALUES(?1, ?2, 1, ?3)
		  ON CONFLICT(post_id, user_id) DO UPDATE SET count = count + 1, last_at = ?3`, a.ContentID, c.me.UserID, c.now)
		if err != nil {
			return nil, err
		}
	}
	return success, nil
}

// addViews fills in impression and reach.
func (c *call) addViews(out *postsAnswer) error {
	byID := map[string]*post{}
	ids := make([]string, len(out.Posts))
	for i, p := range out.Posts {
		ids[i], byID[p.PostID] = p.PostID, p
	}
	return c.tx.Each(func(row sqlite.Scanner) error {
		var id string
		var impression, reach int
		err := row.Scan(&id, &impression, &reach)
		if p := byID[id]; p != nil {
			p.Impression, p.Reach = impression, reach
		}
		return err
	}, "SELECT v.post_id, sum(v.count), count(*) FROM json_each(?) j JOIN views v ON v.post_id = j.value GROUP BY v.post_id", toJSON(ids))
}

// listViewers answers GET /api/v1/analytics/views/{kind}/{id}/users: who has
// seen a post, newest first.
func listViewers(c *call) (any, error) {
	var v check
	v.word("view", c.param("kind"), "posts")
	if err := v.err(); err != nil {
		return nil, err
	}
	p, err := c.openPost(c.param("id"))
	if err != nil {
		return nil, err
	}
	if err := c.mayReadPost(p); err != nil {
		return nil, err
	}
	at, err := c.page()
	if err != nil {
		return nil, err
	}
	ids := []string{}
	err = c.tx.Each(func(row sqlite.Scanner) error {
		var id string
		err := row.Scan(&id)
		ids = append(ids, id)
		return err
	}, "SELECT user_id FROM views WHERE post_id = ? ORDER BY last_at DESC, user_id LIMIT ? OFFSET ?", p.PostID, at.Limit+1, at.Skip)
	if err != nil {
		return nil, err
	}
	ids, around := trim(at, ids)
	users, err := c.loadUsers(ids)
	if err != nil {
		return nil, err
	}
	return c.usersAnswer(users, &around)
}

// noAds answers GET /api/v1/ads/me: a network of the emulator shows none.
func noAds(*call) (any, error) {
	return map[string]any{"ads": []any{}, "advertisers": []any{}, "files": []any{},
		"settings": json.RawMessage(`{"enabled":false,"maxActiveAds":0,"frequency":{}}`)}, nil
}
