package emulator

import (
	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// topicsOf says where an event is published: on the path of its object, which
// filters like path/post/+ and path/# match, and in the smart feeds of the
// people it is for.
func (c *call) topicsOf(name string, answer any) ([]string, error) {
	switch a := answer.(type) {
	case *postsAnswer:
		return []string{a.Posts[0].Path}, nil
	case *commentsAnswer:
		return []string{a.Comments[0].Path}, nil
	case *communitiesAnswer:
		topics := []string{a.Communities[0].Path}
		// Nobody can have subscribed to what was not there yet.
		if name == "community.created" && a.Communities[0].IsPublic {
			topics = append(topics, c.net.id)
		}
		return topics, nil
	case *channelsAnswer:
		h := a.Channels[0]
		topics, err := c.smartFeeds(h.ChannelID, "channels")
		for _, m := range a.ChannelUsers { // also who is no longer in it
			topics = append(topics, c.net.id+"/smartfeed/"+m.UserInternalID+"/channels")
		}
		return unique(append([]string{h.Path}, topics...)), err
	case feedsAnswer:
		f := a.MessageFeeds[0]
		topics, err := c.smartFeeds(f.ChannelID, "messagefeeds")
		return append([]string{f.Path}, topics...), err
	case *messagesAnswer:
		m := a.Messages[0]
		topics, err := c.smartFeeds(m.ChannelID, "messages")
		return append([]string{m.Path}, topics...), err
	case followsAnswer:
		f := a.Follows[0]
		return []string{c.net.id + "/membership/" + f.ToInternalID + "/" + f.FromInternalID + "/" + f.Status}, nil
	case usersAnswer:
		topics := []string{a.Users[0].Path}
		if name == "user.deleted" || name == "user.didGlobalBan" {
			topics = append(topics, c.net.id)
		}
		return topics, nil
	case pollsAnswer:
		return c.pathsOfPoll(a.Polls[0].PollID)
	case markedAnswer:
		m := a.FeedMarkers[0]
		return []string{c.net.id + "/marker/channel/" + m.EntityID + "/message/" + m.FeedID}, nil
	case *markersAnswer:
		return []string{c.net.id + "/marker/user/" + c.me.InternalID}, nil
	}
	return nil, nil
}

// smartFeeds are the topics of everybody in a conversation or a community
// channel; the platform keeps none for the other kinds.
func (c *call) smartFeeds(channelID, kind string) ([]string, error) {
	var topics []string
	err := c.tx.Each(func(row sqlite.Scanner) error {
		var id string
		err := row.Scan(&id)
		topics = append(topics, c.net.id+"/smartfeed/"+id+"/"+kind)
		return err
	}, `SELECT u.internal_id FROM channel_members m JOIN users u USING(user_id) JOIN channels h USING(channel_id)
	  WHERE m.channel_id = ? AND m.membership = 'member' AND h.type IN ('conversation', 'community')`, channelID)
	return topics, err
}

// pathsOfPoll are the paths of the posts that show a poll: a poll has none.
func (c *call) pathsOfPoll(pollID string) ([]string, error) {
	posts, err := c.selectPosts(" WHERE p.data_type = 'poll' AND json_extract(p.data, '$.pollId') = ? AND p.is_deleted = 0 LIMIT 10", pollID)
	var topics []string
	for _, p := range posts {
		topics = append(topics, p.Path)
	}
	return topics, err
}

// feedPath is the path of a feed. A community's is named by its id, a user's by
// the user's _id.
func (net *network) feedPath(kind, id string) string { return net.id + "/social/" + kind + "/" + id }
