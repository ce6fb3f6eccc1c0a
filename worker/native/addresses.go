package native

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"github.com/addend-go/addend/worker/gateway"
	"github.com/addend-go/addend/worker/limit"
)

const (
	addressSpan  = 10 * time.Second
	maxAddresses = 50_000
)

// addresses lets each network address make so many calls in a span, whoever is
// signed in there: a wall in front of sign-in, not the platform's budget.
type addresses struct {
	next    http.Handler
	calls   int
	header  string // in which a proxy gives the address, "" to take the connection's
	mu      sync.Mutex
	windows map[netip.Addr]*limit.Window
}

// limitAddresses gives next as it is without a limit.
func limitAddresses(calls int, header string, next http.Handler) http.Handler {
	if calls <= 0 {
		return next
	}
	return &addresses{next: next, calls: calls, header: header, windows: map[netip.Addr]*limit.Window{}}
}

// ServeHTTP implements http.Handler.
func (a *addresses) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if p := r.URL.Path; p == "/healthz" || strings.HasPrefix(p, "/hooks/") {
		a.next.ServeHTTP(w, r) // hooks are signed, and come from few addresses
		return
	}
	if v := a.take(a.of(r), time.Now()); !v.OK {
		gateway.TooManyCalls(a.calls, v.Reset).ServeHTTP(w, r)
		return
	}
	a.next.ServeHTTP(w, r)
}

func (a *addresses) take(from netip.Addr, now time.Time) limit.Verdict {
	a.mu.Lock()
	defer a.mu.Unlock()
	window := a.windows[from]
	if window == nil {
		if len(a.windows) >= maxAddresses {
			a.sweep(now)
		}
		window = limit.New(a.calls, addressSpan)
		a.windows[from] = window
	}
	return window.Take(now)
}

// sweep forgets who has been quiet for a span, and everybody when that is nobody:
// whoever floods from so many addresses is not stopped by one address's limit.
func (a *addresses) sweep(now time.Time) {
	for from, window := range a.windows {
		if window.Idle(now) {
			delete(a.windows, from)
		}
	}
	if len(a.windows) >= maxAddresses {
		clear(a.windows)
	}
}

// of gives the caller's address, an IPv6 one as its network of 64 bits, which is
// what one household has. Of a list the last entry is the proxy's own word.
func (a *addresses) of(r *http.Request) netip.Addr {
	text, _, _ := net.SplitHostPort(r.RemoteAddr)
	if given := r.Header.Get(a.header); a.header != "" && given != "" {
		text = strings.TrimSpace(given[strings.LastIndexByte(given, ',')+1:])
	}
	from, err := netip.ParseAddr(text)
	if err != nil {
		return netip.Addr{}
	}
	from = from.Unmap().WithZone("")
	if from.Is6() {
		if network, err := from.Prefix(64); err == nil {
			from = network.Addr()
		}
	}
	return from
}
