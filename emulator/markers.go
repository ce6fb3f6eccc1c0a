package emulator

import "github.com/addend-go/addend/emulator/internal/sqlite"

// markersAnswer is what every marker call answers; the client iterates over all
// of these arrays.
type markersAnswer struct {
	UserMarkers       []userMarker       `json:"userMarkers"`
	UserFeedMarkers   []userFeedMarker   `json:"userFeedMarkers"`
	UserEntityMarkers []userEntityMarker `json:"userEntityMarkers"`
	FeedMarkers       []feedMarker       `json:"feedMarkers"`
	ContentMarkers    []contentMarker    `json:"contentMarkers"`
	Users             []*user            `json:"users"`
	Paging            paging             `json:"paging"`
}

type userMarker struct {
	UserID       string `json:"userId"`
	UnreadCount  int64  `json:"unreadCount"`
	IsMentioned  bool   `json:"isMentioned"`
	LastSyncAt   string `json:"lastSyncAt"`
	HasMentioned bool   `json:"hasMentioned"`
}

type userFeedMarker struct {
	UserID             string `json:"userId"`
	FeedID             string `json:"feedId"`
	EntityID           string `json:"entityId"`
	ReadToSegment      int64  `json:"readToSegment"`
	DeliveredToSegment int64  `json:"deliveredToSegment"`
	UnreadCount        int64  `json:"unreadCount"`
	IsMentioned        bool   `json:"isMentioned"`
	CreatedAt          string `json:"createdAt"`
	UpdatedAt          string `json:"updatedAt"`
}

type userEntityMarker struct {
	UserID      string `json:"userId"`
	EntityID    string `json:"entityId"`
	UnreadCount int64  `json:"unreadCount"`
	IsMentioned bool   `json:"isMentioned"`
	CreatedAt   string `json:"createdAt"`
	UpdatedAt   string `json:"updatedAt"`
}

type feedMarker struct {
	FeedID      string `json:"feedId"`
	EntityID    string `json:"entityId"`
	LastSegment int64  `json:"lastSegment"`
	IsDeleted   bool   `json:"isDeleted"`
	CreatedAt   string `json:"createdAt"`
	UpdatedAt   string `json:"updatedAt"`
}

// markRead moves the caller's read marker forward; it never goes back.
func (c *call) markRead(feedID string, segment int64) error {
	_, err := c.tx.Exec(`INSERT INTO read_markers(feed_id, user_id, read_to, delivered_to, updated_at) VALUES(?1, ?2, ?3, ?3, ?4)
	  ON CONFLICT(feed_id, user_id) DO UPDATE SET read_to = max(read_to, ?3), delivered_to = max(delivered_to, ?3), updated_at = ?4`, feedID, c.me.UserID, segment, c.now)
	return err
}

// markers are the caller's markers in the named feeds. Unread are living
// messages of others after the marker.
func (c *call) markers(feedIDs []string) (*markersAnswer, error) {
	out := &markersAnswer{UserMarkers: []userMarker{}, UserFeedMarkers: []userFeedMarker{}, UserEntityMarkers: []userEntityMarker{},
		FeedMarkers: []feedMarker{}, ContentMarkers: []contentMarker{}, Users: []*user{}}
	entities, places := map[string]int{}, unique(feedIDs)
	var total int64
	err := c.tx.Each(func(row sqlite.Scanner) error {
		var f feedMarker
		var m userFeedMarker
		var created, updated int64
		err := row.Scan(&f.FeedID, &f.EntityID, &f.LastSegment, &f.IsDeleted, &created, &updated, &m.ReadToSegment, &m.DeliveredToSegment, &m.UnreadCount)
		f.CreatedAt, f.UpdatedAt = stamp(created), stamp(updated)
		m.UserID, m.FeedID, m.EntityID, m.CreatedAt, m.UpdatedAt = c.me.InternalID, f.FeedID, f.EntityID, f.CreatedAt, f.UpdatedAt
		out.FeedMarkers, out.UserFeedMarkers = append(out.FeedMarkers, f), append(out.UserFeedMarkers, m)
		total += m.UnreadCount
		at, known := entities[f.EntityID]
		if !known {
			at = len(out.UserEntityMarkers)
			entities[f.EntityID] = at
			out.UserEntityMarkers = append(out.UserEntityMarkers, userEntityMarker{UserID: c.me.InternalID, EntityID: f.EntityID, CreatedAt: f.CreatedAt, UpdatedAt: f.UpdatedAt})
		}
		out.UserEntityMarkers[at].UnreadCount += m.UnreadCount
		return err
	}, `SELECT f.feed_id, f.channel_id, f.last_segment, f.is_deleted, f.created_at, f.updated_at, coalesce(r.read_to, 0), coalesce(r.delivered_to, 0),
	  (SELECT count(*) FROM messages e WHERE e.feed_id = f.feed_id AND e.segment > coalesce(r.read_to, 0) AND e.is_deleted = 0 AND e.user_id <> ?1)
	  FROM json_each(?2) j JOIN message_feeds f ON f.feed_id = j.value LEFT JOIN read_markers r ON r.feed_id = f.feed_id AND r.user_id = ?1`, c.me.UserID, toJSON(places))
	out.UserMarkers = append(out.UserMarkers, userMarker{UserID: c.me.InternalID, UnreadCount: total, LastSyncAt: stamp(c.now)})
	return out, err
}

