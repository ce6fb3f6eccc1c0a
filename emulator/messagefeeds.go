package emulator

type feedsAnswer struct {
	MessageFeeds     []*messageFeed `json:"messageFeeds"`
	MessageFeedsInfo []*messageFeed `json:"messageFeedsInfo"`
	MessagePreviews  []*message     `json:"messagePreviews"`
	Channels         []*channel     `json:"channels"`
	ChannelUsers     []channelUser  `json:"channelUsers"`
	Messages         []*message     `json:"messages"`
	Users            []*user        `json:"users"`
	Files            []file         `json:"files"`
	Paging           *paging        `json:"paging,omitempty"`
}

func (c *call) feedsAnswer(feeds []*messageFeed, p *paging) (any, error) {
	var ids []string
	for _, f := range feeds {
		ids = append(ids, f.ChannelID)
	}
	channels, err := c.selectChannels(" JOIN json_each(?) j ON h.channel_id = j.value", toJSON(unique(ids)))
	if err != nil {
		return nil, err
	}
	with, err := c.channelsAnswer(channels, nil)
	if err != nil {
		return nil, err
	}
	return feedsAnswer{MessageFeeds: feeds, MessageFeedsInfo: feeds, MessagePreviews: with.MessagePreviews, Channels: channels, ChannelUsers: with.ChannelUsers,
		Messages: []*message{}, Users: with.Users, Files: with.Files, Paging: p}, nil
}

type feedInput struct {
	ChannelID string `json:"channelId"`
	Name      string `json:"name"`
}

func (c *call) feedInput() (feedInput, error) {
	var in feedInput
	if err := c.decode(&in); err != nil {
		return in, err
	}
	var v check
	v.text("name", in.Name, 1, 100)
	return in, v.err()
}

// createFeed answers POST /api/v5/message-feeds: a further subchannel, made by
// a moderator of a community channel.
func createFeed(c *call) (any, error) {
	in, err := c.feedInput()
	if err != nil {
		return nil, err
	}
	h, err := c.openChannel(in.ChannelID)
	if err != nil {
		return nil, err
	}
	if err := c.requireChannelModerator(h.ChannelID); err != nil {
		return nil, err
	}
	id := c.newID("feed")
	if err := c.insertFeed(id, h.ChannelID, in.Name); err != nil {
		return nil, err
	}
	return c.feedByID(id)
}

func (c *call) feedByID(id string) (any, error) {
	f, err := c.findFeed(id)
	if err != nil {
		return nil, err
	}
	return c.feedsAnswer([]*messageFeed{f}, nil)
}

func getFeed(c *call) (any, error) { return c.feedByID(c.param("messageFeedId")) }

func updateFeed(c *call) (any, error) {
	in, err := c.feedInput()
	if err != nil {
		return nil, err
	}
	f, err := c.openFeed(c.param("messageFeedId"))
	if err != nil {
		return nil, err
	}
	if err := c.requireChannelModerator(f.ChannelID); err != nil {
		return nil, err
	}
	if _, err := c.tx.Exec("UPDATE message_feeds SET name = ?1, edited_at = ?2, updated_at = ?2 WHERE feed_id = ?3", in.Name, c.now, f.MessageFeedID); err != nil {
		return nil, err
	}
	return c.feedByID(f.MessageFeedID)
}

func deleteFeed(c *call) (any, error) {
	f, err := c.openFeed(c.param("messageFeedId"))
	if err != nil {
		return nil, err
	}
	if err := c.requireChannelModerator(f.ChannelID); err != nil {
		return nil, err
	}
	var isDefault int
	if err := c.tx.Row("SELECT count(*) FROM channels WHERE internal_id = ?", f.MessageFeedID).Scan(&isDefault); err != nil {
		return nil, err
	}
	if isDefault > 0 {
		return nil, fail(codeForbidden, "the default feed of a channel cannot be deleted")
	}
	if _, err = c.tx.Exec("UPDATE message_feeds SET is_deleted = 1, updated_at = ? WHERE feed_id = ?", c.now, f.MessageFeedID); err != nil {
		return nil, err
	}
	gone, err := c.feedByID(f.MessageFeedID)
	if err != nil {
		return nil, err
	}
	return success, c.tell("message-feed.deleted", gone, nil)
}

// listFeeds answers GET /api/v5/message-feeds/channel/{channelId}.
func listFeeds(c *call) (any, error) {
	h, err := c.findChannel(c.param("channelId"))
	if err != nil {
		return nil, err
	}
	p, err := c.page()
	if err != nil {
		return nil, err
	}
	var w where
	w.add("f.channel_id = ?", h.ChannelID)
	if err := w.deleted(c.query, "f.is_deleted"); err != nil {
		return nil, err
	}
	feeds, err := c.selectFeeds(w.String()+" ORDER BY f.seq LIMIT ? OFFSET ?", append(w.args, p.Limit+1, p.Skip)...)
	if err != nil {
		return nil, err
	}
	feeds, around := trim(p, feeds)
	return c.feedsAnswer(feeds, &around)
}

func listFeedsByID(c *call) (any, error) {
	ids := c.query.list("messageFeedIds")
	var v check
	v.list("messageFeedIds", ids, 100, 100)
	if err := v.err(); err != nil {
		return nil, err
	}
	feeds := []*messageFeed{}
	for _, id := range unique(ids) {
		if f, err := c.findFeed(id); err == nil {
			feeds = append(feeds, f)
		}
	}
	return c.feedsAnswer(feeds, nil)
}
