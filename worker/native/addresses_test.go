package native

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"
	"time"
)

func TestAddressLimit(t *testing.T) {
	reached := 0
	h := limitAddresses(10, "", http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached++ }))
	call := func(from string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("GET", "http://app.test/session", nil)
		r.RemoteAddr = from
		r.Header.Set("X-Forwarded-For", "198.51.100.9") // nobody said to believe it
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	for i := range 10 {
		if w := call(fmt.Sprintf("192.0.2.1:%d", 1000+i)); w.Code != 200 {
			t.Fatalf("call %d: %d", i, w.Code)
		}
	}
	w := call("192.0.2.1:2000")
	if w.Code != 429 || w.Header().Get("X-Addend-Error") != "address-limited" || w.Header().Get("RateLimit-Limit") != "10" || w.Header().Get("Retry-After") == "" {
		t.Errorf("one more: %d %v", w.Code, w.Header())
	}
	if w := call("192.0.2.2:1000"); w.Code != 200 || reached != 11 {
		t.Errorf("another address: %d, %d calls got through", w.Code, reached)
	}
}

func TestWhoseAddress(t *testing.T) {
	for _, c := range []struct{ header, remote, given, want string }{
		{"", "192.0.2.1:5", "198.51.100.9", "192.0.2.1"},
		{"X-Forwarded-For", "10.0.0.1:5", "203.0.113.7, 198.51.100.9", "198.51.100.9"},
		{"X-Forwarded-For", "10.0.0.1:5", "", "10.0.0.1"},
		{"", "[2001:db8:1:2:3:4:5:6]:5", "", "2001:db8:1:2::"},
		{"", "[::ffff:192.0.2.1]:5", "", "192.0.2.1"},
		{"X-Forwarded-For", "10.0.0.1:5", "nonsense", "invalid IP"},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = c.remote
		r.Header.Set("X-Forwarded-For", c.given)
		if got := (&addresses{header: c.header}).of(r).String(); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

func TestAddressesAreForgotten(t *testing.T) {
	a := limitAddresses(10, "", nil).(*addresses)
	now := time.Now()
	for i := range maxAddresses + 1 {
		a.take(netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)}), now)
	}
	if len(a.windows) > maxAddresses {
		t.Errorf("%d addresses are kept", len(a.windows))
	}
}
