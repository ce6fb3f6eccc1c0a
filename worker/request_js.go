//go:build js && wasm

package main

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

var errRequest = errors.New("the host sent a request that is none")

// readRequest reads what js/pool.mjs writes of a request: lines of method, URL,
// length of the body (-1: unknown), then name and value of each header field.
// One text is one crossing; the library makes about ten for each field. None of
// these can hold a line break.
func readRequest(text string) (*http.Request, error) {
	lines := strings.Split(text, "\n")
	if len(lines) < 3 || len(lines)%2 == 0 {
		return nil, errRequest
	}
	u, err := url.Parse(lines[1])
	if err != nil {
		return nil, errRequest
	}
	length, err := strconv.ParseInt(lines[2], 10, 64)
	if err != nil {
		return nil, errRequest
	}
	r := &http.Request{
		Method: lines[0], URL: u, Host: u.Host, Header: make(http.Header, len(lines)/2), Body: http.NoBody, ContentLength: length,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}
	u.Scheme, u.Host = "", ""
	r.RequestURI = u.RequestURI()
	for i := 3; i < len(lines); i += 2 {
		r.Header.Set(lines[i], lines[i+1])
	}
	return r, nil
}
