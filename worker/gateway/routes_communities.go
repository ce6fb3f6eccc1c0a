package gateway

// communityRoutes: communities, their members, roles and categories.
func communityRoutes() []Route {
	list := paged(keys("keyword tags[] filter membership categoryId sortBy isDeleted includeDeleted hasFlag includeDiscoverablePrivateCommunity")...)
	members := paged(keys("communityId memberships[] roles[] sortBy search isDeleted includeDeleted")...)
	const v3, v4 = "/api/v3/communities", "/api/v4/communities"
	return []Route{
		{"GET", v3, list, 0, "F09 F21 F22 F34"},
		{"POST", v3, nil, smallBody, "F28"},
		{"GET", v3 + "/list", keys("communityIds[]"), 0, "F09"},
		{"GET", v3 + "/recommended", paged(), 0, "F29"},
		{"GET", v3 + "/top-trending", paged(), 0, "F29"},
		{"GET", v3 + "/{id}", nil, 0, "F19"},
		{"PUT", v3 + "/{id}", nil, smallBody, "F28 F65"},
		{"DELETE", v3 + "/{id}", nil, smallBody, "F26"},
		{"POST", v3 + "/{id}/join", nil, smallBody, "F27"},
		{"POST", v4 + "/{id}/join", nil, smallBody, "F27"},
		{"DELETE", v3 + "/{id}/leave", nil, smallBody, "F09"},
		{"GET", v3 + "/{id}/users", members, 0, "F16"},
		{"POST", v3 + "/{id}/users", nil, smallBody, "F25"},
		{"DELETE", v3 + "/{id}/users", keys("userIds[]"), smallBody, "F25"},
		{"PUT", v3 + "/{id}/users/ban", nil, smallBody, "F25"},
		{"PUT", v3 + "/{id}/users/unban", nil, smallBody, "F25"},
		{"POST", v3 + "/{id}/users/roles", nil, smallBody, "F24"},
		{"DELETE", v3 + "/{id}/users/roles", keys("role roles[] userIds[]"), smallBody, "F24"},
		{"POST", v4 + "/{id}/users/roles", nil, smallBody, "F24"},
		{"DELETE", v4 + "/{id}/users/roles", keys("roles[] userIds[]"), smallBody, "F24"},
		{"GET", v3 + "/{id}/permissions/me", nil, 0, "F24"},
		{"GET", "/api/v3/community-categories", paged(keys("sortBy isDeleted includeDeleted")...), 0, "F09"},
		{"GET", "/api/v3/community-categories/{id}", nil, 0, "F09"},
		{"GET", "/api/v1/pinned-posts/communities/{id}", keys("sortBy"), 0, "F65"},
		{"GET", "/api/v1/pinned-posts/communities/{id}/{placement}", keys("sortBy"), 0, "F65"},
		{"POST", "/api/v1/pinned-posts/communities/{id}/{placement}/{postId}", nil, smallBody, "F65"},
		{"DELETE", "/api/v1/pinned-posts/communities/{id}/{placement}/{postId}", nil, smallBody, "F65"},
		{"GET", "/api/v1/pinned-posts/global", nil, 0, "F65"},
	}
}
