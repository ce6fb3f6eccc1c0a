package emulator

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

// settingDefaults are the settings of a new network. A setting that is not
// here does not exist; its value's type is the setting's type.
func settingDefaults() map[string]map[string]any {
	return map[string]map[string]any{
		"social": {
			"isFollowWithRequestEnabled": false, "userPrivacySetting": "public", "isAllowEditPostWhenReviewingEnabled": false,
			"showOnlyMyFeed": false, "showMyPost": true, "showEveryonePost": false, "showCommunityPost": true, "showFollowingPost": true,
			"disallowNonMemberInteractInCommunity": false, "storyExpiryTimeMinutes": 1440.0, "allowJoinPrivateCommunity": false,
			"maxGlobalPinnedPost": 5.0, "allowEditPostWhenReviewingEnabled": false,
		},
		"chat":       {"enabled": true, "messagePreview": map[string]any{"enabled": true, "isIncludeDeleted": false}, "mention": map[string]any{"isAllowMentionedChannelEnabled": true}},
		"moderation": {"isWhitelistEnabled": false},
		"webhook":    {"webhookEnabled": false},
		"feed-setting": {"feedSettingType": "newest", "feedSettings": []any{
			map[string]any{"feedType": "post", "contentSettings": []any{map[string]any{"contentType": "video"}, map[string]any{"contentType": "image"}}},
		}},
		"users":           {"isUserDisplayNameUnique": false},
		"semantic-search": {"enabled": false},
		"content-search":  {"enabled": true},
	}
}

// setting reads one group of settings: the defaults, overlaid with what was set.
func (c *call) setting(name string) (map[string]any, error) {
	values, known := settingDefaults()[name]
	if !known {
		return nil, notFound("network setting", name)
	}
	if name == "webhook" { // naming a URL is asking for events
		values["webhookEnabled"] = c.net.hooks.any()
	}
	var raw string
	err := c.tx.Row("SELECT value FROM settings WHERE name = ?", "setting."+name).Scan(&raw)
	if errors.Is(err, sql.ErrNoRows) {
		return values, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(raw), &values)
	}
	return values, err
}

func (c *call) settingOn(group, name string) (bool, error) {
	values, err := c.setting(group)
	on, _ := values[name].(bool)
	return on, err
}

func (c *call) searchEnabled() (bool, error) { return c.settingOn("content-search", "enabled") }

// getSetting answers GET /api/v3/network-settings/{name}, flat as the documents
// say, and for social also in the object the client reads.
func getSetting(c *call) (any, error) {
	name := c.param("name")
	values, err := c.setting(name)
	if err != nil {
		return nil, err
	}
	if name == "social" {
		nested := maps.Clone(values)
		values["socialNetworkSetting"] = nested
	}
	return values, nil
}

// putSetting answers PUT /api/v3/network-settings/{name}: what is sent changes,
// the rest stays (FAQ F05). Unknown names are ignored, wrong types refused.
func putSetting(c *call) (any, error) {
	if err := c.requireAdmin(); err != nil {
		return nil, err
	}
	name := c.param("name")
	values, err := c.setting(name)
	if err != nil {
		return nil, err
	}
	var in map[string]any
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if err := overlay(name, values, in); err != nil {
		return nil, err
	}
	if err := c.saveSetting(name, values); err != nil {
		return nil, err
	}
	return getSetting(c)
}

func (c *call) saveSetting(name string, value any) error {
	_, err := c.tx.Exec("INSERT INTO settings(name, value) VALUES(?1, ?2) ON CONFLICT(name) DO UPDATE SET value = ?2", "setting."+name, toJSON(value))
	return err
}

func kindOf(v any) string { return reflect.TypeOf(v).Kind().String() }

// overlay puts what was sent over the values of a group of settings.
func overlay(name string, values, in map[string]any) error {
	var v check
	for key, value := range in {
		have, known := values[key]
		switch {
		case !known:
		case reflect.TypeOf(have) != reflect.TypeOf(value):
			v.addf("%q must be %s", clip(key, 80), article(kindOf(have)))
		default:
			values[key] = value
		}
	}
	if name == "social" {
		v.word("userPrivacySetting", fmt.Sprint(values["userPrivacySetting"]), "public", "private")
	}
	return v.err()
}

// checkSettings refuses settings that do not exist or have another type. What
// a client sends too much is ignored; in a file it is a slip of the pen.
func checkSettings(settings map[string]map[string]any) error {
	known := settingDefaults()
	for group, in := range settings {
		values := known[group]
		if values == nil {
			return fmt.Errorf("settings: there is no group %q, only %s", group, strings.Join(slices.Sorted(maps.Keys(known)), ", "))
		}
		for key := range in {
			if _, ok := values[key]; !ok {
				return fmt.Errorf("settings: %s has no %q, only %s", group, key, strings.Join(slices.Sorted(maps.Keys(values)), ", "))
			}
		}
		var wrong *apiError
		if errors.As(overlay(group, values, in), &wrong) {
			return fmt.Errorf("settings of %s: %s", group, strings.Join(wrong.detail, "; "))
		}
	}
	return nil
}

// apply sets settings the way an administrator would.
func (net *network) apply(settings map[string]map[string]any) error {
	return net.db.Update(func(tx *sqlite.Tx) error {
		c := &call{net: net, tx: tx}
		for group, in := range settings {
			values, err := c.setting(group)
			if err != nil {
				return err
			}
			if err := errors.Join(overlay(group, values, in), c.saveSetting(group, values)); err != nil {
				return err
			}
		}
		return nil
	})
}
