package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/addend-go/addend/admin/job"
	"github.com/addend-go/addend/admin/platform"
)

// inactiveCommand lists who registered and was not active since: for the
// platform an inactive user is one who did not connect in the month that is
// counted (FAQ F87).
type inactiveCommand struct {
	Before string   `required:"" placeholder:"DATE" help:"Last active before this day, as 2026-05-01 (UTC)."`
	Except []string `placeholder:"ID" help:"Users that are kept whatever the report says."`
	doing
}

func (i *inactiveCommand) Run(s *session) error {
	before, err := time.Parse(time.DateOnly, i.Before)
	if err != nil {
		return usage("--before takes a day such as 2026-05-01")
	}
	if before.After(s.now()) {
		return usage("--before %s is yet to come: everybody would be inactive", i.Before)
	}
	if err := s.connect(need{admin: true}); err != nil {
		return err
	}
	active, err := lastActivity(s)
	if err != nil {
		return err
	}
	var found []activity
	for _, a := range active {
		if a.at.Before(before) && !slices.Contains(i.Except, a.user) {
			found = append(found, a)
		}
	}
	for _, a := range found {
		when := "never"
		if !a.at.IsZero() {
			when = a.at.Format(time.DateOnly)
		}
		fmt.Fprintf(s.out, "%s\t%s\n", a.user, when)
	}
	fmt.Fprintf(s.log, "%d of %d users were not active since %s\n", len(found), len(active), i.Before)
	if len(found) == 0 || !i.Delete {
		return nil
	}
	ids := make([]string, len(found))
	for k, a := range found {
		ids[k] = a.user
	}
	return deleteUsers(s, ids, i.Yes)
}

// deleteUsersCommand deletes users by name.
type deleteUsersCommand struct {
	IDs []string `arg:"" name:"id" help:"Users to delete. Their name becomes Deleted user; nothing brings them back (FAQ F81)."`
	Yes bool     `help:"Do not ask first."`
}

func (d *deleteUsersCommand) Run(s *session) error {
	if err := s.connect(need{admin: true}); err != nil {
		return err
	}
	return deleteUsers(s, d.IDs, d.Yes)
}

func deleteUsers(s *session, ids []string, yes bool) error {
	if err := s.confirm(yes, "Deleting users", len(ids)); err != nil {
		return err
	}
	var items iter.Seq2[job.Item, error] = func(yield func(job.Item, error) bool) {
		for _, id := range ids {
			do := func(ctx context.Context) error {
				return s.client.Do(ctx, platform.Call{Method: http.MethodDelete, Path: "/api/v4/users/" + url.PathEscape(id)})
			}
			if !yield(job.Item{ID: id, Do: do}, nil) {
				return
			}
		}
	}
	tally, err := job.Run(s, s.g.Workers, items, job.Failures{Out: s.log}, job.NewProgress(s.log, "deleted", len(ids)), hopeless)
	return s.tell(tally, err, "")
}

// activity is a row of the platform's report.
type activity struct {
	user string
	at   time.Time // zero: never
}

// lastActivity reads the report of last activity, which the platform offers to
// applications of 5,000 users and more.
func lastActivity(s *session) ([]activity, error) {
	var body []byte
	const path = "/api/v1/reports/user-last-activity"
	if err := s.client.Do(s, platform.Call{Method: http.MethodGet, Path: path, Into: &body}); err != nil {
		return nil, err
	}
	table := csv.NewReader(bytes.NewReader(body))
	header, err := table.Read()
	if err != nil {
		return nil, fmt.Errorf("GET %s: no table in the answer: %w", path, err)
	}
	id, at := slices.Index(header, "user_public_id"), slices.Index(header, "last_active_utc")
	if id < 0 || at < 0 {
		return nil, fmt.Errorf("GET %s: the table has no user_public_id and last_active_utc", path)
	}
	var found []activity
	for {
		row, err := table.Read()
		if err == io.EOF {
			return found, nil
		}
		if err != nil {
			return nil, fmt.Errorf("GET %s: %w", path, err)
		}
		a := activity{user: row[id]}
		if row[at] != "" {
			if a.at, err = time.Parse(time.RFC3339, row[at]); err != nil {
				return nil, fmt.Errorf("GET %s: %q is no time: nobody is called inactive by a report that cannot be read", path, row[at])
			}
		}
		found = append(found, a)
	}
}
