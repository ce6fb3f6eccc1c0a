package emulator

import (
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Options configure an emulator. The zero value is not enough: at least one
// network, by APIKey or Networks, is needed.
type Options struct {
	APIKey     string // x-api-key of the first network
	ServerKey  string // x-server-key of the first network; empty turns secure mode off
	AdminToken string // bearer of the first network's administrator; empty: there is none
	// ApplicationSecret is the first network's secret that signs visitors in;
	// empty: the network has no visitors and no bots.
	ApplicationSecret string
	Webhooks          []Webhook // URLs of the first network that are told of events; at most 10

	// Networks are further applications, each with data of its own (FAQ F89).
	Networks []Network

	DataDir   string // folder to keep data in; empty keeps everything in memory
	Seed      bool   // fill the first network with the repair café while it is empty
	PublicURL string // base of fileUrl, such as http://127.0.0.1:9090; empty: the request's own host
	PageSize  int    // items in a page when the request names no limit: 1 to 100, 0 means 20
	RateLimit int    // calls per user in 5 seconds; 0 means 100, negative switches the limit off

	// The knobs, as they stand at the start; methods of Server and the control API
	// turn them later.
	Now    time.Time // where the clock starts; zero: the machine's time
	Frozen bool      // the clock stands still until Advance or Resume
	Fault  Fault     // what goes wrong on purpose

	Logger *slog.Logger // defects of the emulator itself; nil discards
}

// Network is one application of the platform. Networks share nothing.
type Network struct {
	ID         string    `json:"id"` // first segment of every path; 1 to 40 letters, digits, - or _
	APIKey     string    `json:"apiKey"`
	ServerKey  string    `json:"serverKey"`  // empty turns secure mode off
	AdminToken string    `json:"adminToken"` // empty: there is no administrator
	Webhooks   []Webhook `json:"webhooks"`   // at most 10

	ApplicationSecret string `json:"applicationSecret"` // signs visitors in
	Seed              bool   `json:"seed"`              // fill it with the repair café while it is empty

	// Settings are network settings by group and name, as PUT
	// /api/v3/network-settings/{group} takes them; they are set at every start.
	Settings map[string]map[string]any `json:"settings"`
}

// Webhook is a URL that is told of events. Secret signs the bodies.
type Webhook struct {
	URL    string `json:"url"`
	Secret string `json:"secret"`
	// PushNotifications tells it of what goes to phones as well.
	PushNotifications bool `json:"pushNotifications"`
	// Duplicates delivers every event a second time, signed in x-eko-signature.
	Duplicates bool `json:"duplicates"`
}

var networkID = regexp.MustCompile(`^[A-Za-z0-9_-]{1,40}$`)

func (o Options) withDefaults() (Options, error) {
	if o.APIKey != "" {
		first := Network{ID: "network", APIKey: o.APIKey, ServerKey: o.ServerKey, AdminToken: o.AdminToken, Webhooks: o.Webhooks, ApplicationSecret: o.ApplicationSecret}
		o.Networks = append([]Network{first}, o.Networks...)
	}
	if len(o.Networks) == 0 {
		return o, errors.New("no api key: name the key the clients will send")
	}
	if o.Seed {
		o.Networks = slices.Clone(o.Networks)
		o.Networks[0].Seed = true
	}
	ids, keys := map[string]bool{}, map[string]bool{}
	for i, n := range o.Networks {
		if !networkID.MatchString(n.ID) {
			return o, fmt.Errorf("network %d has the id %q: use 1 to 40 letters, digits, hyphens or underscores", i+1, n.ID)
		}
		if n.APIKey == "" {
			return o, fmt.Errorf("network %q has no api key", n.ID)
		}
		if ids[strings.ToLower(n.ID)] || keys["key "+n.APIKey] || keys["admin "+n.AdminToken] || keys["server "+n.ServerKey] {
			return o, fmt.Errorf("network %q repeats the id, a key or the token of another: each needs its own", n.ID)
		}
		if err := errors.Join(checkWebhooks(n.Webhooks), checkSettings(n.Settings)); err != nil {
			return o, fmt.Errorf("network %q: %w", n.ID, err)
		}
		ids[strings.ToLower(n.ID)], keys["key "+n.APIKey] = true, true
		keys["admin "+n.AdminToken], keys["server "+n.ServerKey] = n.AdminToken != "", n.ServerKey != ""
	}
	if o.PageSize == 0 {
		o.PageSize = defaultPage
	}
	if o.PageSize < 1 || o.PageSize > maxPage {
		return o, fmt.Errorf("page size %d: use 1 to %d", o.PageSize, maxPage)
	}
	if o.RateLimit == 0 {
		o.RateLimit = callsPerWindow
	}
	if o.PublicURL != "" {
		u, err := url.Parse(o.PublicURL)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.RawQuery != "" || u.Fragment != "" {
			return o, fmt.Errorf("public url %q: use something like http://127.0.0.1:9090", o.PublicURL)
		}
		o.PublicURL = strings.TrimRight(o.PublicURL, "/")
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return o, nil
}
