package socialplus

import "strings"

// Region is one of the platform's three data regions. An application lives in
// exactly one; the console shows it under Settings > Security (FAQ F54).
type Region string

// The regions. The zero Region is not valid.
const (
	SG Region = "sg" // Singapore
	EU Region = "eu" // Europe
	US Region = "us" // United States
)

// Regions lists every region, in alphabetical order.
func Regions() []Region { return []Region{EU, SG, US} }

// RegionError says that a name is not a region.
type RegionError struct {
	Name string // what was given
}

func (e *RegionError) Error() string {
	return "unknown region " + quote(e.Name) + ": use one of eu, sg, us (the console shows yours under Settings > Security)"
}

// ParseRegion reads a region's name, whatever its case. The error is a
// *RegionError.
func ParseRegion(name string) (Region, error) {
	switch r := Region(strings.ToLower(strings.TrimSpace(name))); r {
	case SG, EU, US:
		return r, nil
	}
	return "", &RegionError{Name: name}
}

// BaseURL is where the REST API of the region answers today, without a final
// slash: https://apix.sg.amity.co. It is empty for a Region that is not valid.
func (r Region) BaseURL() string { return r.host("https://apix.") }

// LegacyURL is the older name of the same API, which the FAQ's examples use
// (FAQ F03, F35): https://api.sg.amity.co.
func (r Region) LegacyURL() string { return r.host("https://api.") }

// UploadURL is the host that newer clients upload to.
func (r Region) UploadURL() string { return r.host("https://upload.") }

// RealtimeURL is the MQTT 3.1.1 endpoint over WebSocket.
func (r Region) RealtimeURL() string {
	if base := r.host("wss://sse."); base != "" {
		return base + ":443/mqtt"
	}
	return ""
}

func (r Region) host(prefix string) string {
	switch r {
	case SG, EU, US:
		return prefix + string(r) + ".amity.co"
	}
	return ""
}

// quote shows a short piece of untrusted text inside an error message: printable
// ASCII only, at most 40 bytes. strconv.Quote would cost the browser module
// its Unicode tables.
func quote(s string) string {
	const limit = 40
	out := make([]byte, 0, limit+2)
	out = append(out, '"')
	for i := 0; i < len(s) && i < limit; i++ {
		c := s[i]
		if c < ' ' || c > '~' || c == '"' {
			c = '?'
		}
		out = append(out, c)
	}
	return string(append(out, '"'))
}
