package wire

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRead(t *testing.T) {
	var d Reader
	for range 2 { // the second time the names are known
		r, err := d.Read("GET\nhttps://x.test/api/v3/posts?a=b%20c\n-1\nx-addend\n1\ncookie\na=b; c=d\nempty\n")
		if err != nil {
			t.Fatal(err)
		}
		want := http.Header{"X-Addend": {"1"}, "Cookie": {"a=b; c=d"}, "Empty": {""}}
		if diff := cmp.Diff(want, r.Header); diff != "" || r.Method != "GET" || r.Host != "x.test" || r.ContentLength != -1 ||
			r.URL.Path != "/api/v3/posts" || r.URL.RawQuery != "a=b%20c" || r.RequestURI != "/api/v3/posts?a=b%20c" {
			t.Errorf("%s %+v", diff, r)
		}
		r.Header.Add("X-Addend", "2")
		if r.Header.Get("Cookie") != "a=b; c=d" {
			t.Error("fields share their values")
		}
	}
	for _, bad := range []string{"", "GET", "GET\nhttps://x/\nx", "GET\nhttps://x/\n", "GET\nhttps://x/%zz\n0", "GET\nhttps://x/\n0\nname"} {
		if _, err := d.Read(bad); err == nil {
			t.Errorf("taken: %q", bad)
		}
	}
}

func TestNamesAreBounded(t *testing.T) {
	var d Reader
	for i := range 1000 {
		_, _ = d.Read("GET\nhttps://x/\n0\nn" + strings.Repeat("x", i) + "\nv")
	}
	if len(d.names) > maxNames {
		t.Error(len(d.names))
	}
}

// FuzzPlainURL: read at a glance, an address is what url.Parse makes of it.
func FuzzPlainURL(f *testing.F) {
	for _, one := range []string{"http://h/a/b?c=d", "https://h:1/", "http://h/?", "httpx://h/a..b", "http://h//x", "http://h/a;b", "http://h/?a?b=é"} {
		f.Add(one)
	}
	f.Fuzz(func(t *testing.T, address string) {
		u, host, uri := plainURL(address)
		if u == nil {
			return
		}
		want, err := url.Parse(address)
		if err != nil {
			t.Fatalf("%q: %v", address, err)
		}
		wantHost := want.Host
		want.Scheme, want.Host = "", ""
		if diff := cmp.Diff(want, u); diff != "" || host != wantHost || uri != want.RequestURI() {
			t.Fatalf("%q: %s %q %q", address, diff, host, uri)
		}
	})
}

func TestSpelt(t *testing.T) {
	for c := range 256 {
		want := c < 0x80 && strings.ContainsRune("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_", rune(c))
		if got := Spelt("a"+string([]byte{byte(c)}), "-_"); got != want {
			t.Errorf("%#x: %v", c, got)
		}
	}
	if !Spelt("", "") {
		t.Error("nothing has no other reading")
	}
}
