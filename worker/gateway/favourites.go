package gateway

import (
	"encoding/base64"
	"slices"
	"strconv"

	"github.com/addend-go/addend/worker/wirejson"
)

const maxFavourites = 500

// favouritesKey is where favourites are in the user's metadata (FAQ F61).
const favouritesKey = "favouritePosts"

// favourites lists the ids of the posts a user saved, newest first.
func (c *composer) favourites() (wirejson.Object, *Problem) {
	metadata, bad := c.ownMetadata()
	return favouritesJSON(savedIn(metadata)), bad
}

// favouritePosts gives a page of the saved posts themselves; those that were
// deleted since are named as gone.
func (c *composer) favouritePosts() (wirejson.Object, *Problem) {
	limit, bad := c.limit(10)
	if bad != nil {
		return nil, bad
	}
	metadata, bad := c.ownMetadata()
	if bad != nil {
		return nil, bad
	}
	ids := savedIn(metadata)
	// The token is the last id seen: what is saved or removed meanwhile moves
	// no page.
	if token := c.r.URL.Query().Get("token"); token != "" {
		last, err := base64.RawURLEncoding.DecodeString(token)
		at := slices.Index(ids, string(last))
		if err != nil || at < 0 {
			return nil, problem("bad-query").with("token is the next of an earlier page; start again without one")
		}
		ids = ids[at+1:]
	}
	page, next := ids, ""
	if len(ids) > limit {
		page = ids[:limit]
		next = base64.RawURLEncoding.EncodeToString([]byte(page[limit-1]))
	}
	beside := around{}
	found, bad := c.postsByID(page, beside)
	if bad != nil {
		return nil, bad
	}
	posts, gone := []any{}, []any{}
	for _, id := range page {
		if post := found[id]; post != nil {
			posts = append(posts, marked(post))
		} else {
			gone = append(gone, id)
		}
	}
	answer := wirejson.Object{{Name: "posts", Value: posts}, {Name: "gone", Value: gone}}
	sides := beside.of(posts)
	answer = append(append(answer, sides...), wirejson.Member{Name: "verified", Value: c.verifiedIn(sides)})
	if next != "" {
		answer = append(answer, wirejson.Member{Name: "next", Value: next})
	}
	return answer, nil
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

func (c *composer) changeFavourites(change func([]string) []string) (wirejson.Object, *Problem) {
	var now []string
	_, bad := c.changeMetadata(func(metadata wirejson.Map) (bool, *Problem) {
		was := savedIn(metadata)
		if now = change(was); slices.Equal(was, now) {
			return false, nil
		}
		if len(now) > maxFavourites && len(now) > len(was) {
			return false, problem("too-many-favourites").with("at most " + strconv.Itoa(maxFavourites) + "; remove some first (FAQ F61)")
		}
		metadata[favouritesKey] = list(now)
		return true, nil
	})
	return favouritesJSON(now), bad
}

func savedIn(metadata wirejson.Map) []string {
	ids := []string{}
	saved, _ := metadata[favouritesKey].([]any)
	for _, one := range saved {
		if id, ok := one.(string); ok {
			ids = append(ids, id)
		}
	}
	return ids
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
