// Package publicnet keeps a server that fetches addresses for its users from
// being sent to machines that only it can reach (server-side request forgery):
// the name is held to a policy before it is asked for, the address when it is
// dialled, so that a name that answers differently the second time (DNS
// rebinding) gains nothing.
package publicnet

import (
	"errors"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// MaxURL is the longest address taken, in bytes.
const MaxURL = 2048

// ErrURL and ErrHost are wrapped by what [ParseURL] refuses; ErrAddress by what
// [CheckAddress] does.
var (
	ErrURL     = errors.New("not an address that is fetched")
	ErrHost    = errors.New("not a public host")
	ErrAddress = errors.New("not a public address")
)

// notPublic are the blocks that no public server is in, beside those that
// net/netip knows by itself (IANA special-purpose registries, RFC 6890).
var notPublic = blocks("0.0.0.0/8 100.64.0.0/10 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4 " +
	"2001::/23 2001:db8::/32 2002::/16 3fff::/20")

// unicast6 is the one block of IPv6 that is handed out (RFC 4291): what is
// outside, as NAT64 and unique local addresses are, is not public.
var unicast6 = netip.MustParsePrefix("2000::/3")

func blocks(list string) []netip.Prefix {
	var out []netip.Prefix
	for _, text := range strings.Fields(list) {
		out = append(out, netip.MustParsePrefix(text))
	}
	return out
}

// CheckAddress refuses an address that is not a public server's.
func CheckAddress(a netip.Addr) error {
	a = a.Unmap()
	switch {
	case !a.IsValid(), a.Zone() != "", !a.IsGlobalUnicast(), a.IsPrivate(), a.IsLoopback(), a.IsLinkLocalUnicast():
		return ErrAddress
	case a.Is6() && !unicast6.Contains(a):
		return ErrAddress
	case slices.ContainsFunc(notPublic, func(p netip.Prefix) bool { return p.Contains(a) }):
		return ErrAddress
	}
	return nil
}

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
