package markdown

import (
	"net/url"
	"strings"
)

// isTemplate reports whether t is an address with one place to fill in, in its path or query: nothing that is filled
// in can change where it leads. No template at all is one too.
func isTemplate(t, place string) bool {
	if t == "" {
		return true
	}
	before, _, found := strings.Cut(t, place)
	if !found || strings.Count(t, place) != 1 || strings.ContainsAny(t, " \t\r\n\\\"'<>`") {
		return false
	}
	u, err := url.Parse(fill(t, place, "x"))
	if err != nil || u.User != nil || u.String() != fill(t, place, "x") {
		return false
	}
	switch u.Scheme {
	case "http", "https":
		return u.Host != "" && strings.Contains(before[strings.Index(before, "//")+2:], "/")
	case "":
		return u.Host == "" && strings.ContainsAny(t[:1], "/?#") && !strings.HasPrefix(t, "//")
	}
	return false
}

func badTemplate(option, value, place string) *Error {
	return badOption(option+" is "+quote(value), "use an address with "+place+" once, in its path or query, such as \"/x/"+place+"\"")
}

// fill puts a value into a template, percent-encoded so that it stays one part of the path or query.
func fill(template, place, value string) string {
	return strings.Replace(template, place, strings.ReplaceAll(url.QueryEscape(value), "+", "%20"), 1)
}
