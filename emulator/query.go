package emulator

import (
	"net/url"
	"strconv"
	"strings"
)

// Limits on a query string: far above what a client sends, far below what
// costs the emulator anything.
const (
	maxQueryBytes = 64 << 10
	maxQueryKeys  = 500
)

// query is a parsed query string. Arrays may be spelt tags[]=a, tags[0]=a or
// tags=a, and paging options options[limit]=5 or limit=5: the platform's
// documents and clients use all of these.
type query struct{ values url.Values }

func parseQuery(raw string) (query, error) {
	if len(raw) > maxQueryBytes {
		return query{}, fail(codeBadRequest, "query string is longer than %d bytes", maxQueryBytes)
	}
	if strings.Count(raw, "&") >= maxQueryKeys {
		return query{}, fail(codeBadRequest, "query string has more than %d parameters", maxQueryKeys)
	}
	values, err := url.ParseQuery(raw)
	// SQLite's LIKE takes a NUL for the end of its pattern.
	if err != nil || strings.Contains(raw, "%00") || strings.Contains(raw, "\x00") {
		return query{}, fail(codeBadRequest, "query string is not well formed")
	}
	return query{values}, nil
}

func (q query) str(name string) string { return q.values.Get(name) }

// opt reads a paging option in either spelling.
func (q query) opt(name string) string {
	if v := q.values.Get("options[" + name + "]"); v != "" {
		return v
	}
	return q.values.Get(name)
}

// list reads an array parameter; values keep their order.
func (q query) list(name string) []string {
	out := append([]string(nil), q.values[name+"[]"]...)
	for i := 0; q.values.Has(name + "[" + strconv.Itoa(i) + "]"); i++ {
		out = append(out, q.values[name+"["+strconv.Itoa(i)+"]"]...)
	}
	if len(out) == 0 {
		out = append(out, q.values[name]...)
	}
	return out
}

// flag reads a boolean; absent is (false, false).
func (q query) flag(name string) (value, present bool, err error) {
	switch v := q.values.Get(name); v {
	case "":
		return false, false, nil
	case "true", "1":
		return true, true, nil
	case "false", "0":
		return false, true, nil
	default:
		return false, false, invalid(strconv.Quote(name) + " must be a boolean")
	}
}

// oneOf reads a parameter that must be one of the given words; absent is the
// first of them.
func (q query) oneOf(name string, words ...string) (string, error) {
	v := q.opt(name)
	if v == "" {
		return words[0], nil
	}
	for _, w := range words {
		if v == w {
			return v, nil
		}
	}
	return "", invalid(strconv.Quote(name) + " must be one of [" + strings.Join(words, ", ") + "]")
}
