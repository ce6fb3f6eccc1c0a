//go:build !js

package publicnet

import (
	"errors"
	"net/netip"
	"slices"
	"strings"
)

// ErrAddress is what [CheckAddress] refuses with.
var ErrAddress = errors.New("not a public address")

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
