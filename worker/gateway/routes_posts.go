package gateway

// postRoutes: posts, feeds, comments, reactions, polls, search.
func postRoutes() []Route {
	posts := paged(keys("targetType targetId targetIds[] sortBy isDeleted includeDeleted hasFlag feedType dataTypes[] tags[] matchingOnlyParentPost postedUserId resolveParent")...)
	feed := paged(keys("dataTypes[] resolveParent showOnlyMyFeed sortBy")...)
	comments := paged(keys("referenceId referenceType parentId filterByParentId isDeleted includeDeleted hasFlag sortBy dataTypes[values][] dataTypes[matchType]")...)
	hashtags := paged(keys("hashtags[] tags[] targetType targetId targetIds[] dataTypes[] sortBy matchingOnlyParentPost query exactMatch postedUserId filter types[] options[sortBy] options[orderBy]")...)
	const v3, v4 = "/api/v3/posts", "/api/v4/posts"
	return []Route{
		{"GET", v3, posts, 0, "F19 F38"},
		{"GET", v4, posts, 0, "F19 F38 F53 F69"},
		{"GET", "/api/v5/posts", posts, 0, "F19 F38"},
		{"GET", v3 + "/list", keys("postIds[]"), 0, "F61 F63"},
		{"GET", v3 + "/{id}", nil, 0, "F63"},
		{"GET", v4 + "/{id}", nil, 0, "F63"},
		{"POST", v3, nil, textBody, "F28"},
		{"POST", v4, nil, textBody, "F28 F48 F63"},
		{"PUT", v3 + "/{id}", nil, textBody, "F28"},
		{"PUT", v4 + "/{id}", nil, textBody, "F28"},
		{"PATCH", v4 + "/{id}", nil, textBody, "F28"},
		{"DELETE", v3 + "/{id}", keys("postId permanent"), smallBody, "F14"},
		{"DELETE", v4 + "/{id}", keys("postId permanent"), smallBody, "F14"},
		{"POST", v3 + "/{id}/flag", nil, smallBody, "F64"},
		{"DELETE", v3 + "/{id}/unflag", nil, smallBody, "F64"},
		{"GET", v3 + "/{id}/isflaggedbyme", nil, 0, "F64"},
		{"POST", v3 + "/{id}/approve", nil, smallBody, "F65"},
		{"POST", v3 + "/{id}/decline", nil, smallBody, "F65"},

		{"GET", "/api/v3/global-feeds", feed, 0, "F29 F33"},
		{"GET", "/api/v4/me/global-feeds", feed, 0, "F29 F33 F67"},
		{"GET", "/api/v5/me/global-feeds", feed, 0, "F33 F67"},
		{"GET", "/api/v1/me/following-feeds", feed, 0, "F33"},
		{"GET", "/api/v4/user-feeds/{id}", posts, 0, "F53"},

		{"GET", "/api/v3/comments", comments, 0, "F39"},
		{"GET", "/api/v3/comments/list", keys("commentIds[]"), 0, "F39"},
		{"GET", "/api/v3/comments/{id}", nil, 0, "F39"},
		{"POST", "/api/v3/comments", nil, textBody, "F39"},
		{"PUT", "/api/v3/comments/{id}", nil, textBody, "F39"},
		{"DELETE", "/api/v3/comments/{id}", keys("commentId permanent"), smallBody, "F39"},
		{"DELETE", "/api/v4/comments/{id}", keys("commentId permanent"), smallBody, "F39"},
		{"POST", "/api/v3/comments/{id}/flag", nil, smallBody, "F64"},
		{"DELETE", "/api/v3/comments/{id}/unflag", nil, smallBody, "F64"},

		{"GET", "/api/v3/reactions", paged(keys("referenceId referenceType reactionName referenceVersion")...), 0, "F12"},
		{"POST", "/api/v2/reactions", nil, smallBody, "F12"},
		{"DELETE", "/api/v2/reactions", keys("referenceId referenceType reactionName referenceVersion"), smallBody, "F12"},

		{"POST", "/api/v3/polls", nil, smallBody, "F46"},
		{"GET", "/api/v3/polls/{id}", nil, 0, "F46"},
		{"PUT", "/api/v3/polls/{id}", nil, smallBody, "F46"},
		{"DELETE", "/api/v3/polls/{id}", nil, smallBody, "F46"},
		{"POST", "/api/v3/polls/{id}/votes", nil, smallBody, "F46"},
		{"DELETE", "/api/v3/polls/{id}/votes", nil, smallBody, "F46"},
		{"GET", "/api/v3/polls/{id}/answers/{answerId}", paged("sortBy"), 0, "F47"},

		{"GET", "/api/v1/search/posts", hashtags, 0, "F71 F72"},
		{"GET", "/api/v3/search/posts", hashtags, 0, "F69 F71"},
		{"GET", "/api/v1/semantic-search/posts", hashtags, 0, "F71"},
	}
}
