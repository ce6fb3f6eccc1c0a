package leaf

import (
	"net/url"
	"strings"

	"github.com/yuin/goldmark/util"
)

// LinkTarget returns the address of a link, percent-encoded, and whether a link may lead there: http, https, mailto,
// tel, or relative to the page. An address with a user name in it is refused, because it is read as its first words
// (https://bank.example@evil.example).
func LinkTarget(destination []byte) (string, bool) {
	if isPlainMail(destination) {
		return string(destination), true
	}
	return target(destination, "http", "https", "mailto", "tel")
}

// ImageTarget is [LinkTarget] for the source of an image.
func ImageTarget(destination []byte) (string, bool) {
	return target(destination, "http", "https")
}

func target(destination []byte, schemes ...string) (string, bool) {
	if isPlainAddress(destination) || isPlainPath(destination) { // both kinds of target may be http and https
		return string(destination), true
	}
	return parsedTarget(destination, schemes...)
}

func parsedTarget(destination []byte, schemes ...string) (string, bool) {
	s := string(util.URLEscape(destination, false))
	if i := strings.IndexAny(s, ":/?#%"); i > 0 && s[i] == ':' && !isScheme(s[:i]) {
		s = "./" + s // what stands before the colon is no scheme, so the address is relative: let it look so
	}
	u, err := url.Parse(s)
	if err != nil || u.User != nil {
		return "", false
	}
	if !allowed(u, schemes) {
		return "", false
	}
	// The second wall writes addresses as net/url does. Where that needs two rounds to settle, the two disagree about
	// what the address is, and it is no address to hand to a browser.
	s = u.String()
	again, err := url.Parse(s)
	if s == "" || err != nil || again.String() != s || !allowed(again, schemes) {
		return "", false
	}
	return s, true
}

// isScheme reports whether s is written like a scheme (RFC 3986, section 3.1).
func isScheme(s string) bool {
	for i, c := range []byte(s) {
		letter := c|0x20 >= 'a' && c|0x20 <= 'z'
		if !letter && (i == 0 || (c < '0' || c > '9') && c != '+' && c != '-' && c != '.') {
			return false
		}
	}
	return s != ""
}

func allowed(u *url.URL, schemes []string) bool {
	if u.Scheme == "" {
		// A browser takes a backslash for a slash and looks through control characters; net/url does neither. Such
		// addresses are percent-encoded by now, so what is left of them is a path.
		return !strings.ContainsAny(u.Path, "\t\n\r") || u.Host == ""
	}
	for _, s := range schemes {
		if u.Scheme == s {
			return s == "mailto" || s == "tel" || u.Host != ""
		}
	}
	return false
}
