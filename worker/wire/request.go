// Package wire reads what js/pool.mjs writes of a request: one text in place of
// the library's ten crossings for each header field.
package wire

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// ErrRequest is the answer to a text that is no request.
var ErrRequest = errors.New("the host sent a request that is none")

// Reader reads requests. It is for one goroutine.
type Reader struct {
	names map[string]string // of header fields, as the runtime writes them, to canonical
}

// maxNames bounds what a Reader remembers: clients choose names.
const maxNames = 64

// Read reads lines of method, URL, length of the body (-1: unknown), then name
// and value of each header field. None of these can hold a line break.
func (d *Reader) Read(text string) (*http.Request, error) {
	fields := strings.Count(text, "\n") - 2
	if fields < 0 || fields%2 != 0 {
		return nil, ErrRequest
	}
	method, text, _ := strings.Cut(text, "\n")
	address, text, _ := strings.Cut(text, "\n")
	size, text, _ := strings.Cut(text, "\n")
	length, err := strconv.ParseInt(size, 10, 64)
	if err != nil {
		return nil, ErrRequest
	}
	u, host, uri := plainURL(address)
	if u == nil {
		if u, err = url.Parse(address); err != nil {
			return nil, ErrRequest
		}
		host, u.Scheme, u.Host = u.Host, "", ""
		uri = u.RequestURI()
	}
	header, values := make(http.Header, fields/2), make([]string, fields/2)
	for i := range values {
		var name string
		name, text, _ = strings.Cut(text, "\n")
		values[i], text, _ = strings.Cut(text, "\n")
		header[d.canonical(name)] = values[i : i+1 : i+1]
	}
	return &http.Request{
		Method: method, URL: u, Host: host, RequestURI: uri, Header: header, Body: http.NoBody, ContentLength: length,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}, nil
}

func (d *Reader) canonical(name string) string {
	if known, ok := d.names[name]; ok {
		return known
	}
	canonical := http.CanonicalHeaderKey(name)
	if d.names == nil {
		d.names = map[string]string{}
	}
	if len(d.names) < maxNames && len(name) < maxNames {
		d.names[strings.Clone(name)] = strings.Clone(canonical)
	}
	return canonical
}

// plainURL reads an address as url.Parse does, without host and scheme in the
// URL, when there is nothing in it to decode; otherwise it gives nil.
func plainURL(address string) (u *url.URL, host, uri string) {
	scheme, rest, _ := strings.Cut(address, "://")
	slash := strings.IndexByte(rest, '/')
	if slash < 1 || scheme != "http" && scheme != "https" || !Spelt(rest[:slash], ".-") {
		return nil, "", ""
	}
	host, uri = rest[:slash], rest[slash:]
	path, query, asked := strings.Cut(uri, "?")
	if asked != (query != "") || !Spelt(path, "/-_.~") {
		return nil, "", ""
	}
	for i := range len(query) {
		if c := query[i]; c <= ' ' || c > '~' || c == '#' {
			return nil, "", ""
		}
	}
	return &url.URL{Path: path, RawQuery: query}, host, uri
}
