package main

import (
	"context"
	"fmt"
	"iter"
	"net/http"
	"net/url"

	"github.com/addend-go/addend/admin/job"
	"github.com/addend-go/addend/admin/platform"
)

type postsCommands struct {
	Purge purgeCommand `cmd:"" help:"Remove all posts of a community, of a user's feed, or of the whole application (FAQ F14)."`
}

// purgeCommand removes posts: the platform has no call for all of them.
type purgeCommand struct {
	Community string `xor:"where" required:"" placeholder:"ID" help:"Posts of this community."`
	User      string `xor:"where" required:"" placeholder:"ID" help:"Posts of this user's own feed."`
	All       bool   `xor:"where" required:"" help:"Posts of all communities and of all users' feeds."`
	Permanent bool   `help:"Remove for good. Otherwise the posts are marked as deleted."`
	doing
}

// target is a feed that posts are in.
type target struct{ kind, id string }

func (p *purgeCommand) Run(s *session) error {
	if err := s.connect(need{admin: true}); err != nil {
		return err
	}
	var ids []string
	feeds := 0
	for feed, err := range p.targets(s) {
		if err != nil {
			return err
		}
		feeds++
		before := len(ids)
		for post, err := range posts(s, feed) {
			if err != nil {
				return fmt.Errorf("posts of %s %s: %w", feed.kind, feed.id, err)
			}
			ids = append(ids, post.ID)
		}
		if n := len(ids) - before; n > 0 {
			fmt.Fprintf(s.out, "%s %s: %d posts\n", feed.kind, feed.id, n)
		}
	}
	fmt.Fprintf(s.out, "%d posts in %d feeds\n", len(ids), feeds)
	if len(ids) == 0 {
		return nil
	}
	if !p.Delete {
		fmt.Fprintln(s.out, "nothing was deleted: add --delete to do it")
		return nil
	}
	if err := s.confirm(p.Yes, "Deleting posts", len(ids)); err != nil {
		return err
	}
	query := url.Values{}
	if p.Permanent {
		query.Set("permanent", "true")
	}
	items := func(yield func(job.Item, error) bool) {
		for _, id := range ids {
			do := func(ctx context.Context) error {
				err := s.client.Do(ctx, platform.Call{Method: http.MethodDelete, Path: "/api/v4/posts/" + url.PathEscape(id), Query: query})
				if gone(err) {
					return nil
				}
				return err
			}
			if !yield(job.Item{ID: id, Do: do}, nil) {
				return
			}
		}
	}
	tally, err := job.Run(s, s.g.Workers, items, job.Failures{Out: s.log}, job.NewProgress(s.log, "deleted", len(ids)), hopeless)
	return s.tell(tally, err, "")
}

// targets are the feeds that the flags name.
func (p *purgeCommand) targets(s *session) iter.Seq2[target, error] {
	return func(yield func(target, error) bool) {
		switch {
		case p.Community != "":
			yield(target{"community", p.Community}, nil)
			return
		case p.User != "":
			yield(target{"user", p.User}, nil)
			return
		}
		for c, err := range communities(s) {
			if !yield(target{"community", c.ID}, err) || err != nil {
				return
			}
		}
		for u, err := range users(s) {
			if !yield(target{"user", u.ID}, err) || err != nil {
				return
			}
		}
	}
}
