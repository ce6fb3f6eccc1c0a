// Package assemble builds the gateway that both hosts serve from the settings.
package assemble

import (
	"net/url"
	"slices"
	"strings"

	"github.com/addend-go/addend/worker/gateway"
	"github.com/addend-go/addend/worker/identity"
	"github.com/addend-go/addend/worker/live"
	"github.com/addend-go/addend/worker/plan"
	"github.com/addend-go/addend/worker/push"
	"github.com/addend-go/addend/worker/session"
	"github.com/addend-go/addend/worker/settings"
)

// Gateway puts settings and the host's own parts together. host reports which
// host names to answer for, nil for all; see [Hosts].
func Gateway(s settings.Application, store session.Store, hub live.Hub, box push.Box, caller plan.Caller, host func(string) bool) (*gateway.Gateway, error) {
	sealer, err := session.NewSealerFor(s.Name, s.CookieKeys)
	if err != nil {
		return nil, err
	}
	var handoff *identity.Handoff
	if s.HandoffKey != nil {
		if handoff, err = identity.NewHandoff(s.HandoffKey); err != nil {
			return nil, err
		}
	}
	var bearer *identity.JWT
	if s.JWKS != "" {
		bearer = &identity.JWT{Issuer: s.Issuer, Audience: s.Audience, Keys: identity.NewKeySet(s.JWKS, caller)}
	}
	var access *identity.JWT
	if s.Access != "" {
		access = &identity.JWT{Issuer: s.Access, Audience: s.AccessAudience, Keys: identity.NewKeySet(s.Access+"/cdn-cgi/access/certs", caller)}
	}
	return gateway.New(gateway.Options{
		App:      s.Name,
		Upstream: s.Upstream, APIKey: s.APIKey, ServerKey: s.ServerKey,
		Sealer: sealer, Store: store, Caller: caller,
		DevIdentities: s.DevIdentities, Handoff: handoff, JWT: bearer, Access: access, CORSOrigins: s.CORSOrigins, OfficialClient: s.OfficialClient, Origins: s.Origins, Host: host, FileHosts: s.FileHosts, Rules: s.Rules,
		Live: hub, Push: box, PushKeys: s.Push, Mail: s.Mail, WebhookSecrets: s.WebhookSecrets, PrehookSecrets: s.PrehookSecrets, ChannelCreators: s.ChannelCreators,
		Timeout: s.UpstreamTimeout,
	})
}

// Hosts answers for the hosts of an application: those of the table, which the
// [Router] has looked up, or else those of its origins; without any, and
// listening on this machine only, for the names of this machine, so that a DNS
// rebinding page gets nowhere; otherwise for all.
func Hosts(app settings.Application, loopback bool) func(string) bool {
	switch {
	case len(app.Hosts) > 0:
		return nil
	case len(app.Origins) > 0:
		var names []string
		for _, origin := range app.Origins {
			if u, err := url.Parse(origin); err == nil {
				names = append(names, u.Host)
			}
		}
		return func(host string) bool { return slices.Contains(names, strings.ToLower(host)) }
	case loopback:
		return settings.Loopback
	}
	return nil
}
