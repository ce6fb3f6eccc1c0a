package gateway

import (
	"cmp"
	"slices"

	"github.com/addend-go/addend/worker/wirejson"
)

// sideLists are the lists that come beside posts and comments, with the field
// that names an object of them; each may name objects of later lists only.
var sideLists = [][2]string{
	{"postChildren", "postId"}, {"comments", "commentId"}, {"communities", "communityId"}, {"communityUsers", "communityId"},
	{"categories", "categoryId"}, {"polls", "pollId"}, {"videoStreamings", "streamId"}, {"users", "userId"}, {"files", "fileId"},
}

// around holds what came beside the pages of a scan.
type around map[string]map[string]wirejson.Map

// add takes the lists of one answer; an object seen before is replaced.
func (a around) add(answer wirejson.Map) {
	for _, list := range sideLists {
		for _, one := range items(answer, list[0]) {
			id := text(one, list[1])
			if id == "" {
				continue
			}
			if list[0] == "communityUsers" {
				id += " " + text(one, "userId")
			}
			if a[list[0]] == nil {
				a[list[0]] = map[string]wirejson.Map{}
			}
			a[list[0]][id] = one
		}
	}
}

// of gives the lists with what the kept objects name, directly or through what
// they name: a page that kept two posts does not carry the people of the rest.
func (a around) of(kept ...any) []wirejson.Member {
	named := map[string]bool{}
	for _, one := range kept {
		mention(named, one)
	}
	var out []wirejson.Member
	for _, list := range sideLists {
		found := []any{}
		for _, one := range a.sorted(list[0]) {
			if named[text(one, list[1])] {
				mention(named, one)
				found = append(found, one)
			}
		}
		out = append(out, wirejson.Member{Name: list[0], Value: found})
	}
	return out
}

func (a around) sorted(list string) []wirejson.Map {
	ids := make([]string, 0, len(a[list]))
	for id := range a[list] {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, cmp.Compare)
	out := make([]wirejson.Map, len(ids))
	for i, id := range ids {
		out[i] = a[list][id]
	}
	return out
}

// mention collects every text of a value: an id is one of them wherever the
// platform puts it.
func mention(named map[string]bool, v any) {
	switch v := v.(type) {
	case string:
		named[v] = true
	case []any:
		for _, one := range v {
			mention(named, one)
		}
	case wirejson.Map:
		for _, one := range v {
			mention(named, one)
		}
	}
}
