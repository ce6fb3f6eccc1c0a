package swar

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

// index is what the functions are held to: one byte at a time.
func index(s []byte, chars string) int {
	for i, c := range s {
		if strings.IndexByte(chars, c) >= 0 {
			return i
		}
	}
	return len(s)
}

func word(s []byte, i int) uint64 {
	if i+8 <= len(s) {
		return Word(s, i)
	}
	return Tail(s, i)
}

func TestEveryByteInEveryPlace(t *testing.T) {
	for length := range 20 {
		for at := range length {
			for c := range 256 {
				s := bytes.Repeat([]byte("x"), length)
				s[at] = byte(c)
				hold(t, s)
			}
		}
	}
}

func FuzzSwar(f *testing.F) {
	f.Add([]byte("a & b < c"))
	f.Add([]byte("\x00\x01'\x06\x80\xa7%&"))
	f.Fuzz(func(t *testing.T, s []byte) { hold(t, s) })
}

func TestRandomBytes(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200_000 {
		s := make([]byte, r.IntN(40))
		few := []byte("aw:/@ \\&<>\"'\r\x00\x01\t(!*[]^_`~\x7f\x80\xff#\"")
		for i := range s {
			if s[i] = byte(r.IntN(256)); r.IntN(3) > 0 {
				s[i] = few[r.IntN(len(few))]
			}
		}
		hold(t, s)
	}
}

func TestUnits(t *testing.T) {
	for _, s := range []string{"", "a", "é", "한", "🪛", "aé한🪛é한🪛aaaaaaa🪛🪛🪛", "\U0010FFFF\uFFFF\u07FF\u0800"} {
		for front := range 9 {
			hold(t, []byte(strings.Repeat("x", front)+s))
		}
	}
}

func hold(t *testing.T, s []byte) {
	t.Helper()
	if got, must := Special(s), index(s, "&<>\"'\x00\r"); got > must || got < len(s) && index(s[got:], "&<>\"'\x00\r#\t\x01\x04\x05\b\f") != 0 {
		t.Fatalf("Special(%q) = %d, the first is at %d", s, got, must)
	}
	const active = "!*<[\\]^_`~\x7f"
	if got, want := Active(s, false), index(s, active); got != want {
		t.Fatalf("Active(%q) = %d, want %d", s, got, want)
	}
	if got, want := Active(s, true), index(s, active+" \"("); got != want {
		t.Fatalf("Active(%q, spaces) = %d, want %d", s, got, want)
	}
	k := Look(s)
	if escapes := bytes.ContainsAny(s, `\&`); escapes != (k&Escapes != 0) {
		t.Fatalf("Look(%q) says of escapes: %v", s, !escapes)
	}
	if markup := Special(s) < len(s); markup != (k&Markup != 0) {
		t.Fatalf("Look(%q) says of markup: %v", s, !markup)
	}
	var addresses, controls uint64
	for i := 0; i < len(s); i += 8 {
		addresses |= Address(word(s, i))
		controls |= Controls(word(s, i))
	}
	if addresses == 0 && (bytes.Contains(s, []byte(":/")) || bytes.Contains(s, []byte("ww")) || bytes.IndexByte(s, '@') >= 0) {
		t.Fatalf("no address may be in %q", s)
	}
	if controls == 0 && bytes.ContainsAny(s, "\x00\r") {
		t.Fatalf("no controls are in %q", s)
	}
	if utf8.Valid(s) {
		if got, want := Units(s), len(utf16.Encode([]rune(string(s)))); got != want {
			t.Fatalf("Units(%q) = %d, want %d", s, got, want)
		}
	}
	for i := range s {
		w := word(s, i)
		for j := range 8 {
			want := byte('a')
			if i+j < len(s) {
				want = s[i+j]
			}
			if byte(w>>(8*j)) != want {
				t.Fatalf("byte %d of word(%q, %d) is %#x", j, s, i, w)
			}
		}
	}
}
