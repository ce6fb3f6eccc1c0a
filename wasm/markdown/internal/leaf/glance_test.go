package leaf

import (
	"bytes"
	"math/rand/v2"
	"testing"
	"unicode"
	"unicode/utf8"
)

// What is innocent at a glance is so at a second look, for every character there is.
func TestInnocent(t *testing.T) {
	n := 0
	for r := rune(utf8.RuneSelf); r <= utf8.MaxRune; r++ {
		s := utf8.AppendRune(nil, r)
		switch size := innocent(s, 0); {
		case size == 0:
		case size != len(s):
			t.Fatalf("%U has %d bytes, not %d", r, len(s), size)
		case isHidden(r) || unicode.In(r, unicode.Mn, unicode.Me):
			t.Errorf("%U is called innocent", r)
		default:
			n++
		}
	}
	if n < 40_000 {
		t.Errorf("only %d characters are innocent", n)
	}
}

// A glance says what a look at each character says.
func FuzzLook(f *testing.F) {
	f.Add([]byte("a\u202eb \u0301 \xed\xa0\x80"))
	f.Add([]byte("Резина клей 작동해요 “quoted” — 🪛 https://a.example"))
	f.Fuzz(func(t *testing.T, s []byte) { holdGlance(t, s) })
}

func TestLook(t *testing.T) {
	pieces := []string{"a", "word ", "@", "http://", "ww", "w", ":", "/", "\r", "\x00", "\t", "\n", "é", "Ж", "Резина", "ραδιό", "שלום", "مرحبا", "\u0483", "\u0591", "\u064b", "\u0670", "\u06d6", "한", "漢", "が", "“", "…", "\u2029", "\u202a", "\u2066", "\u0301", "\u0301\u0301\u0301", "\u3099", "\u302a",
		"\ufff9", "🪛", "🏴\U000E0067\U000E007F", "\U000E0041", "\U000E0001", "\xff", "\xc3", "\xe2\x80", "\xed\xa0\x80", "\xf0\x9f\x99", "\xf0\x8f\x80\x80", "\xc0\xaf", "\xf4\x90\x80\x80", "\ufffd"}
	r := rand.New(rand.NewPCG(3, 4))
	for range 200_000 {
		var s []byte
		for range r.IntN(12) {
			s = append(s, pieces[r.IntN(len(pieces))]...)
		}
		holdGlance(t, s)
	}
}

func holdGlance(t *testing.T, s []byte) {
	t.Helper()
	g := Look(s)
	if g.Valid != utf8.Valid(s) {
		t.Fatalf("%+q: valid is %v", s, g.Valid)
	}
	if !g.Valid {
		return
	}
	hidden, marks, most := false, 0, 0
	for _, r := range string(s) {
		hidden = hidden || isHidden(r)
		if marks++; !unicode.In(r, unicode.Mn, unicode.Me) {
			marks = 0
		}
		most = max(most, marks)
	}
	if suspect := hidden || most > maxMarks; suspect != g.Suspect {
		t.Fatalf("%+q: suspect is %v", s, g.Suspect)
	}
	if !g.Controls && bytes.ContainsAny(s, "\x00\r") {
		t.Fatalf("%+q: controls are overlooked", s)
	}
	if !g.Addresses && (bytes.Contains(s, []byte("://")) || bytes.Contains(s, []byte("www")) || bytes.IndexByte(s, '@') >= 0) {
		t.Fatalf("%+q: an address is overlooked", s)
	}
}