// readFeed answers mark-read and start-reading: without a segment, everything
// there is has been read (FAQ F45).
func readFeed(c *call) (any, error) {
	f, err := c.openFeed(c.param("messageFeedId"))
	if err != nil {
		return nil, err
	}
	return c.readUpTo(f)
}

// readChannel answers PUT /api/v1/markers/channels/{channelId}/mark-read.
func readChannel(c *call) (any, error) {
	f, err := c.openFeed(c.param("channelId"))
	if err != nil {
		return nil, err
	}
	return c.readUpTo(f)
}

func (c *call) readUpTo(f *messageFeed) (any, error) {
	if err := c.requireChannelMember(f.ChannelID); err != nil {
		return nil, err
	}
	var in struct {
		ReadToSegment *int64 `json:"readToSegment"`
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	segment := f.LastSegment
	if in.ReadToSegment != nil {
		if *in.ReadToSegment < 0 {
			return nil, invalid(`"readToSegment" must not be negative`)
		}
		segment = min(segment, *in.ReadToSegment)
	}
	if err := c.markRead(f.MessageFeedID, segment); err != nil {
		return nil, err
	}
	return c.reached(f, segment)
}

// stopReading answers POST …/stop-reading: the markers as they are.
func stopReading(c *call) (any, error) {
	f, err := c.findFeed(c.param("messageFeedId"))
	if err != nil {
		return nil, err
	}
	return c.markers([]string{f.MessageFeedID})
}

// keepReading answers POST /api/v1/markers/message-feeds/reading: the client
// says every now and then which feeds are on the screen.
func keepReading(c *call) (any, error) {
	var in struct {
		MessageFeedIDs []string `json:"messageFeedIds"`
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	var v check
	v.list("messageFeedIds", in.MessageFeedIDs, 100, 100)
	if err := v.err(); err != nil {
		return nil, err
	}
	var seen []string
	for _, id := range in.MessageFeedIDs {
		f, err := c.openFeed(id)
		if err != nil || c.requireChannelMember(f.ChannelID) != nil {
			continue
		}
		if err := c.markRead(f.MessageFeedID, f.LastSegment); err != nil {
			return nil, err
		}
		seen = append(seen, f.MessageFeedID)
	}
	return c.markers(seen)
}

// listMarkers answers the GET calls of /api/v1/markers for channels[] and
// messageFeeds[]; without ids, for all the caller is in.
func listMarkers(c *call) (any, error) {
	var ids []string
	for _, name := range []string{"channelIds", "messageFeedIds", "feedIds"} {
		for _, id := range c.query.list(name) {
			if len(ids) == 100 {
				return nil, invalid(`"` + name + `" must have at most 100 items`)
			}
			if f, err := c.findFeed(id); err == nil {
				ids = append(ids, f.MessageFeedID)
			}
		}
	}
	if len(ids) > 0 || c.query.values.Has("channelIds[]") || c.query.values.Has("messageFeedIds[]") {
		return c.markers(ids)
	}
	err := c.tx.Each(func(row sqlite.Scanner) error {
		var id string
		err := row.Scan(&id)
		ids = append(ids, id)
		return err
	}, `SELECT f.feed_id FROM channel_members m JOIN message_feeds f USING(channel_id) WHERE m.user_id = ? AND m.membership = 'member' AND f.is_deleted = 0 LIMIT 1000`, c.me.UserID)
	if err != nil {
		return nil, err
	}
	return c.markers(ids)
}
