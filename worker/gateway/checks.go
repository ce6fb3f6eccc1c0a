package gateway

import (
	"encoding/binary"
	"encoding/hex"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/addend-go/addend/worker/plan"
	"github.com/addend-go/addend/worker/wire"
)

// requestID gives every answer an id of the worker's own making; a client's is
// never taken over, as it would end up in logs. It guards nothing, so that the
// runtime's own generator will do.
func requestID(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Request-Id", newRequestID())
		next.ServeHTTP(w, r)
	})
}

func newRequestID() string {
	var raw [8]byte
	binary.BigEndian.PutUint64(raw[:], rand.Uint64())
	return hex.EncodeToString(raw[:])
}

// recoverPanic turns a panic into an answer. The value is not shown: it may
// hold anything.
func recoverPanic(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if v := recover(); v != nil {
				if v == http.ErrAbortHandler {
					panic(v)
				}
				problem("internal").write(w)
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// PlainHeader gives the header fields of every answer, under canonical names.
func PlainHeader() []plan.Field {
	return []plan.Field{
		{"Cache-Control", "no-store"},
		{"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
		{"Cross-Origin-Resource-Policy", "same-origin"},
		{"Referrer-Policy", "no-referrer"},
		{"X-Content-Type-Options", "nosniff"},
	}
}

// plainHeaders are on every answer of the gateway; downloads replace some.
func plainHeaders(next http.Handler) http.Handler {
	fields := PlainHeader()
	values := make([][]string, len(fields))
	for i, f := range fields {
		values[i] = []string{f[1]} // for all answers: nothing changes a value in place
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		for i, f := range fields {
			h[f[0]] = values[i]
		}
		next.ServeHTTP(w, r)
	})
}

// knownHost refuses names that are not ours, which is what a DNS rebinding
// attack on a server at a loopback address looks like.
func (g *Gateway) knownHost(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if g.Host != nil && !g.Host(r.Host) {
			UnknownHost().ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// plainPath refuses paths that two readers could read differently, before
// ServeMux would answer them with a redirect.
func plainPath(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if p := r.URL.EscapedPath(); len(p) > 2048 || !plain(p) {
			problem("bad-path").write(w)
			return
		}
		next.ServeHTTP(w, withoutFinalSlash(r))
	})
}

// withoutFinalSlash takes the slash off an API path: the official client ends
// some of its paths with one.
func withoutFinalSlash(r *http.Request) *http.Request {
	p := r.URL.Path
	if !strings.HasPrefix(p, "/api/") || !strings.HasSuffix(p, "/") {
		return r
	}
	u := *r.URL
	u.Path, u.RawPath = strings.TrimSuffix(p, "/"), strings.TrimSuffix(u.RawPath, "/")
	r = r.WithContext(r.Context())
	r.URL = &u
	return r
}

func plain(escaped string) bool {
	if !strings.HasPrefix(escaped, "/") {
		return false
	}
	if wire.Spelt(escaped, "-_/") && !strings.Contains(escaped, "//") { // at a glance: most are
		return true
	}
	segments := strings.Split(escaped[1:], "/")
	for i, segment := range segments {
		s, err := url.PathUnescape(segment)
		if err != nil || s == "." || s == ".." || s == "" && i < len(segments)-1 {
			return false
		}
		if strings.ContainsFunc(s, func(c rune) bool { return c < 0x20 || c == 0x7f || c == '/' || c == '\\' || c == 0xfffd }) {
			return false
		}
	}
	return true
}

// customHeader is the first wall against requests of other sites: a header
// that HTML cannot send and that CORS asks about first (RFC 10017, BFF).
func customHeader(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Addend") != "1" {
			problem("missing-header").write(w)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// sameSite is the second wall: what the browser itself says of the caller.
func (g *Gateway) sameSite(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if g.listedPage(r) {
			next.ServeHTTP(w, r)
			return
		}
		site, origin := r.Header.Get("Sec-Fetch-Site"), r.Header.Get("Origin")
		if site != "" && site != "same-origin" && site != "none" || origin != "" && !g.ownOrigin(origin, r.Host) {
			problem("cross-site").write(w)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// ownOrigin compares with the listed origins, or with the host the request
// came to; its scheme is not known behind a proxy that ends TLS.
func (g *Gateway) ownOrigin(origin, host string) bool {
	if len(g.Origins) > 0 {
		return slices.Contains(g.Origins, strings.ToLower(origin))
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host != "" && strings.EqualFold(u.Host, host)
}
