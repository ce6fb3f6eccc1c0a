package gateway

// messageRoutes: messages and read markers.
func messageRoutes() []Route {
	v5list := paged(keys("messageFeedId dataType type includeTags[] excludeTags[] isDeleted includeDeleted parentId filterByParentId hasFlags options[around] options[sortBy]")...)
	v3list := paged(keys("channelId type dataType includeTags[] excludeTags[] tags[] isDeleted includeDeleted parentId filterByParentId hasFlags sortBy options[around] options[sortBy]")...)
	const v3, v5, read = "/api/v3/messages", "/api/v5/messages", "/api/v1/markers"
	return []Route{
		{"GET", v5, v5list, 0, "F36 F68"},
		{"GET", v5 + "/list", keys("messageIds[]"), 0, "F36"},
		{"GET", v5 + "/{id}", nil, 0, "F36"},
		{"POST", v5, nil, textBody, "F28 F68 F92"},
		{"PUT", v5 + "/{id}", nil, textBody, "F28"},
		{"DELETE", v5 + "/{id}", nil, smallBody, "F28"},
		{"POST", v5 + "/{id}/flags", nil, smallBody, "F64"},
		{"DELETE", v5 + "/{id}/flags", nil, smallBody, "F64"},
		{"GET", v3, v3list, 0, "F36"},
		{"GET", v3 + "/{id}", nil, 0, "F36"},
		{"POST", v3, nil, textBody, "F28"},
		{"PUT", v3 + "/{id}", nil, textBody, "F28"},
		{"DELETE", v3 + "/{id}", nil, smallBody, "F28"},
		{"GET", "/api/v2/search/messages", paged(keys("query channelIds[] messageFeedIds[] tags[] sortBy")...), 0, "F36"},

		{"GET", read + "/channels", keys("channelIds[]"), 0, "F45"},
		{"GET", read + "/message-feeds", keys("messageFeedIds[]"), 0, "F45"},
		{"GET", read + "/messages", keys("messageIds[]"), 0, "F45"},
		{"GET", read + "/userMarker", nil, 0, "F45"},
		{"PUT", read + "/message-feeds/{id}/mark-read", nil, smallBody, "F45"},
		{"POST", read + "/message-feeds/{id}/start-reading", nil, smallBody, "F45"},
		{"POST", read + "/message-feeds/{id}/stop-reading", nil, smallBody, "F45"},
		{"POST", read + "/message-feeds/{id}/stop-readings", nil, smallBody, "F45"},
		{"POST", read + "/message-feeds/reading", nil, smallBody, "F45"},
		{"PUT", read + "/channels/{id}/mark-read", nil, smallBody, "F45"},
		{"PUT", read + "/message-feeds/{id}/mark-delivering", nil, smallBody, "F45"},
		{"PUT", read + "/messages/{id}/mark-delivering", nil, smallBody, "F45"},
	}
}
