package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"os"
	"strings"

	"github.com/addend-go/addend/admin/job"
	"github.com/addend-go/addend/admin/platform"
)

// importCommand registers a session for each user, which is how the platform
// makes users (FAQ F01), and ends that session again: no token is left behind.
type importCommand struct {
	File   string `arg:"" help:"CSV with a header (userId, displayName, description, avatarCustomUrl, roles, metadata, metadata.<key>), or JSON Lines; - reads standard input."`
	Report string `placeholder:"FILE" help:"A line of JSON for each user; users done there are skipped. Default: FILE.report.jsonl."`
	DryRun bool   `help:"Only check the rows."`
}

func (i *importCommand) Run(s *session) error {
	report := i.Report
	in := s.in
	if i.File != "-" {
		f, err := os.Open(i.File)
		if err != nil {
			return usage("%w", err)
		}
		defer f.Close()
		in = f
		if report == "" {
			report = i.File + ".report.jsonl"
		}
	}
	if i.DryRun {
		return i.check(s, in)
	}
	if report == "" {
		return usage("users from standard input need a --report file, so that a second start knows what the first one did")
	}
	if err := s.connect(need{key: true}); err != nil {
		return err
	}
	ledger, err := job.OpenLedger(report)
	if err != nil {
		return err
	}
	defer ledger.Close()
	tally, err := job.Run(s, s.g.Workers, i.items(s, in), ledger, job.NewProgress(s.log, "registered", 0), hopeless)
	return s.tell(tally, err, report)
}

func (i *importCommand) check(s *session, in io.Reader) error {
	good, bad := 0, 0
	seen := map[string]int{}
	for p, err := range people(in) {
		if err != nil {
			return err
		}
		if p.err == nil && seen[p.UserID] > 0 {
			p.err = fmt.Errorf("the user id stands in line %d already", seen[p.UserID])
		}
		if p.err != nil {
			bad++
			fmt.Fprintf(s.out, "line %d: %v\n", p.line, p.err)
			continue
		}
		seen[p.UserID] = p.line
		good++
	}
	fmt.Fprintf(s.out, "%d users to register, %d rows wrong\n", good, bad)
	if bad > 0 {
		return fmt.Errorf("%d rows are wrong", bad)
	}
	return nil
}

func (i *importCommand) items(s *session, in io.Reader) iter.Seq2[job.Item, error] {
	device := "addend-import-" + rand.Text()
	return func(yield func(job.Item, error) bool) {
		seen := map[string]bool{}
		for p, err := range people(in) {
			item := job.Item{ID: p.UserID, Line: p.line, Err: p.err}
			if item.ID == "" {
				item.ID = fmt.Sprintf("line %d", p.line)
			}
			if err == nil && p.err == nil {
				if seen[p.UserID] {
					item.Err = fmt.Errorf("the user id stands in the file twice")
				} else {
					item.Do = func(ctx context.Context) error { return register(ctx, s.client, device, p) }
				}
				seen[p.UserID] = true
			}
			if !yield(item, err) || err != nil {
				return
			}
		}
	}
}

// register makes the user, or changes the one that is there, and gives him what
// the row says.
func register(ctx context.Context, c *platform.Client, device string, p person) error {
	body := map[string]any{"userId": p.UserID, "deviceId": device, "deviceInfo": map[string]string{"kind": "node"}}
	if p.DisplayName != "" {
		body["displayName"] = p.DisplayName
	}
	if c.ServerKey != "" {
		var answer []byte
		err := c.Do(ctx, platform.Call{As: platform.Server, Method: http.MethodPost, Path: "/api/v4/authentication/token", Body: map[string]string{"userId": p.UserID}, Into: &answer})
		if err != nil {
			return err
		}
		token, err := tokenOf(answer)
		if err != nil {
			return err
		}
		body["authToken"] = token
	}
	var session struct {
		Token string `json:"accessToken"`
	}
	if err := c.Do(ctx, platform.Call{As: platform.Key, Method: http.MethodPost, Path: "/api/v5/sessions", Body: body, Into: &session}); err != nil {
		return err
	}
	err := describe(ctx, c, session.Token, p)
	// The session was only the way to make the user.
	if end := c.Do(ctx, platform.Call{As: platform.Session, Token: session.Token, Method: http.MethodDelete, Path: "/api/v4/sessions"}); err == nil {
		err = end
	}
	return err
}

// describe writes what a session's registration does not take. Roles are the
// administrator's to give, the rest is the user's own.
func describe(ctx context.Context, c *platform.Client, token string, p person) error {
	own := map[string]any{"userId": p.UserID}
	if p.Description != "" {
		own["description"] = p.Description
	}
	if p.AvatarCustomURL != "" {
		own["avatarCustomUrl"] = p.AvatarCustomURL
	}
	if p.Metadata != nil {
		own["metadata"] = p.Metadata
	}
	if len(own) > 1 {
		if err := c.Do(ctx, platform.Call{As: platform.Session, Token: token, Method: http.MethodPut, Path: "/api/v3/users", Body: own}); err != nil {
			return err
		}
	}
	if len(p.Roles) == 0 {
		return nil
	}
	return c.Do(ctx, platform.Call{Method: http.MethodPut, Path: "/api/v3/users", Body: map[string]any{"userId": p.UserID, "roles": p.Roles}})
}

// tokenOf reads the answer of the authentication call: plain text, a JSON string
// or an object with the token, as the versions of the call differ.
func tokenOf(answer []byte) (string, error) {
	var object struct {
		Token string `json:"token"`
	}
	text := strings.TrimSpace(string(answer))
	switch {
	case json.Unmarshal(answer, &text) == nil:
	case json.Unmarshal(answer, &object) == nil:
		text = object.Token
	}
	if text == "" || strings.ContainsAny(text, " \r\n<{") {
		return "", errors.New("the platform's answer holds no authentication token")
	}
	return text, nil
}
