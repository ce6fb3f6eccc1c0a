package emulator

func chatRoutes() []route {
	const channels, feeds, messages, markers = "Channels", "Message feeds", "Messages", "Read markers"
	return []route{
		{area: channels, method: "POST", versions: "3", path: "/channels/conversation", handler: createConversation, prehook: "channel.shouldCreate", faq: "F37"},
		{area: channels, method: "POST", versions: "3", path: "/channels", handler: createChannel, event: "channel.created", prehook: "channel.shouldCreate"},
		{area: channels, method: "GET", versions: "3", path: "/channels", handler: listChannels, faq: "F36"},
		{area: channels, method: "GET", versions: "3", path: "/channels/list", handler: listChannelsByID},
		{area: channels, method: "GET", versions: "3", path: "/channels/{channelId}", handler: getChannel},
		{area: channels, method: "PUT", versions: "3", path: "/channels/{channelId}", handler: updateChannel, event: "channel.updated", prehook: "channel.shouldUpdate"},
		{area: channels, method: "DELETE", versions: "3", path: "/channels/{channelId}", handler: deleteChannel},
		{area: channels, method: "POST", versions: "3", path: "/channels/{channelId}/join", handler: joinChannel, event: "channel.joined", prehook: "channel.shouldJoin"},
		{area: channels, method: "DELETE", versions: "3", path: "/channels/{channelId}/leave", handler: leaveChannel, event: "channel.left", prehook: "channel.shouldLeave"},
		{area: channels, method: "GET", versions: "34", path: "/channels/{channelId}/users", handler: listChannelUsers},
		{area: channels, method: "POST", versions: "3", path: "/channels/{channelId}/users", handler: addChannelUsers, event: "channel.membersAdded"},
		{area: channels, method: "DELETE", versions: "3", path: "/channels/{channelId}/users", handler: removeChannelUsers, event: "channel.membersRemoved"},
		{area: channels, method: "PUT", versions: "3", path: "/channels/{channelId}/users/ban", handler: banChannelUsers, event: "channel.banned"},
		{area: channels, method: "PUT", versions: "3", path: "/channels/{channelId}/users/unban", handler: unbanChannelUsers, event: "channel.unbanned"},
		{area: channels, method: "POST", versions: "34", path: "/channels/{channelId}/users/roles", handler: addChannelRoles, event: "channel.updated"},
		{area: channels, method: "DELETE", versions: "34", path: "/channels/{channelId}/users/roles", handler: removeChannelRoles, event: "channel.updated"},
		{area: channels, method: "PUT", versions: "2", path: "/channel/{channelId}/mute", handler: muteChannel},
		{area: channels, method: "PUT", versions: "2", path: "/channel/{channelId}/users/mute", handler: muteChannelUsers},
		{area: channels, method: "PUT", versions: "3", path: "/channels/{channelId}/users/mute", handler: muteChannelUsers},
		{area: feeds, method: "POST", versions: "5", path: "/message-feeds", handler: createFeed, event: "message-feed.created"},
		{area: feeds, method: "GET", versions: "5", path: "/message-feeds/list", handler: listFeedsByID},
		{area: feeds, method: "GET", versions: "5", path: "/message-feeds/channel/{channelId}", handler: listFeeds},
		{area: feeds, method: "GET", versions: "5", path: "/message-feeds/{messageFeedId}", handler: getFeed},
		{area: feeds, method: "PUT", versions: "5", path: "/message-feeds/{messageFeedId}", handler: updateFeed, event: "message-feed.updated"},
		{area: feeds, method: "DELETE", versions: "5", path: "/message-feeds/{messageFeedId}", handler: deleteFeed},
		{area: messages, method: "POST", versions: "35", path: "/messages", handler: createMessage, prehook: "message.shouldCreate", faq: "F28 F68"},
		{area: messages, method: "GET", versions: "35", path: "/messages", handler: listMessages, faq: "F68"},
		{area: messages, method: "GET", versions: "5", path: "/messages/list", handler: listMessagesByID},
		{area: messages, method: "GET", versions: "35", path: "/messages/{messageId}", handler: getMessage},
		{area: messages, method: "PUT", versions: "35", path: "/messages/{messageId}", handler: updateMessage, event: "message.updated", prehook: "message.shouldUpdate"},
		{area: messages, method: "DELETE", versions: "35", path: "/messages/{messageId}", handler: deleteMessage, event: "message.deleted"},
		{area: messages, method: "POST", versions: "5", path: "/messages/{messageId}/flags", handler: flagMessage, event: "message.flagged", prehook: "message.shouldFlag"},
		{area: messages, method: "DELETE", versions: "5", path: "/messages/{messageId}/flags", handler: unflagMessage, event: "message.unflagged", prehook: "message.shouldUnflag"},
		{area: messages, method: "GET", versions: "5", path: "/messages/{messageId}/flags", handler: messageFlagged},
		{area: markers, method: "PUT", versions: "1", path: "/markers/message-feeds/{messageFeedId}/mark-read", handler: readFeed, faq: "F45"},
		{area: markers, method: "PUT", versions: "1", path: "/markers/message-feeds/{messageFeedId}/mark-delivering", handler: stopReading},
		{area: markers, method: "POST", versions: "1", path: "/markers/message-feeds/{messageFeedId}/start-reading", handler: readFeed, faq: "F45"},
		{area: markers, method: "POST", versions: "1", path: "/markers/message-feeds/{messageFeedId}/stop-reading", handler: stopReading, faq: "F45"},
		{area: markers, method: "POST", versions: "1", path: "/markers/message-feeds/{messageFeedId}/stop-readings", handler: stopReading},
		{area: markers, method: "POST", versions: "1", path: "/markers/message-feeds/reading", handler: keepReading},
		{area: markers, method: "PUT", versions: "1", path: "/markers/channels/{channelId}/mark-read", handler: readChannel, faq: "F45"},
		{area: markers, method: "GET", versions: "1", path: "/markers/channels", handler: listMarkers},
		{area: markers, method: "GET", versions: "1", path: "/markers/message-feeds", handler: listMarkers},
		{area: markers, method: "GET", versions: "1", path: "/markers/user-message-feed", handler: listMarkers},
		{area: markers, method: "GET", versions: "1", path: "/markers/messages", handler: noMarkers},
		{area: markers, method: "GET", versions: "1", path: "/markers/userMarker", handler: listMarkers},
	}
}

// noMarkers answers markers of single messages: the emulator keeps them per
// feed only, so there are none to show.
func noMarkers(c *call) (any, error) { return c.markers(nil) }

// listCategories answers GET /api/v3/community-categories: there are none.
func listCategories(c *call) (any, error) {
	return map[string]any{"categories": []any{}, "files": []file{}, "paging": paging{}}, nil
}
