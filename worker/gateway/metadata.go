package gateway

import (
	"net/http"
	"net/url"

	"github.com/addend-go/addend/worker/wirejson"
)

// maxMetadataKeys bounds one merge.
const maxMetadataKeys = 100

// mergeMetadata sets and deletes single keys of the user's metadata and keeps
// the rest, which the platform's own call replaces whole (FAQ F13).
func (c *composer) mergeMetadata() (wirejson.Object, *Problem) {
	set, isMap := c.body["set"].(wirejson.Map)
	remove, isList := c.body["delete"].([]any)
	if c.body["set"] != nil && !isMap || c.body["delete"] != nil && !isList || len(set)+len(remove) == 0 || len(set)+len(remove) > maxMetadataKeys {
		return nil, problem("bad-body").with(`send {"set": {"key": value}, "delete": ["key"]}, at most 100 keys together`)
	}
	for _, one := range remove {
		key, ok := one.(string)
		if _, both := set[key]; !ok || both {
			return nil, problem("bad-body").with("delete lists keys, none of which is in set")
		}
	}
	return c.changeMetadata(func(metadata wirejson.Map) (bool, *Problem) {
		for key, value := range set {
			metadata[key] = value
		}
		for _, key := range remove {
			delete(metadata, key.(string))
		}
		return true, nil
	})
}

// changeMetadata reads the user's metadata, changes it and writes it back. The
// turn makes two changes through the worker two changes.
func (c *composer) changeMetadata(change func(wirejson.Map) (changed bool, bad *Problem)) (wirejson.Object, *Problem) {
	return c.locked(c.user, func() (wirejson.Object, *Problem) {
		metadata, bad := c.ownMetadata()
		if bad != nil {
			return nil, bad
		}
		changed, bad := change(metadata)
		if bad == nil && changed {
			_, bad = c.call(http.MethodPut, "/api/v3/users", nil, wirejson.Object{{Name: "userId", Value: c.user}, {Name: "metadata", Value: metadata}})
		}
		return wirejson.Object{{Name: "metadata", Value: metadata}}, bad
	})
}

func (c *composer) ownMetadata() (wirejson.Map, *Problem) {
	user, bad := c.userByID(c.user, around{})
	if bad != nil {
		return nil, bad
	}
	metadata, _ := user["metadata"].(wirejson.Map)
	if metadata == nil {
		metadata = wirejson.Map{}
	}
	return metadata, nil
}

func (c *composer) userByID(id string, beside around) (wirejson.Map, *Problem) {
	m, bad := c.call(http.MethodGet, "/api/v3/users/"+url.PathEscape(id), nil, nil)
	if bad != nil {
		return nil, bad
	}
	beside.add(m)
	for _, one := range items(m, "users") {
		if text(one, "userId") == id {
			return one, nil
		}
	}
	return nil, problem("upstream-malformed")
}
