// Package publicnet keeps a server that fetches addresses for its users from
// being sent to machines that only it can reach (server-side request forgery):
// the name is held to a policy before it is asked for, the address when it is
// dialled, so that a name that answers differently the second time (DNS
// rebinding) gains nothing.
package publicnet

import (
	"errors"
	"net/url"
	"slices"
	"strings"
)

// MaxURL is the longest address taken, in bytes.
const MaxURL = 2048

// ErrURL and ErrHost are what [ParseURL] refuses with.
var (
	ErrURL  = errors.New("not an address that is fetched")
	ErrHost = errors.New("not a public host")
)

// localNames end names that are only of a network's own (RFC 6761, 6762, 8375
// and what routers and companies use).
var localNames = strings.Fields("localhost local internal intranet lan home corp private localdomain domain home.arpa in-addr.arpa ip6.arpa onion invalid test alt")

// ParseURL reads an https address of a public host and gives it in its plain
// form: no user, port or fragment, and a name of letters, digits and hyphens
// with a dot in it, so that no reader can take it for an address in any
// spelling. own are hosts that must not be asked, the server's own above all.
func ParseURL(raw string, own []string) (*url.URL, error) {
	if len(raw) > MaxURL || strings.ContainsFunc(raw, func(c rune) bool { return c <= ' ' || c == '\\' || c >= 0x7f }) {
		return nil, ErrURL
	}
	u, err := url.Parse(raw)
	switch {
	case err != nil, !strings.EqualFold(u.Scheme, "https"), u.User != nil, u.Opaque != "":
		return nil, ErrURL
	case u.Port() != "" && u.Port() != "443", strings.HasSuffix(u.Host, ":"):
		return nil, ErrURL
	}
	host := strings.ToLower(u.Hostname())
	if !publicName(host) || slices.ContainsFunc(own, func(s string) bool { return within(host, bareHost(s)) }) {
		return nil, ErrHost
	}
	plain := &url.URL{Scheme: "https", Host: host, Path: u.Path, RawPath: u.RawPath, RawQuery: u.RawQuery}
	if plain.Path == "" {
		plain.Path = "/"
	}
	return plain, nil
}

// publicName takes names as DNS has them. The last label is not a number, as a
// browser's parser would read the whole for an IPv4 address then (WHATWG URL,
// "ends in a number").
func publicName(host string) bool {
	labels := strings.Split(host, ".")
	if len(host) > 253 || len(labels) < 2 {
		return false
	}
	for _, label := range labels {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' ||
			strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	last := labels[len(labels)-1]
	if last[0] >= '0' && last[0] <= '9' {
		return false
	}
	return !slices.ContainsFunc(localNames, func(name string) bool { return within(host, name) })
}

// within reports whether a host is a name or below it.
func within(host, name string) bool {
	return name != "" && (host == name || strings.HasSuffix(host, "."+name))
}

func bareHost(s string) string {
	u := url.URL{Host: s}
	return strings.ToLower(u.Hostname())
}
