package badge

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"
)

var (
	now   = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	older = bytes.Repeat([]byte("o"), 32)
	newer = bytes.Repeat([]byte("n"), 32)
)

func keys(t testing.TB, revoked []string, list ...[]byte) *Keys {
	k, err := New(list, revoked)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestBadgeIsForOneUserAndATime(t *testing.T) {
	k := keys(t, nil, newer, older)
	text := k.Issue("app", "lev", now.Add(time.Hour))
	for name, c := range map[string]struct {
		user, text string
		at         time.Time
		want       bool
	}{
		"its user":                {"lev", text, now, true},
		"another user":            {"marta", text, now, false},
		"nobody":                  {"", text, now, false},
		"over":                    {"lev", text, now.Add(time.Hour), false},
		"the label of the FAQ":    {"lev", "true", now, false},
		"nothing":                 {"lev", "", now, false},
		"a later end":             {"lev", strings.Replace(text, "v1.1", "v1.2", 1), now, false},
		"a plus before the end":   {"lev", strings.Replace(text, "v1.", "v1.+", 1), now, false},
		"a zero before the end":   {"lev", strings.Replace(text, "v1.", "v1.0", 1), now, false},
		"cut":                     {"lev", text[:len(text)-2], now, false},
		"a newline in it":         {"lev", text[:len(text)-1] + "\n", now, false},
		"signed by the older key": {"lev", keys(t, nil, older).Issue("app", "lev", now.Add(time.Hour)), now, true},
		"signed by a stranger":    {"lev", keys(t, nil, bytes.Repeat([]byte("s"), 32)).Issue("app", "lev", now.Add(time.Hour)), now, false},
		"too long a life":         {"lev", k.Issue("app", "lev", now.Add(MaxLife+time.Hour)), now, false},
		"user and end run over":   {"lev\n1", text, now, false},
	} {
		if got := k.Check("app", c.user, c.text, c.at); got != c.want {
			t.Errorf("%s: %v, want %v (%q)", name, got, c.want, c.text)
		}
	}
	if k.Check("ap", "plev", text, now) || k.Check("other", "lev", text, now) {
		t.Error("a badge of one application counts in another")
	}
	if keys(t, []string{"lev"}, newer).Check("app", "lev", text, now) {
		t.Error("a badge that was taken back still counts")
	}
}

func TestShortKeysAreRefused(t *testing.T) {
	for _, list := range [][][]byte{nil, {newer[:31]}, {newer, {}}} {
		if _, err := New(list, nil); !errors.Is(err, ErrKey) {
			t.Errorf("%d keys: %v", len(list), err)
		}
	}
}

func FuzzCheck(f *testing.F) {
	k := keys(f, nil, newer)
	f.Add("lev", k.Issue("app", "lev", now.Add(time.Hour)))
	f.Add("lev", "v1..")
	f.Fuzz(func(t *testing.T, user, text string) {
		if k.Check("app", user, text, now) && !strings.HasPrefix(text, "v1.") {
			t.Errorf("%q is taken for a badge of %q", text, user)
		}
	})
}
