package gateway

// channelsPath is where channels are made.
const channelsPath = "/api/v3/channels"

// channelRoutes: channels, their members and feeds (subchannels).
func channelRoutes() []Route {
	list := paged(keys("keyword filter membership types[] tags[] includeTags[] excludeTags[] sortBy isDeleted includeDeleted isPublic displayName channelIds[]")...)
	members := paged(keys("channelId memberships[] membership roles[] sortBy search isDeleted includeDeleted")...)
	const v3, feeds = channelsPath, "/api/v5/message-feeds"
	return []Route{
		{"GET", v3, list, 0, "F36"},
		{"POST", v3, nil, smallBody, "F66"},
		{"POST", v3 + "/conversation", nil, smallBody, "F37"},
		{"GET", v3 + "/list", keys("channelIds[]"), 0, "F36"},
		{"GET", v3 + "/{id}", nil, 0, "F36"},
		{"PUT", v3 + "/{id}", nil, smallBody, "F28"},
		{"POST", v3 + "/{id}/join", nil, smallBody, "F36"},
		{"DELETE", v3 + "/{id}/leave", nil, smallBody, "F36"},
		{"GET", v3 + "/{id}/users", members, 0, "F37"},
		{"GET", "/api/v4/channels/{id}/users", members, 0, "F37"},
		{"POST", v3 + "/{id}/users", nil, smallBody, "F37"},
		{"DELETE", v3 + "/{id}/users", keys("userIds[]"), smallBody, "F25"},
		{"POST", v3 + "/{id}/users/roles", nil, smallBody, "F24"},
		{"DELETE", v3 + "/{id}/users/roles", keys("role roles[] userIds[]"), smallBody, "F24"},
		{"GET", v3 + "/{id}/permissions/me", nil, 0, "F24"},
		{"GET", "/api/v2/search/channels", paged(keys("query types[] tags[] sortBy")...), 0, "F36"},

		{"GET", feeds + "/channel/{id}", paged(keys("isDeleted includeDeleted excludeDefaultMessageFeed sortBy")...), 0, "F36"},
		{"GET", feeds + "/list", keys("messageFeedIds[]"), 0, "F36"},
		{"GET", feeds + "/{id}", nil, 0, "F36"},
		{"POST", feeds, nil, smallBody, "F36"},
		{"PUT", feeds + "/{id}", nil, smallBody, "F36"},
		{"DELETE", feeds + "/{id}", keys("permanent"), smallBody, "F36"},
	}
}
