package gateway

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	maxQuery = 8192 // bytes
	maxPairs = 200  // the platform's longest list is 100 ids
)

// allowQuery reads a query, holds its keys to an allow-list and writes it anew,
// so that what the upstream sees is what was checked.
func allowQuery(raw string, allowed []string) (string, *Problem) {
	if raw == "" {
		return "", nil
	}
	pairs := strings.Split(raw, "&")
	if len(raw) > maxQuery || len(pairs) > maxPairs {
		return "", problem("bad-query")
	}
	var out strings.Builder
	for _, pair := range pairs {
		if pair == "" {
			continue
		}
		k, v, _ := strings.Cut(pair, "=")
		key, err1 := url.QueryUnescape(k)
		value, err2 := url.QueryUnescape(v)
		if err1 != nil || err2 != nil || strings.Contains(pair, ";") || !utf8.ValidString(value) || strings.ContainsRune(value, 0) {
			return "", problem("bad-query")
		}
		if !slices.Contains(allowed, key) {
			return "", queryNotAllowed(key, allowed)
		}
		if out.Len() > 0 {
			out.WriteByte('&')
		}
		out.WriteString(url.QueryEscape(key))
		out.WriteByte('=')
		out.WriteString(url.QueryEscape(value))
	}
	return out.String(), nil
}

func queryNotAllowed(key string, allowed []string) *Problem {
	p := problem("query-not-allowed")
	p.Message = "the query parameter " + shown(key) + " is not allowed here"
	p.Hint = "this path takes no query"
	if len(allowed) > 0 {
		p.Hint = "this path takes " + strings.Join(allowed, ", ")
	}
	return p
}

// shown quotes a piece of the request for a message: printable ASCII, short.
func shown(s string) string {
	out := []byte{'"'}
	for i := 0; i < len(s) && i < 40; i++ {
		c := s[i]
		if c < ' ' || c > '~' || c == '"' {
			c = '?'
		}
		out = append(out, c)
	}
	return string(append(out, '"'))
}
