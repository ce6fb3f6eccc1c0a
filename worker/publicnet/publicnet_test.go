package publicnet

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"testing"
)

// spellings of machines that a server must not be sent to.
var spellings = []string{
	"127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001", "127.0.0.1.", "0", "0.0.0.0",
	"[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[fe80::1]", "[fe80::1%25eth0]", "[fd00::1]", "[2002:7f00:1::]", "[2001:db8::1]",
	"10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "169.254.169.254.", "100.64.0.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "8.8.8.8", "[2606:4700::1111]",
	"localhost", "LOCALHOST", "localhost.", "app.localhost", "printer.local", "metadata.google.internal", "router.lan", "nas.home", "1.168.192.in-addr.arpa", "intranet", "server",
	"127.0.0.1.0x7f", "1.2.3.4.5", "example.0", "example.09", "example.0xff",
	"１２７.0.0.1", "127。0。0。1", "ⓛocalhost", "lоcalhost.org", "%6c%6f%63%61%6c%68%6f%73%74", "127%2e0%2e0%2e1", "exam_ple.org", "-a.org", "a-.org", "a..org", ".org", "org.", "",
}

func TestParseURLRefuses(t *testing.T) {
	for _, host := range spellings {
		if u, err := ParseURL("https://"+host+"/file", nil); err == nil {
			t.Errorf("%s was taken, as %s", host, u)
		}
	}
	for _, raw := range []string{
		"http://example.org/", "ftp://example.org/", "file:///etc/passwd", "//example.org/", "example.org", "https:example.org", "https:/example.org", "https://", "",
		"https://user@example.org/", "https://user:pass@example.org/", "https://example.org@127.0.0.1/", "https://127.0.0.1@example.org/", "https://@example.org/",
		"https://example.org:8443/", "https://example.org:80/", "https://example.org:/", "https://example.org:0443/", "https://example.org:443:443/",
		"https://example.org\\@127.0.0.1/", "https:\\\\example.org/", "https://example.org\t/", "https://exam\nple.org/", " https://example.org/", "https://example.org/ x", "https://example.org/\x00",
		"https://example.org/" + strings.Repeat("x", MaxURL), "gopher://example.org/", "data:text/plain,x", "javascript:alert(1)", "blob:https://example.org/1",
	} {
		if u, err := ParseURL(raw, nil); err == nil {
			t.Errorf("%q was taken, as %s", raw, u)
		}
	}
	own := []string{"App.example.org:443", "api.example.net", "[::1]:80", ""}
	for _, host := range []string{"app.example.org", "APP.EXAMPLE.ORG", "a.app.example.org", "api.example.net"} {
		if _, err := ParseURL("https://"+host+"/", own); !errors.Is(err, ErrHost) {
			t.Errorf("one's own %s: %v", host, err)
		}
	}
}

func TestParseURLTakes(t *testing.T) {
	for raw, want := range map[string]string{
		"https://example.org":                        "https://example.org/",
		"HTTPS://Files.Example.ORG:443/a%2Fb?c=d%20": "https://files.example.org/a%2Fb?c=d%20",
		"https://example.org/a/../b#part":            "https://example.org/a/../b",
		"https://xn--bcher-kva.example.org/":         "https://xn--bcher-kva.example.org/",
		"https://1.2.3.4.sslip.io/":                  "https://1.2.3.4.sslip.io/", // what it resolves to is for the dialler
		"https://localhost.example.org/":             "https://localhost.example.org/",
	} {
		u, err := ParseURL(raw, []string{"other.example.org"})
		if err != nil || u.String() != want {
			t.Errorf("%s: %v %v, want %s", raw, u, err, want)
		}
	}
}

func TestCheckAddress(t *testing.T) {
	for _, text := range strings.Fields("127.0.0.1 127.255.255.255 0.0.0.0 0.1.2.3 10.1.2.3 172.16.0.1 172.31.255.255 192.168.0.1 169.254.169.254 100.64.0.1 100.127.255.255 " +
		"192.0.0.1 192.0.2.1 192.88.99.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 " +
		":: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::808:808 100::1 2001::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1:: 3fff::1 fc00::1 fd12::1 fe80::1 fec0::1 ff02::1 4000::1 ::ffff:0:127.0.0.1") {
		if CheckAddress(netip.MustParseAddr(text)) == nil {
			t.Errorf("%s was taken for public", text)
		}
	}
	for _, text := range strings.Fields("1.1.1.1 8.8.8.8 100.63.255.255 100.128.0.1 172.32.0.1 192.169.0.1 198.20.0.1 ::ffff:8.8.8.8 2606:4700:4700::1111 2a00:1450::1") {
		if err := CheckAddress(netip.MustParseAddr(text)); err != nil {
			t.Errorf("%s was refused", text)
		}
	}
	if CheckAddress(netip.Addr{}) == nil || CheckAddress(netip.MustParseAddr("2606:4700::1%eth0")) == nil {
		t.Error("no address, or one with a zone, was taken for public")
	}
}

// A name that resolves to this machine gets no connection, whatever it resolved
// to when it was looked at.
func TestTransportDialsPublicAddressesOnly(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	came := make(chan struct{}, 8)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			came <- struct{}{}
			_ = c.Close()
		}
	}()
	for _, url := range []string{"https://" + l.Addr().String() + "/", "https://localhost/", "https://127.0.0.1/", "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://169.254.169.254/"} {
		req, err := http.NewRequestWithContext(context.Background(), "GET", url, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := NewTransport().RoundTrip(req)
		if err == nil {
			_ = resp.Body.Close()
		}
		if !errors.Is(err, ErrAddress) {
			t.Errorf("%s: %v", url, err)
		}
	}
	select {
	case <-came:
		t.Error("a connection was made")
	default:
	}
}

func FuzzParseURL(f *testing.F) {
	for _, host := range spellings {
		f.Add("https://" + host + "/")
	}
	f.Fuzz(func(t *testing.T, raw string) {
		u, err := ParseURL(raw, []string{"own.example.org"})
		if err != nil {
			return
		}
		if again, err := ParseURL(u.String(), nil); err != nil || again.String() != u.String() {
			t.Errorf("%q became %s, which became %v (%v)", raw, u, again, err)
		}
		if _, err := netip.ParseAddr(u.Hostname()); err == nil || u.Scheme != "https" || u.User != nil || u.Port() != "" || !strings.Contains(u.Host, ".") {
			t.Errorf("%q became %s", raw, u)
		}
	})
}
