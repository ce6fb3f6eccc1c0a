package gateway

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/addend-go/addend/worker/wirejson"
)

const maxFavourites = 500

// favouritesKey is where favourites are in the user's metadata (FAQ F61).
const favouritesKey = "favouritePosts"

// favourites lists the ids of the posts a user saved, newest first.
func (c *composer) favourites() (wirejson.Object, *Problem) {
	_, ids, bad := c.readFavourites()
	return favouritesJSON(ids), bad
}

func (c *composer) addFavourite() (wirejson.Object, *Problem) {
	id := c.r.PathValue("id")
	return c.changeFavourites(func(ids []string) []string {
		if slices.Contains(ids, id) {
			return ids
		}
		return append([]string{id}, ids...)
	})
}

func (c *composer) removeFavourite() (wirejson.Object, *Problem) {
	id := c.r.PathValue("id")
	return c.changeFavourites(func(ids []string) []string {
		return slices.DeleteFunc(slices.Clone(ids), func(one string) bool { return one == id })
	})
}

// changeFavourites reads the metadata, changes the one key and writes the rest
// back as it was: the platform replaces metadata whole. The lock makes two
// changes through the worker two changes.
func (c *composer) changeFavourites(change func([]string) []string) (wirejson.Object, *Problem) {
	return c.locked(func() (wirejson.Object, *Problem) {
		metadata, ids, bad := c.readFavourites()
		if bad != nil {
			return nil, bad
		}
		changed := change(ids)
		switch {
		case len(changed) > maxFavourites && len(changed) > len(ids):
			return nil, problem("too-many-favourites")
		case slices.Equal(changed, ids):
			return favouritesJSON(ids), nil
		}
		metadata[favouritesKey] = list(changed)
		_, bad = c.call(http.MethodPut, "/api/v3/users", nil, wirejson.Object{{Name: "userId", Value: c.user}, {Name: "metadata", Value: metadata}})
		return favouritesJSON(changed), bad
	})
}

func (c *composer) readFavourites() (wirejson.Map, []string, *Problem) {
	m, bad := c.call(http.MethodGet, "/api/v3/users/"+url.PathEscape(c.user), nil, nil)
	if bad != nil {
		return nil, nil, bad
	}
	for _, u := range items(m, "users") {
		if text(u, "userId") != c.user {
			continue
		}
		metadata, _ := u["metadata"].(wirejson.Map)
		if metadata == nil {
			metadata = wirejson.Map{}
		}
		ids := []string{}
		saved, _ := metadata[favouritesKey].([]any)
		for _, one := range saved {
			if id, ok := one.(string); ok {
				ids = append(ids, id)
			}
		}
		return metadata, ids, nil
	}
	return nil, nil, problem("upstream-malformed")
}

func favouritesJSON(ids []string) wirejson.Object {
	return wirejson.Object{{Name: "favourites", Value: ids}}
}

func list(ids []string) []any {
	out := make([]any, len(ids))
	for i, id := range ids {
		out[i] = id
	}
	return out
}
