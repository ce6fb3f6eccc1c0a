package main

import (
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/addend-go/addend/admin/platform"
)

// followCommand shows or sets isFollowWithRequestEnabled (FAQ F05).
type followCommand struct {
	Requests string `enum:"on,off," default:"" placeholder:"on|off" help:"on: a follower asks first. off: anybody may follow. Without the flag the setting is shown."`
}

const socialSettings = "/api/v3/network-settings/social"

func (f *followCommand) Run(s *session) error {
	if err := s.connect(need{admin: true}); err != nil {
		return err
	}
	if f.Requests != "" {
		body := map[string]bool{"isFollowWithRequestEnabled": f.Requests == "on"}
		if err := s.client.Do(s, platform.Call{Method: http.MethodPut, Path: socialSettings, Body: body}); err != nil {
			return err
		}
	}
	// The documents disagree whether the settings are nested: both are read.
	var answer struct {
		Flat   json.RawMessage `json:"isFollowWithRequestEnabled"`
		Nested struct {
			Set json.RawMessage `json:"isFollowWithRequestEnabled"`
		} `json:"socialNetworkSetting"`
	}
	if err := s.client.Do(s, platform.Call{Method: http.MethodGet, Path: socialSettings, Into: &answer}); err != nil {
		return err
	}
	raw := answer.Nested.Set
	if raw == nil {
		raw = answer.Flat
	}
	switch string(raw) {
	case "true":
		fmt.Fprintln(s.out, "on: a follower asks first")
	case "false":
		fmt.Fprintln(s.out, "off: anybody may follow")
	default:
		return fmt.Errorf("GET %s does not say isFollowWithRequestEnabled", socialSettings)
	}
	return nil
}
