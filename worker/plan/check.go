package plan

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/addend-go/addend/worker/wire"
)

// ErrPlan is wrapped by every error of Check.
var ErrPlan = errors.New("plan not allowed")

// Check refuses a plan that a host should not run: the last wall behind the
// route table, the same for both hosts. The URL must be absolute http or https
// without user or fragment, header fields must be tokens and free of line
// breaks, and none may belong to the connection.
func (p *Plan) Check() error {
	switch {
	case p.Peek > PeekBytes:
		return fmt.Errorf("%w: a look at more than %d bytes", ErrPlan, PeekBytes)
	case p.Peek > 0:
		return nil
	}
	if err := p.Terms.check(); err != nil {
		return err
	}
	if p.Fetch != nil {
		if err := checkHeader(p.Fetch.Header); err != nil {
			return err
		}
		return checkRequest("GET", p.Fetch.URL, "https")
	}
	if err := checkRequest(p.Method, p.URL, "http", "https"); err != nil {
		return err
	}
	switch p.Body {
	case NoBody:
	case Buffered, Streamed, Fetched:
		if p.MaxBody <= 0 {
			return fmt.Errorf("%w: a body without a limit", ErrPlan)
		}
	default:
		return fmt.Errorf("%w: body %q", ErrPlan, p.Body)
	}
	return nil
}

func checkRequest(method, address string, schemes ...string) error {
	if !token(method) {
		return fmt.Errorf("%w: the method is not a token", ErrPlan)
	}
	if slices.ContainsFunc(schemes, func(scheme string) bool { return simple(address, scheme) }) {
		return nil
	}
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return fmt.Errorf("%w: the URL does not parse", ErrPlan)
	case !slices.Contains(schemes, u.Scheme), u.Host == "", u.User != nil, u.Fragment != "":
		return fmt.Errorf("%w: the URL must be %s, with a host, without user or fragment", ErrPlan, strings.Join(schemes, " or "))
	}
	return nil
}

// simple reports whether an address of this scheme is of letters, digits and what
// has one reading only, so that there is nothing to parse: most are.
func simple(address, scheme string) bool {
	rest, ok := strings.CutPrefix(address, scheme+"://")
	if !ok {
		return false
	}
	host, path, _ := strings.Cut(rest, "/")
	name, port, _ := strings.Cut(host, ":")
	return name != "" && wire.Spelt(name, "-.") && strings.Trim(port, "0123456789") == "" && wire.Spelt(path, "-._~/?=&")
}

func checkHeader(header []Field) error {
	for _, f := range header {
		if !token(f[0]) || !fieldValue(f[1]) {
			return fmt.Errorf("%w: header field %q", ErrPlan, f[0])
		}
		if HopByHop(f[0]) {
			return fmt.Errorf("%w: header field %q belongs to the connection", ErrPlan, f[0])
		}
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
