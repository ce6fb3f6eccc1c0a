package gateway

// userRoutes: profiles, follows, blocks, figures of the network.
func userRoutes() []Route {
	search := paged(keys("keyword displayName exactMatchKeyword matchType filter sortBy isDeleted")...)
	follows := paged("status", "isDeleted")
	const v3, v4 = "/api/v3/users", "/api/v4/users"
	return []Route{
		{"GET", v3, search, 0, "F03 F23"},
		{"GET", v3 + "/list", keys("userIds[] type"), 0, "F28"},
		{"GET", v3 + "/{id}", keys("type"), 0, "F28 F62"},
		{"PUT", v3, nil, smallBody, "F13 F28"},
		{"PUT", "/api/v2/users", nil, smallBody, "F13"},
		{"POST", v3 + "/{id}/flag", nil, smallBody, "F64"},
		{"DELETE", v3 + "/{id}/unflag", nil, smallBody, "F64"},
		{"GET", v3 + "/{id}/isflaggedbyme", nil, 0, "F64"},

		{"GET", "/api/v4/me/followInfo", nil, 0, "F73"},
		{"GET", "/api/v4/me/followers", follows, 0, "F73"},
		{"GET", "/api/v4/me/following", follows, 0, "F05"},
		{"POST", "/api/v4/me/following/{id}", nil, smallBody, "F05"},
		{"DELETE", "/api/v4/me/following/{id}", nil, smallBody, "F05"},
		{"POST", "/api/v4/me/followers/{id}", nil, smallBody, "F05"},
		{"DELETE", "/api/v4/me/followers/{id}", nil, smallBody, "F05"},
		{"GET", v4 + "/{id}/followInfo", nil, 0, "F05 F44"},
		{"GET", "/api/v5/users/{id}/followInfo", nil, 0, "F44"},
		{"GET", v4 + "/{id}/followers", follows, 0, "F05"},
		{"GET", v4 + "/{id}/following", follows, 0, "F05"},

		{"GET", "/api/v4/me/user-blocks", paged("isDeleted"), 0, "F44"},
		{"POST", "/api/v4/me/user-blocks/{id}", nil, smallBody, "F44"},
		{"DELETE", "/api/v4/me/user-blocks/{id}", nil, smallBody, "F44"},

		{"GET", "/api/v3/network-settings/chat", nil, 0, "F32"},
		{"GET", "/api/v3/network-settings/social", nil, 0, "F05"},
		{"POST", "/api/v3/allowlists/verify", nil, smallBody, "F79"},
		{"POST", "/api/v3/blocklists/verify", nil, smallBody, "F04"},
		{"GET", "/api/v3/files/{id}", nil, 0, "F35"},
		{"DELETE", "/api/v3/files/{id}", nil, smallBody, "F35"},
		{"GET", "/api/v3/sessions", nil, 0, "F10"},
	}
}
