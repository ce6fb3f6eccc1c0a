package markdown

import (
	"strings"
	"testing"
)

func TestText(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"a *b* **c** ~~d~~ `e  f`", "a b c d e  f"},
		{"# a\n\nb\nc  \nd", "a\nb\nc\nd"},
		{"[a](https://b.example) ![c *d*](e) <https://f.example> g@h.example", "a c d https://f.example g@h.example"},
		{"- a\n- b\n  - c\n\n3. d\n4. e", "- a\n- b\n- c\n3. d\n4. e"},
		{"- [x] a\n- [ ] b", "- [x] a\n- [ ] b"},
		{"> a\n>\n> b", "a\nb"},
		{"```go\na < b\n```\n\n---\n\n    c", "a < b\nc"},
		{"| a | b |\n|---|---|\n| c | d |", "a | b\nc | d"},
		{"<b>a</b> &lt;i&gt; \\*c\\*", "<b>a</b> <i> *c*"},
		{"[a]: /b\n\n[a]", "a"},
		{strings.Repeat("> ", 100) + "a", strings.Repeat("> ", 100) + "a"}, // past a limit: as it was typed
	} {
		if got := Text(c.in, 0); got != c.want {
			t.Errorf("Text(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestTextIsCutBetweenCharacters(t *testing.T) {
	for _, c := range []struct {
		in    string
		limit int
		want  string
	}{
		{"abc", 3, "abc"},
		{"abcd", 3, "ab…"},
		{"abcd", 1, "…"},
		{"ab cd", 4, "ab…"},
		{"a\n\nb", 2, "a…"},
		{"e\u0301e\u0301e\u0301", 2, "e\u0301…"}, // a combining accent
		{"👩‍👩‍👧👍🏽👍🏽", 2, "👩‍👩‍👧…"},                                                   // a family, skin tones
		{"🇩🇪🇸🇪🇯🇵", 2, "🇩🇪…"},                                                         // two letters to a flag
		{"🏴\U000E0067\U000E0062\U000E007Fab", 2, "🏴\U000E0067\U000E0062\U000E007F…"}, // tags
		{"☀️☀️☀️", 2, "☀️…"},                                                         // a variation selector
		{"\u1112\u1161\u11ab\u1100\u1173\u11afx", 2, "\u1112\u1161\u11ab…"},          // parts of Hangul syllables
		{"한국어", 2, "한…"},
		{"क्षि क्षि", 2, "क्षि…"}, // a conjunct
		{"กำกำกำ", 2, "กำ…"},      // sara am
		{"مرحبا", 3, "مر…"},
	} {
		if got := Text(c.in, c.limit); got != c.want {
			t.Errorf("Text(%q, %d) = %q, want %q", c.in, c.limit, got, c.want)
		}
	}
}

func TestClusterLength(t *testing.T) {
	for _, s := range []string{"a", "\r\n", "\n", "é", "e\u0301\u0302", "👨‍👩‍👧‍👦", "🇩🇪", "각", "\u1100\u1161\u11a8", "क्ष", "\xff", "\u200d"} {
		if got := clusterLength(s + "x"); got != len(s) {
			t.Errorf("clusterLength(%q) = %d, want %d", s+"x", got, len(s))
		}
	}
	if got := clusterLength("\n\u0301"); got != 1 {
		t.Errorf("a mark joins a line feed: %d", got)
	}
}
