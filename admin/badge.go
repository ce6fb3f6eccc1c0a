package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/addend-go/addend/admin/job"
	"github.com/addend-go/addend/admin/platform"
	"github.com/addend-go/addend/worker/badge"
)

// badgeCommand writes a signed badge into users' metadata, or takes it out. The
// rest of the metadata stays as it was read a moment before.
type badgeCommand struct {
	IDs  []string `arg:"" name:"id" help:"Users."`
	Days int      `default:"365" help:"How long the badge holds, 1 to 400 days."`
	Take bool     `help:"Take the badge away. A user may have kept a copy of it: ADDEND_BADGE_REVOKED at the worker makes that useless, too."`
}

// badgeKey is where the worker looks for a badge.
const badgeKey = "verified"

func (b *badgeCommand) Run(s *session) error {
	if b.Days < 1 || b.Days > 400 {
		return usage("--days takes a number from 1 to 400")
	}
	if err := s.connect(need{admin: true}); err != nil {
		return err
	}
	app, chosen, err := s.chosen()
	if err != nil {
		return err
	}
	text := func(string) any { return nil }
	if !b.Take {
		keys, err := badgeKeys(chosen.BadgeKeys)
		if err != nil {
			return err
		}
		until := s.now().Add(time.Duration(b.Days) * 24 * time.Hour)
		text = func(user string) any { return keys.Issue(app, user, until) }
	}
	items := func(yield func(job.Item, error) bool) {
		for _, id := range b.IDs {
			if !yield(job.Item{ID: id, Do: func(ctx context.Context) error { return setMetadata(ctx, s.client, id, badgeKey, text(id)) }}, nil) {
				return
			}
		}
	}
	verb := "given a badge"
	if b.Take {
		verb = "without a badge"
	}
	tally, err := job.Run(s, s.g.Workers, items, job.Failures{Out: s.log}, job.NewProgress(s.log, verb, len(b.IDs)), hopeless)
	return s.tell(tally, err, "")
}

// badgeKeys reads the keys as the worker does: base64, newest first, separated by
// commas. Only the first one signs.
func badgeKeys(list string) (*badge.Keys, error) {
	first, _, _ := strings.Cut(list, ",")
	plain := strings.NewReplacer("-", "+", "_", "/").Replace(strings.TrimRight(strings.TrimSpace(first), "="))
	key, err := base64.RawStdEncoding.DecodeString(plain)
	if err != nil || len(key) < badge.MinKey {
		return nil, usage("ADDEND_BADGE_KEYS has to begin with a key of at least %d bytes in base64: the one that the worker has", badge.MinKey)
	}
	return badge.New([][]byte{key}, nil)
}

// setMetadata sets one key of a user's metadata, or deletes it with nil.
func setMetadata(ctx context.Context, c *platform.Client, user, key string, value any) error {
	var answer struct {
		Users []struct {
			Metadata map[string]json.RawMessage `json:"metadata"`
		} `json:"users"`
	}
	if err := c.Do(ctx, platform.Call{Method: http.MethodGet, Path: "/api/v3/users/" + url.PathEscape(user), Into: &answer}); err != nil {
		return err
	}
	if len(answer.Users) != 1 {
		return fmt.Errorf("the answer about user %q names %d users", user, len(answer.Users))
	}
	metadata := map[string]any{}
	for name, raw := range answer.Users[0].Metadata {
		metadata[name] = raw
	}
	if value == nil {
		delete(metadata, key)
	} else {
		metadata[key] = value
	}
	return c.Do(ctx, platform.Call{Method: http.MethodPut, Path: "/api/v3/users", Body: map[string]any{"userId": user, "metadata": metadata}})
}
