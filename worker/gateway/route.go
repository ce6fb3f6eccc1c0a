package gateway

import (
	"slices"
	"strings"
)

// Route is one row of the allow-list: what the worker passes on.
type Route struct {
	Method  string
	Pattern string // of http.ServeMux; {name} is one segment
	Query   []string
	MaxBody int64 // bytes of JSON; 0: no body
	FAQ     string
}

// Sizes of JSON bodies. A text of 50,000 UTF-16 units is at most 300,000 bytes
// of escaped JSON; metadata comes on top.
const (
	smallBody = 64 << 10
	textBody  = 1 << 20
)

// Routes lists every path of the platform that a signed-in user reaches
// through the worker. What is not here, admin calls above all, is refused.
func Routes() []Route {
	return slices.Concat(userRoutes(), communityRoutes(), postRoutes(), channelRoutes(), messageRoutes())
}

// Query keys that come in groups.
func paged(keys ...string) []string {
	return append(keys, "limit", "token", "options[limit]", "options[token]", "options[after]", "options[before]",
		"options[first]", "options[last]", "options[skip]", "options[type]", "options[pageSize]")
}

func keys(list string) []string { return strings.Fields(list) }
