package main

import (
	"fmt"
	"net/http"
	"net/url"

	"github.com/addend-go/addend/admin/platform"
)

type communitiesCommands struct {
	Delete communityDelete `cmd:"" help:"Delete a community; it is marked as deleted (FAQ F26)."`
	Roles  rolesCommand    `cmd:"" help:"Give members a role, or take it (FAQ F24)."`
	Remove removeCommand   `cmd:"" help:"Remove members (FAQ F25)."`
}

type communityDelete struct {
	ID  string `arg:"" help:"The community."`
	Yes bool   `help:"Do not ask first."`
}

func (d *communityDelete) Run(s *session) error {
	if err := s.connect(need{admin: true}); err != nil {
		return err
	}
	if err := s.confirm(d.Yes, "Deleting a community", 1); err != nil {
		return err
	}
	if err := s.client.Do(s, platform.Call{Method: http.MethodDelete, Path: communityPath(d.ID, "")}); err != nil {
		return err
	}
	fmt.Fprintln(s.out, "deleted")
	return nil
}

type rolesCommand struct {
	Change    string   `arg:"" enum:"add,remove" help:"add or remove."`
	Community string   `arg:"" help:"The community."`
	Users     []string `arg:"" name:"user" help:"The members."`
	Role      string   `default:"community-moderator" help:"The role."`
}

func (r *rolesCommand) Run(s *session) error {
	if err := s.connect(need{admin: true}); err != nil {
		return err
	}
	method := map[string]string{"add": http.MethodPost, "remove": http.MethodDelete}[r.Change]
	body := map[string]any{"userIds": r.Users, "roles": []string{r.Role}}
	if err := s.client.Do(s, platform.Call{Method: method, Path: communityPath(r.Community, "/users/roles"), Body: body}); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%s: %s %s for %d\n", r.Community, r.Change, r.Role, len(r.Users))
	return nil
}

type removeCommand struct {
	Community string   `arg:"" help:"The community."`
	Users     []string `arg:"" name:"user" help:"The members."`
}

func (r *removeCommand) Run(s *session) error {
	if err := s.connect(need{admin: true}); err != nil {
		return err
	}
	body := map[string]any{"communityId": r.Community, "userIds": r.Users}
	if err := s.client.Do(s, platform.Call{Method: http.MethodDelete, Path: communityPath(r.Community, "/users"), Body: body}); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%s: %d removed\n", r.Community, len(r.Users))
	return nil
}

func communityPath(id, rest string) string {
	return "/api/v3/communities/" + url.PathEscape(id) + rest
}
