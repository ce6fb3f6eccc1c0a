package main

import (
	"net/url"
	"slices"
	"strings"

	"github.com/addend-go/addend/worker/gateway"
	"github.com/addend-go/addend/worker/plan"
	"github.com/addend-go/addend/worker/session"
	"github.com/addend-go/addend/worker/settings"
)

// assemble builds the gateway of both hosts from the settings and the host's
// own parts. host is nil for a host that any name leads to.
func assemble(s settings.Settings, store session.Store, caller plan.Caller, host func(string) bool) (*gateway.Gateway, error) {
	sealer, err := session.NewSealer(s.CookieKeys)
	if err != nil {
		return nil, err
	}
	return gateway.New(gateway.Options{
		Upstream: s.Upstream, APIKey: s.APIKey, ServerKey: s.ServerKey,
		Sealer: sealer, Store: store, Caller: caller,
		DevIdentities: s.DevIdentities, Origins: s.Origins, Host: host, FileHosts: s.FileHosts,
	})
}

// hosts answers for the hosts of the origins; without any, and listening on
// this machine only, for the names of this machine; otherwise for all.
func hosts(origins []string, loopback bool) func(string) bool {
	if len(origins) > 0 {
		var names []string
		for _, origin := range origins {
			if u, err := url.Parse(origin); err == nil {
				names = append(names, u.Host)
			}
		}
		return func(host string) bool { return slices.Contains(names, strings.ToLower(host)) }
	}
	if loopback {
		return settings.Loopback
	}
	return nil
}
