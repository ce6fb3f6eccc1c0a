package emulator

import "github.com/addend-go/addend/emulator/internal/sqlite"

// contentMarker says how many people a message has reached.
type contentMarker struct {
	FeedID         string `json:"feedId"`
	ContentID      string `json:"contentId"`
	CreatorID      string `json:"creatorId"`
	ReadCount      int64  `json:"readCount"`
	DeliveredCount int64  `json:"deliveredCount"`
	CreatedAt      string `json:"createdAt"`
	UpdatedAt      string `json:"updatedAt"`
}

// contentMarkers count, for each message, the members other than its sender
// whose markers have reached it.
func (c *call) contentMarkers(ids []string) ([]contentMarker, error) {
	out := []contentMarker{}
	err := c.tx.Each(func(row sqlite.Scanner) error {
		var m contentMarker
		var created int64
		err := row.Scan(&m.FeedID, &m.ContentID, &m.CreatorID, &created, &m.ReadCount, &m.DeliveredCount)
		m.CreatedAt, m.UpdatedAt = stamp(created), stamp(c.now)
		out = append(out, m)
		return err
	}, `SELECT e.feed_id, e.message_id, e.user_id, e.created_at,
	  (SELECT count(*) FROM read_markers r WHERE r.feed_id = e.feed_id AND r.read_to >= e.segment AND r.user_id <> e.user_id),
	  (SELECT count(*) FROM read_markers r WHERE r.feed_id = e.feed_id AND r.delivered_to >= e.segment AND r.user_id <> e.user_id)
	  FROM json_each(?) j JOIN messages e ON e.message_id = j.value ORDER BY e.seq`, toJSON(unique(ids)))
	return out, err
}

// listMessageMarkers answers GET /api/v1/markers/messages for messageIds[];
// messages the caller may not see are left out.
func listMessageMarkers(c *call) (any, error) {
	ids := c.query.list("messageIds")
	var v check
	v.list("messageIds", ids, 100, 100)
	if err := v.err(); err != nil {
		return nil, err
	}
	var seen, feeds []string
	for _, id := range ids {
		if m, err := c.findMessage(id); err == nil {
			seen, feeds = append(seen, id), append(feeds, m.MessageFeedID)
		}
	}
	out, err := c.markers(feeds)
	if err == nil {
		out.ContentMarkers, err = c.contentMarkers(seen)
	}
	return out, err
}

// markDelivered answers PUT …/mark-delivering: the message and all before it
// have arrived at the caller.
func markDelivered(c *call) (any, error) {
	f, err := c.openFeed(c.param("messageFeedId"))
	if err != nil {
		return nil, err
	}
	if err := c.requireChannelMember(f.ChannelID); err != nil {
		return nil, err
	}
	var in struct {
		MessageID string `json:"messageId"`
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	m, err := c.findMessage(in.MessageID)
	if err != nil {
		return nil, err
	}
	if m.MessageFeedID != f.MessageFeedID {
		return nil, fail(codeBadRequest, "the message belongs to another feed")
	}
	_, err = c.tx.Exec(`INSERT INTO read_markers(feed_id, user_id, read_to, delivered_to, updated_at) VALUES(?1, ?2, 0, ?3, ?4)
	  ON CONFLICT(feed_id, user_id) DO UPDATE SET delivered_to = max(delivered_to, ?3), updated_at = ?4`, f.MessageFeedID, c.me.UserID, m.Segment, c.now)
	if err != nil {
		return nil, err
	}
	return c.reached(f, m.Segment)
}

// reached answers with the caller's markers and tells the feed's people, and
// the caller's own other devices, how far they have come.
func (c *call) reached(f *messageFeed, segment int64) (any, error) {
	out, err := c.markers([]string{f.MessageFeedID})
	if err != nil {
		return nil, err
	}
	if err := c.tell("marker.user-sync", out, nil); err != nil {
		return nil, err
	}
	var id string
	err = c.tx.Row("SELECT coalesce((SELECT message_id FROM messages WHERE feed_id = ? AND segment = ?), '')", f.MessageFeedID, segment).Scan(&id)
	if err != nil || id == "" {
		return out, err
	}
	marked, err := c.contentMarkers([]string{id})
	if err != nil {
		return nil, err
	}
	return out, c.tell("marker.marked-message", markedAnswer{ContentMarkers: marked, FeedMarkers: out.FeedMarkers}, nil)
}

// markedAnswer is what a feed's people are told when one of them has read on.
type markedAnswer struct {
	ContentMarkers []contentMarker `json:"contentMarkers"`
	FeedMarkers    []feedMarker    `json:"feedMarkers"`
}

func listReadUsers(c *call) (any, error)      { return c.receivers("read_to") }
func listDeliveredUsers(c *call) (any, error) { return c.receivers("delivered_to") }

// receivers answers GET /api/v1/markers/messages/{messageId}/read-users and
// …/delivered-users: whose markers have reached the message, its sender aside
// (FAQ F45).
func (c *call) receivers(marker string) (any, error) {
	m, err := c.findMessage(c.param("messageId"))
	if err != nil {
		return nil, err
	}
	p, err := c.page()
	if err != nil {
		return nil, err
	}
	ids := []string{}
	err = c.tx.Each(func(row sqlite.Scanner) error {
		var id string
		err := row.Scan(&id)
		ids = append(ids, id)
		return err
	}, "SELECT user_id FROM read_markers WHERE feed_id = ? AND user_id <> ? AND "+marker+" >= ? ORDER BY user_id LIMIT ? OFFSET ?",
		m.MessageFeedID, m.CreatorID, m.Segment, p.Limit+1, p.Skip)
	if err != nil {
		return nil, err
	}
	ids, around := trim(p, ids)
	users, err := c.loadUsers(ids)
	if err != nil {
		return nil, err
	}
	files, err := c.loadFiles(avatarsOf(users))
	return map[string]any{"publicUserIds": ids, "userFeedMarkers": []userFeedMarker{}, "users": users, "files": files, "paging": around}, err
}

// syncMarkers answers POST /api/v1/markers/sync: what has moved since the
// device last asked. The client asks again until nothing has.
func syncMarkers(c *call) (any, error) {
	var in struct {
		DeviceLastSyncAt string `json:"deviceLastSyncAt"`
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	since, err := readStamp(in.DeviceLastSyncAt)
	if err != nil {
		return nil, invalid(`"deviceLastSyncAt" must be an ISO 8601 time`)
	}
	var ids []string
	err = c.tx.Each(func(row sqlite.Scanner) error {
		var id string
		err := row.Scan(&id)
		ids = append(ids, id)
		return err
	}, `SELECT f.feed_id FROM channel_members m JOIN message_feeds f USING(channel_id) LEFT JOIN read_markers r ON r.feed_id = f.feed_id AND r.user_id = m.user_id
	  WHERE m.user_id = ? AND m.membership = 'member' AND max(f.updated_at, coalesce(r.updated_at, 0)) > ? LIMIT 1000`, c.me.UserID, since)
	if err != nil {
		return nil, err
	}
	return c.markers(ids)
}
