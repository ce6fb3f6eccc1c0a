package plan

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// ErrPlan is wrapped by every error of Check.
var ErrPlan = errors.New("plan not allowed")

// Check refuses a plan that a host should not run: the last wall behind the
// route table, the same for both hosts. The URL must be absolute http or https
// without user or fragment, header fields must be tokens and free of line
// breaks, and none may belong to the connection.
func (p *Plan) Check() error {
	u, err := url.Parse(p.URL)
	switch {
	case err != nil:
		return fmt.Errorf("%w: the URL does not parse", ErrPlan)
	case u.Scheme != "http" && u.Scheme != "https", u.Host == "", u.User != nil, u.Fragment != "":
		return fmt.Errorf("%w: the URL must be http or https, with a host, without user or fragment", ErrPlan)
	case !token(p.Method):
		return fmt.Errorf("%w: the method is not a token", ErrPlan)
	}
	for _, f := range p.Header {
		if !token(f[0]) || !fieldValue(f[1]) {
			return fmt.Errorf("%w: header field %q", ErrPlan, f[0])
		}
		if HopByHop(f[0]) {
			return fmt.Errorf("%w: header field %q belongs to the connection", ErrPlan, f[0])
		}
	}
	switch p.Body {
	case NoBody:
	case Buffered, Streamed:
		if p.MaxBody <= 0 {
			return fmt.Errorf("%w: a body without a limit", ErrPlan)
		}
	default:
		return fmt.Errorf("%w: body %q", ErrPlan, p.Body)
	}
	if p.HeaderTimeout <= 0 || p.Timeout <= 0 {
		return fmt.Errorf("%w: no timeout", ErrPlan)
	}
	return nil
}

// HopByHop reports whether a field belongs to one connection and is never
// passed on (RFC 9110, section 7.6.1), or is the connection's own to set.
func HopByHop(name string) bool {
	switch strings.ToLower(name) {
	case "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection",
		"te", "trailer", "transfer-encoding", "upgrade", "host", "content-length":
		return true
	}
	return false
}

func token(s string) bool {
	if s == "" {
		return false
	}
	for i := range len(s) {
		c := s[i]
		alnum := c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9'
		if !alnum && !strings.ContainsRune("!#$%&'*+-.^_`|~", rune(c)) {
			return false
		}
	}
	return true
}

func fieldValue(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < 0x20 && c != '\t' || c >= 0x7f {
			return false
		}
	}
	return true
}
