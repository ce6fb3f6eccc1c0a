package emulator

import "github.com/addend-go/addend/emulator/internal/sqlite"

// maxUnreadTold bounds how many members are told that their unread count has
// changed: in a larger channel the client asks for its markers itself.
const maxUnreadTold = 100

// tellUnread tells the other members of a conversation or community channel
// that something new waits for them.
func (c *call) tellUnread(f *messageFeed, segment int64) error {
	if !c.server.realtime.connected() {
		return nil
	}
	fm := feedMarker{FeedID: f.MessageFeedID, EntityID: f.ChannelID, LastSegment: segment, CreatedAt: f.CreatedAt, UpdatedAt: stamp(c.now)}
	var told []event
	err := c.tx.Each(func(row sqlite.Scanner) error {
		m := userFeedMarker{FeedID: fm.FeedID, EntityID: fm.EntityID, CreatedAt: fm.CreatedAt, UpdatedAt: fm.UpdatedAt}
		if err := row.Scan(&m.UserID, &m.ReadToSegment, &m.DeliveredToSegment); err != nil {
			return err
		}
		m.UnreadCount = segment - m.ReadToSegment
		told = append(told, event{name: "marker.userFeed", topics: []string{c.net.id + "/marker/user/" + m.UserID},
			data: map[string]any{"feedMarkers": []feedMarker{fm}, "userFeedMarkers": []userFeedMarker{m}}})
		return nil
	}, `SELECT u.internal_id, coalesce(r.read_to, 0), coalesce(r.delivered_to, 0) FROM channel_members m JOIN users u USING(user_id) JOIN channels h USING(channel_id)
	  LEFT JOIN read_markers r ON r.feed_id = ?1 AND r.user_id = m.user_id
	  WHERE m.channel_id = ?2 AND m.membership = 'member' AND m.user_id <> ?3 AND h.type IN ('conversation', 'community') LIMIT ?4`,
		f.MessageFeedID, f.ChannelID, c.me.UserID, maxUnreadTold+1)
	if err == nil && len(told) <= maxUnreadTold {
		c.events = append(c.events, told...)
	}
	return err
}
