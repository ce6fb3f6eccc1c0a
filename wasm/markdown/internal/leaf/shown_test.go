package leaf

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestShown(t *testing.T) {
	zalgo := "a" + strings.Repeat("\u0301", 30)
	for name, c := range map[string]struct{ in, text, code string }{
		"nothing":                    {"", "", ""},
		"ASCII":                      {"a < b", "a < b", "a < b"},
		"letters of many scripts":    {"é שלום مرحبا 日本語 한국어 ไทย", "é שלום مرحبا 日本語 한국어 ไทย", "é שלום مرحبا 日本語 한국어 ไทย"},
		"right-to-left override":     {"photo\u202egpj.exe", "photogpj.exe", "photo[U+202E]gpj.exe"},
		"override that ends":         {"a\u202eb\u202cc", "abc", "a[U+202E]b[U+202C]c"},
		"open embedding":             {"a\u202bb", "ab", "a[U+202B]b"},
		"closed embedding":           {"a\u202bb\u202cc", "a\u202bb\u202cc", "a[U+202B]b[U+202C]c"},
		"end without start":          {"a\u2069b", "ab", "a[U+2069]b"},
		"isolate":                    {"\u2068a\u2069", "\u2068a\u2069", "[U+2068]a[U+2069]"},
		"isolate ended by the wrong": {"\u2068a\u202c", "a", "[U+2068]a[U+202C]"},
		"isolate over a line end":    {"\u2068a\nb\u2069", "a\nb", "[U+2068]a\nb[U+2069]"},
		"nested":                     {"\u2067a\u2066b\u2069c\u2069", "\u2067a\u2066b\u2069c\u2069", "[U+2067]a[U+2066]b[U+2069]c[U+2069]"},
		"marks that people write":    {"\u05d1\u05bc\u05b0\u0596", "\u05d1\u05bc\u05b0\u0596", "\u05d1\u05bc\u05b0\u0596"},
		"a tower of marks":           {zalgo + "b", zalgo[:17] + "b", zalgo[:17] + "b"},
		"flag of Scotland":           {"🏴\U000E0067\U000E0062\U000E007F", "🏴\U000E0067\U000E0062\U000E007F", "🏴[U+E0067][U+E0062][U+E007F]"},
		"tags on their own":          {"a\U000E0041\U000E0042b", "ab", "a[U+E0041][U+E0042]b"},
		"tags after a flag's end":    {"🏴\U000E0067\U000E007F\U000E0041", "🏴\U000E0067\U000E007F", "🏴[U+E0067][U+E007F][U+E0041]"},
		"annotation":                 {"a\ufff9b\ufffac\ufffb", "abc", "a[U+FFF9]b[U+FFFA]c[U+FFFB]"},
		"joiners stay":               {"👩\u200d👧 می\u200cخواهم", "👩\u200d👧 می\u200cخواهم", "👩\u200d👧 می\u200cخواهم"},
		"direction marks stay":       {"a\u200eb\u200fc", "a\u200eb\u200fc", "a\u200eb\u200fc"},
	} {
		if got := string(Shown([]byte(c.in))); got != c.text {
			t.Errorf("%s: Shown(%+q) = %+q, want %+q", name, c.in, got, c.text)
		}
		if got := string(ShownCode([]byte(c.in))); got != c.code {
			t.Errorf("%s: ShownCode(%+q) = %+q, want %+q", name, c.in, got, c.code)
		}
	}
}

// What has been through it once has nothing left to do.
func FuzzShown(f *testing.F) {
	f.Add([]byte("a\u202eb\u2068c\u2069\u202c\U000E0041\u0301"))
	f.Fuzz(func(t *testing.T, s []byte) {
		if !utf8.Valid(s) {
			return // the parser replaces what is not UTF-8 before anything else
		}
		if once := Shown(s); string(Shown(once)) != string(once) {
			t.Errorf("%+q becomes %+q, and that something else again", s, once)
		}
		if once := ShownCode(s); string(ShownCode(once)) != string(once) {
			t.Errorf("as code, %+q becomes %+q, and that something else again", s, once)
		}
	})
}
