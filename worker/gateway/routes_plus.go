package gateway

import "github.com/addend-go/addend/worker/wirejson"

// composedRoute is one row of the answers that the platform lacks. body names
// the keys of the JSON object it takes; nil: no body.
type composedRoute struct {
	method, pattern string
	query, body     []string
	answer          func(*composer) (wirejson.Object, *Problem)
	faq             string
}

// Composed lists the answers that are made of several calls of the platform, at
// most twelve each, for the documents.
func Composed() []Route {
	var routes []Route
	for _, c := range composedRoutes() {
		routes = append(routes, Route{Method: c.method, Pattern: c.pattern, Query: c.query, FAQ: c.faq})
	}
	return routes
}

func composedRoutes() []composedRoute {
	scan, page := keys("targetType targetId pages token"), keys("limit token")
	return []composedRoute{
		{"GET", "/plus/feed", keys("targetType targetId order dataTypes[] limit token"), nil, (*composer).feed, "F12 F62 F63 F65"},
		{"GET", "/plus/videos", keys("targetType targetId limit token"), nil, (*composer).videos, "F67"},
		{"GET", "/plus/posts/{id}", nil, nil, (*composer).postWithOriginal, "F63"},
		{"POST", "/plus/posts/{id}/share", nil, keys("targetType targetId text"), (*composer).share, "F63"},
		{"GET", "/plus/reacted", scan, nil, (*composer).reacted, "F12"},
		{"GET", "/plus/engaging", append(scan, "days"), nil, (*composer).engaging, "F20"},
		{"GET", "/plus/polls", scan, nil, (*composer).ownPolls, "F49"},

		{"GET", "/plus/favourites", nil, nil, (*composer).favourites, "F61"},
		{"GET", "/plus/favourites/posts", page, nil, (*composer).favouritePosts, "F61"},
		{"PUT", "/plus/favourites/{id}", nil, nil, (*composer).addFavourite, "F61"},
		{"DELETE", "/plus/favourites/{id}", nil, nil, (*composer).removeFavourite, "F61"},
		{"POST", "/plus/me/auth-token", nil, nil, (*composer).authTokenForUser, "F32"},
		{"PATCH", "/plus/me/metadata", nil, keys("set delete"), (*composer).mergeMetadata, "F13"},

		{"GET", "/plus/users/{id}", nil, nil, (*composer).profile, "F44 F62"},
		{"GET", "/plus/users/{id}/posts", scan, nil, (*composer).postsOf, "F69"},
		{"GET", "/plus/users/{id}/comments", append(scan, "referenceType", "referenceId"), nil, (*composer).commentsOf, "F39"},
		{"GET", "/plus/verified", keys("userIds[]"), nil, (*composer).verifiedUsers, "F62"},
		{"PUT", "/plus/conversations/{id}", nil, nil, (*composer).conversation, "F37"},

		{"GET", "/plus/push", nil, nil, (*composer).pushState, "F70"},
		{"PUT", "/plus/push", nil, keys("endpoint keys expirationTime"), (*composer).subscribe, "F70"},
		{"DELETE", "/plus/push", nil, nil, (*composer).unsubscribe, "F70"},

		{"GET", "/plus/communities/{id}/pinned", nil, nil, (*composer).pinned, "F65"},
		{"PUT", "/plus/communities/{id}/pinned/{post}", nil, nil, (*composer).pin, "F65"},
		{"DELETE", "/plus/communities/{id}/pinned", nil, nil, (*composer).unpin, "F65"},
	}
}
