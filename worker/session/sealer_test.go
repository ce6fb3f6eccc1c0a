package session

import (
	"bytes"
	"encoding/base64"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

var (
	keyA = bytes.Repeat([]byte("a1"), 16)
	keyB = bytes.Repeat([]byte("b2"), 16)
	now  = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
)

func sealer(t testing.TB, keys ...[]byte) *Sealer {
	t.Helper()
	s, err := NewSealer(keys)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func claims() Claims {
	return Claims{User: "نور حداد", Session: strings.Repeat("0f", 16), Ends: now.Add(time.Hour)}
}

func TestNewSealer(t *testing.T) {
	for _, c := range []struct {
		name string
		keys [][]byte
		want string
	}{
		{"none", nil, "0 cookie keys"},
		{"too many", make([][]byte, MaxKeys+1), "9 cookie keys"},
		{"short", [][]byte{keyA, keyA[:16]}, "cookie key 2 has 16 bytes"},
	} {
		_, err := NewSealer(c.keys)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "hint: ") {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestSealOpen(t *testing.T) {
	s := sealer(t, keyA)
	one, err := s.Seal(claims())
	if err != nil {
		t.Fatal(err)
	}
	two, _ := s.Seal(claims())
	if one == two {
		t.Error("two seals of one text are equal: the nonce is not random")
	}
	if got, err := s.Open(one); err != nil || got != claims() {
		t.Errorf("got %+v, %v", got, err)
	}
	raw, _ := base64.RawURLEncoding.DecodeString(one)
	if bytes.Contains(raw, []byte(claims().User)) || bytes.Contains(raw, []byte(claims().Session)) {
		t.Error("the ids can be read from the cookie")
	}
}

func TestRotation(t *testing.T) {
	old, _ := sealer(t, keyA).Seal(claims())
	ring := sealer(t, keyB, keyA)
	if _, err := ring.Open(old); err != nil {
		t.Error("a cookie of the older key does not open")
	}
	fresh, _ := ring.Seal(claims())
	if _, err := sealer(t, keyB).Open(fresh); err != nil {
		t.Error("the newest key does not seal")
	}
	if _, err := sealer(t, keyB).Open(old); !errors.Is(err, ErrSealed) {
		t.Error("a retired key still opens")
	}
}

func TestEveryFlippedBitIsRefused(t *testing.T) {
	s := sealer(t, keyA)
	sealed, _ := s.Seal(claims())
	raw, _ := base64.RawURLEncoding.DecodeString(sealed)
	for i := range len(raw) * 8 {
		bad := bytes.Clone(raw)
		bad[i/8] ^= 1 << (i % 8)
		if _, err := s.Open(base64.RawURLEncoding.EncodeToString(bad)); !errors.Is(err, ErrSealed) {
			t.Fatalf("bit %d flipped: %v", i, err)
		}
	}
}

func TestSealRefuses(t *testing.T) {
	for name, change := range map[string]func(*Claims){
		"no user":        func(c *Claims) { c.User = "" },
		"long user":      func(c *Claims) { c.User = strings.Repeat("x", 201) },
		"broken user":    func(c *Claims) { c.User = "\xff" },
		"short session":  func(c *Claims) { c.Session = "0f" },
		"other alphabet": func(c *Claims) { c.Session = strings.Repeat("G", 32) },
		"no end":         func(c *Claims) { c.Ends = time.Time{} },
	} {
		c := claims()
		change(&c)
		if _, err := sealer(t, keyA).Seal(c); err == nil {
			t.Errorf("%s is sealed", name)
		}
	}
}

func TestFromRequest(t *testing.T) {
	s := sealer(t, keyA)
	sealed, _ := s.Seal(claims())
	for _, c := range []struct {
		name, cookie string
		at           time.Time
		want         bool
	}{
		{"ours", CookieName + "=" + sealed, now, true},
		{"among others", "a=b; " + CookieName + "=" + sealed + "; c=d", now, true},
		{"over", CookieName + "=" + sealed, now.Add(time.Hour), false},
		{"twice", CookieName + "=" + sealed + "; " + CookieName + "=" + sealed, now, false},
		{"none", "a=b", now, false},
		{"empty", CookieName + "=", now, false},
		{"without the prefix", "addend=" + sealed, now, false},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("Cookie", c.cookie)
		if got, ok := s.FromRequest(r, c.at); ok != c.want || ok && got != claims() {
			t.Errorf("%s: %v %+v", c.name, ok, got)
		}
	}
}

func TestCookieAttributes(t *testing.T) {
	c := Cookie("x", now, now.Add(time.Minute))
	if c.String() != "__Host-addend=x; Path=/; Max-Age=60; HttpOnly; Secure; SameSite=Strict" {
		t.Error(c)
	}
	if got := Clear().String(); got != "__Host-addend=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Strict" {
		t.Error(got)
	}
	if _, err := http.ParseSetCookie(c.String()); err != nil {
		t.Error(err)
	}
}

// FuzzOpen: nothing opens but what was sealed, and nothing panics.
func FuzzOpen(f *testing.F) {
	s := sealer(f, keyA)
	sealed, _ := s.Seal(claims())
	f.Add(sealed)
	f.Add(sealed[:20])
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		if got, err := s.Open(text); err == nil && (text != sealed && got != claims()) {
			t.Fatalf("%q opens as %+v", text, got)
		}
	})
}

// FuzzClaims: what can be sealed comes back the same.
func FuzzClaims(f *testing.F) {
	s := sealer(f, keyA)
	f.Add("marta", "00112233445566778899aabbccddeeff", int64(1))
	f.Add("a\nb", "", int64(-1))
	f.Fuzz(func(t *testing.T, user, id string, unix int64) {
		in := Claims{User: user, Session: id, Ends: time.Unix(unix, 0).UTC()}
		sealed, err := s.Seal(in)
		if err != nil {
			return
		}
		if out, err := s.Open(sealed); err != nil || out != in {
			t.Fatalf("%+v came back as %+v, %v", in, out, err)
		}
	})
}

// What was opened once is known afterwards, as what it is and nothing else, and
// however many there are.
func TestOpenedTextsAreRemembered(t *testing.T) {
	s := sealer(t, keyA)
	cookie, err := s.Seal(claims())
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if got, err := s.Open(cookie); err != nil || got != claims() {
			t.Fatalf("%+v %v", got, err)
		}
		if _, err := s.OpenStandIn(cookie); !errors.Is(err, ErrSealed) {
			t.Errorf("a cookie opened as a stand-in token: %v", err)
		}
		if _, err := s.Open(cookie[:len(cookie)-1]); !errors.Is(err, ErrSealed) {
			t.Errorf("part of a cookie: %v", err)
		}
	}
	for range 2 * maxOpened {
		text, err := s.Seal(claims())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Open(text); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(s.opened); n == 0 || n > maxOpened {
		t.Errorf("%d texts are kept", n)
	}
}
