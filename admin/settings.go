package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/addend-go/addend/admin/platform"
	"github.com/addend-go/addend/socialplus"
)

// application is one application of the platform as the environment names it: by
// the settings that the worker has, and ADDEND_ADMIN_TOKEN.
type application struct {
	Region     string `json:"ADDEND_REGION"`
	Upstream   string `json:"ADDEND_UPSTREAM"`
	APIKey     string `json:"ADDEND_API_KEY"`
	ServerKey  string `json:"ADDEND_SERVER_KEY"`
	AdminToken string `json:"ADDEND_ADMIN_TOKEN"`
	BadgeKeys  string `json:"ADDEND_BADGE_KEYS"`
}

// need says which keys a command cannot do without.
type need struct{ admin, key bool }

// connect gives the client of the one application that the command is for.
func (s *session) connect(n need) error {
	name, app, err := s.chosen()
	if err != nil {
		return err
	}
	s.client, err = s.clientOf(name, app, n)
	return err
}

func (s *session) chosen() (string, application, error) {
	apps, err := s.applications()
	if err != nil {
		return "", application{}, err
	}
	if s.g.App != "" {
		app, ok := apps[s.g.App]
		if !ok {
			return "", app, usage("ADDEND_APPS names no application %q; it has %s", s.g.App, strings.Join(names(apps), ", "))
		}
		return s.g.App, app, nil
	}
	if len(apps) > 1 {
		return "", application{}, usage("ADDEND_APPS names several applications: choose one by --app, of %s", strings.Join(names(apps), ", "))
	}
	for name, app := range apps {
		return name, app, nil
	}
	return "", application{}, usage("ADDEND_APPS names no application")
}

// applications are those of ADDEND_APPS, the worker's own table, or the one of the single settings,
// whose name is empty.
func (s *session) applications() (map[string]application, error) {
	text := strings.TrimSpace(s.get("ADDEND_APPS"))
	if text == "" {
		return map[string]application{"": {
			Region: s.get("ADDEND_REGION"), Upstream: s.get("ADDEND_UPSTREAM"),
			APIKey: s.get("ADDEND_API_KEY"), ServerKey: s.get("ADDEND_SERVER_KEY"), AdminToken: s.get("ADDEND_ADMIN_TOKEN"), BadgeKeys: s.get("ADDEND_BADGE_KEYS"),
		}}, nil
	}
	var apps map[string]application
	if err := json.Unmarshal([]byte(text), &apps); err != nil {
		// The text holds keys: no part of it is shown.
		return nil, usage("ADDEND_APPS is not JSON of the form {\"shop\": {\"ADDEND_REGION\": \"eu\", \"ADDEND_ADMIN_TOKEN\": …}}")
	}
	return apps, nil
}

func names(apps map[string]application) []string { return slices.Sorted(maps.Keys(apps)) }

func (s *session) clientOf(name string, app application, n need) (*platform.Client, error) {
	of := ""
	if name != "" {
		of = " of " + name
	}
	base, err := baseOf(app)
	if err != nil {
		return nil, usage("application%s: %w", of, err)
	}
	if n.admin && app.AdminToken == "" {
		return nil, usage("no admin token%s: set ADDEND_ADMIN_TOKEN (console: Settings > Admin users)", of)
	}
	if n.key && app.APIKey == "" {
		return nil, usage("no API key%s: set ADDEND_API_KEY (console: Settings > Security)", of)
	}
	return &platform.Client{Base: base, APIKey: app.APIKey, ServerKey: app.ServerKey, AdminToken: app.AdminToken, HTTP: s.http(), Pace: platform.NewPace(s.g.Rate)}, nil
}

// baseOf is the base URL. Only https, or http to this machine: a token does not
// travel in the clear.
func baseOf(app application) (string, error) {
	if app.Upstream == "" {
		if app.Region == "" {
			return "", fmt.Errorf("no region: set ADDEND_REGION (eu, sg or us), or ADDEND_UPSTREAM")
		}
		region, err := socialplus.ParseRegion(app.Region)
		return region.BaseURL(), err
	}
	u, err := url.Parse(app.Upstream)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return "", fmt.Errorf("ADDEND_UPSTREAM is not a base URL such as https://apix.eu.amity.co")
	}
	local := u.Hostname() == "localhost" || u.Hostname() == "127.0.0.1" || u.Hostname() == "::1"
	if u.Scheme != "https" && !(u.Scheme == "http" && local) {
		return "", fmt.Errorf("ADDEND_UPSTREAM has to be https; http only to this machine")
	}
	return strings.TrimSuffix(u.String(), "/"), nil
}
