package leaf

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestPlainMailIsParsedAlike(t *testing.T) {
	pieces := []string{"mailto:", "a", "B", "9", ".", "..", "-", "_", "@", "a@b.example", "%40", "?", ":", "+", "é", " ", "/", "#", "mailto:"}
	r := rand.New(rand.NewPCG(9, 10))
	plain := 0
	for range 200_000 {
		var b strings.Builder
		for range r.IntN(9) {
			b.WriteString(pieces[1+r.IntN(len(pieces)-1)])
		}
		text := b.String()
		s := pieces[0] + text
		if !isPlainMail(s) {
			continue
		}
		plain++
		if got, ok := parsedTarget([]byte(s), "http", "https", "mailto", "tel"); !ok || got != s {
			t.Fatalf("%q is parsed as %q, %v", s, got, ok)
		}
		if got := Examine(text, s); !IsHonest([]byte(text), s) || got != (Finding{}) {
			t.Fatalf("%q: honest is %v, Examine finds %+v", s, IsHonest([]byte(text), s), got)
		}
	}
	if plain < 1000 {
		t.Errorf("only %d addresses were plain", plain)
	}
	for _, s := range []string{"", "mailto:", "mailto:a", "mailto:@b", "mailto:a@", "mailto:a@b@c", "mailto:a@b?c", "mailto:é@b", "Mailto:a@b", "a@b"} {
		if isPlainMail(s) {
			t.Errorf("%q is plain", s)
		}
	}
}

func TestPlainPathsAreParsedAlike(t *testing.T) {
	pieces := []string{"a", "B", "9", ".", "..", "-", "_", "/", "//", "#", "?", "%41", "%", ":", "@", "é", " ", "http:", "\\", "\t", "~"}
	texts := []string{"a", "b c", "a.example", "", " ", "//b", "x:y", "ä"}
	r := rand.New(rand.NewPCG(5, 6))
	plain := 0
	for range 200_000 {
		var b strings.Builder
		for range r.IntN(9) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		s := b.String()
		if !isPlainPath(s) {
			continue
		}
		plain++
		if got, ok := parsedTarget([]byte(s), "http", "https"); !ok || got != s {
			t.Fatalf("%q is parsed as %q, %v", s, got, ok)
		}
		for _, text := range texts {
			if got := Examine(text, s); IsHonest([]byte(text), s) && got != (Finding{}) {
				t.Fatalf("%q to %q is honest, Examine finds %+v", text, s, got)
			}
		}
	}
	if plain < 1000 {
		t.Errorf("only %d addresses were plain", plain)
	}
	if !IsHonest([]byte("a"), "/b") || IsHonest([]byte("a.example"), "/b") {
		t.Error("a text that names no place is honest, another is to be examined")
	}
}

// An address that is known without parsing is what parsing makes of it: for any put together from pieces of addresses.
func TestPlainAddressesAreParsedAlike(t *testing.T) {
	pieces := []string{"https://", "http://", "a", "B", "9", ".", "..", "-", "_", "/", "//", "?", "=", "&", "a.example", "%41", "%", "#", ":", ":80", "@", "é", " ", "(", "~", "+", "\t", "xn--", "[", "\\"}
	r := rand.New(rand.NewPCG(3, 4))
	plain := 0
	for range 200_000 {
		var b strings.Builder
		b.WriteString(pieces[r.IntN(2)])
		for range r.IntN(9) {
			b.WriteString(pieces[2+r.IntN(len(pieces)-2)])
		}
		s := b.String()
		if !isPlainAddress([]byte(s)) {
			continue
		}
		plain++
		if got, ok := parsedTarget([]byte(s), "http", "https"); !ok || got != s {
			t.Fatalf("%q is parsed as %q, %v", s, got, ok)
		}
	}
	if plain < 1000 {
		t.Errorf("only %d addresses were plain", plain)
	}
	for _, s := range []string{"", "https://", "https:///a", "ftp://a", "https://a:80", "https://a@b", "https://a_b", "https://a/?", "https://a?b", "https://a/%41", "https://a/#b", "//a", "/a"} {
		if isPlainAddress([]byte(s)) {
			t.Errorf("%q is plain", s)
		}
	}
}
