package gateway

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// maxWait bounds how long a caller may ask to wait for the call window.
const maxWait = 10 * time.Second

// wait reads how long a caller would rather wait than be refused:
// Prefer: wait=5 (RFC 7240, section 4.3), in whole seconds.
func wait(r *http.Request) time.Duration {
	for _, field := range r.Header.Values("Prefer") {
		for _, preference := range strings.Split(field, ",") {
			name, value, _ := strings.Cut(strings.TrimSpace(preference), "=")
			if !strings.EqualFold(strings.TrimSpace(name), "wait") {
				continue
			}
			if n, err := strconv.Atoi(strings.Trim(strings.TrimSpace(value), `"`)); err == nil && n > 0 {
				return min(time.Duration(min(n, 3600))*time.Second, maxWait)
			}
			return 0
		}
	}
	return 0
}

// tag gives what a reader already has of a list. The platform gives its answers
// no tags: a caller who sends If-None-Match, `""` for the first time, gets one
// made of the bytes.
func tag(r *http.Request) string {
	t := r.Header.Get("If-None-Match")
	if r.Method != http.MethodGet || len(t) > 1000 {
		return ""
	}
	return t
}
