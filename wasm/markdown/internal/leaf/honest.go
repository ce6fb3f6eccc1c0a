package leaf

import (
	"net/url"
	"strings"
	"unicode"
)

// A Finding is what is wrong with what a link shows, compared with where it leads.
type Finding struct {
	Suspicious bool   // the text reads like another place than the target, or the target's name like another name
	Show       string // what to show behind the text, in brackets and marked; empty where the text tells the truth
	Instead    bool   // there is nothing to see in the text: show Show in its place, and without a mark
}

// Examine compares the text of a link, as a reader sees it, with its target, which came from [LinkTarget]. Most texts
// name no place at all; one that does must name the right one.
func Examine(text, href string) Finding {
	if isInvisible(text) {
		return Finding{Show: readable(href), Instead: true}
	}
	host, mixed := hostOf(href)
	if mixed {
		return Finding{Suspicious: true, Show: host}
	}
	if !mayClaim(text) {
		return Finding{}
	}
	text = strings.Map(func(r rune) rune {
		if isUnseen(r) && !unicode.IsSpace(r) {
			return -1 // a reader reads on, so the name goes on
		}
		return r
	}, text)
	for word := range strings.FieldsFuncSeq(text, isBetween) {
		if claim := claimedHost(word, word == strings.TrimFunc(text, isBetween)); claim != "" && !sameHost(claim, host) {
			if host == "" {
				host = readable(href)
			}
			return Finding{Suspicious: true, Show: host}
		}
	}
	return Finding{}
}

// IsHonest is a quick yes for most links: [Examine] finds nothing in them. Their address is plain, so that its host is
// no other's, and their text is in ASCII and names no place, or is the address.
func IsHonest(text []byte, href string) bool {
	const mail = "mailto:"
	if len(href) == len(mail)+len(text) && href[len(mail):] == string(text) && isPlainMail(href) {
		return true
	}
	if len(text) == 0 || !isPlainAddress(href) && !isPlainPath(href) {
		return false
	}
	const scheme = "http://"
	if string(text) == href || len(href) == len(scheme)+len(text) && href[len(scheme):] == string(text) {
		return true
	}
	seen := false
	for _, c := range text {
		if c >= 0x7f || c == '.' || c == ':' || c == '@' {
			return false
		}
		seen = seen || c > ' '
	}
	return seen
}

// mayClaim is a quick no for texts without anything that an address has.
func mayClaim(text string) bool { return strings.ContainsAny(text, ".:@。．｡") }

func isBetween(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("\"'`<>()[]{}“”‘’«»,;|", r)
}

// claimedHost is the host that a word of a link's text names, in ASCII, or "". A name alone is one only where it is the
// whole text and ends like a host: README.md and Node.js are no hosts.
func claimedHost(word string, whole bool) string {
	rest, explicit := word, false
	if i := strings.Index(word, "://"); i >= 0 {
		rest, explicit = word[i+3:], true
	} else if strings.HasPrefix(word, "//") {
		rest, explicit = word[2:], true
	} else if len(word) > 4 && strings.EqualFold(word[:4], "www.") {
		explicit = true
	}
	if i := strings.IndexAny(rest, "/?#\\"); i >= 0 {
		rest = rest[:i]
	}
	if i := strings.LastIndexByte(rest, '@'); i >= 0 { // a mail address, or a user name that is read as a host
		rest = rest[i+1:]
		explicit = explicit || i > 0
	}
	if i := strings.IndexByte(rest, ':'); i >= 0 {
		rest = rest[:i]
	}
	labels := labelsOf(strings.Trim(rest, "."))
	if len(labels) < 2 || !explicit && !(whole && isTopLevel(labels[len(labels)-1])) {
		return ""
	}
	for _, label := range labels {
		if strings.IndexFunc(label, func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M, unicode.Nd) && r != '-' && r != '_' }) >= 0 {
			return ""
		}
	}
	return ASCIIHost(rest)
}

// isTopLevel reports whether a name that ends so is read as a host. Endings that are better known as those of files
// (md, sh, py, rs, …) are not among them: a link from README.md to its file deceives nobody.
func isTopLevel(s string) bool {
	switch s {
	case "com", "net", "org", "edu", "gov", "mil", "int", "info", "biz", "name", "pro", "app", "dev", "shop", "store", "online", "site",
		"website", "space", "tech", "cloud", "page", "link", "live", "news", "blog", "xyz", "club", "top", "vip", "bank", "finance",
		"pay", "social", "plus", "chat", "email", "support", "help", "login", "example", "test":
		return true
	case "md", "sh", "py", "rs", "pl", "cc", "so", "ps", "js", "ts", "go", "rb", "cs", "vb", "hs", "ml", "mm", "st", "ai", "tf", "gz", "kt":
		return false
	}
	return len(s) == 2 && s[0] >= 'a' && s[0] <= 'z' && s[1] >= 'a' && s[1] <= 'z' || strings.HasPrefix(s, "xn--") || !isASCII(s)
}

func sameHost(a, b string) bool {
	return strings.TrimPrefix(a, "www.") == strings.TrimPrefix(b, "www.")
}

// hostOf is the host of an address in ASCII, and whether it can be taken for another: of a mail address the host that
// the mail goes to, of a relative address none.
func hostOf(href string) (host string, mixed bool) {
	if href != "" && href[0] == '/' && (len(href) == 1 || href[1] != '/') {
		return "", false // a path of this host
	}
	u, err := url.Parse(href)
	if err != nil {
		return "", false
	}
	name := u.Hostname()
	if u.Scheme == "mailto" {
		address, _ := url.PathUnescape(u.Opaque)
		name = address[strings.LastIndexByte(address, '@')+1:]
	}
	return ASCIIHost(name), isMixed(name)
}

// readable is an address as it is shown to a reader where there is no text: as it was written, if that can be told
// apart from other addresses.
func readable(href string) string {
	const most = 100
	if r := []rune(href); len(r) > most {
		return string(r[:most]) + "…"
	}
	return href
}

// isInvisible reports whether there is nothing in a text for a reader to see and click.
func isInvisible(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return !isUnseen(r) }) < 0
}

// isUnseen reports whether r leaves no ink: spaces, controls, format characters, fillers and marks on nothing.
func isUnseen(r rune) bool {
	if r > ' ' && r < 0x7f {
		return false // most letters: no table needs to be asked
	}
	switch r {
	case 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, 0x180E:
		return true
	}
	return unicode.IsSpace(r) || unicode.In(r, unicode.C, unicode.Mn, unicode.Me, unicode.Z)
}
