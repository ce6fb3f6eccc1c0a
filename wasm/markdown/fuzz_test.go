package markdown

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzRender holds any text to all the walls: no panic, valid UTF-8, balanced, nothing but what is allowed, and
// nothing left for bluemonday to do.
func FuzzRender(f *testing.F) {
	for _, s := range hostile(f) {
		f.Add(s)
	}
	for _, s := range []string{"| a |\n|-|\n| b |", "- [x] a\n\n  b", "1. a\n   > b\n```go\nc\n```", "a\\\nb  \nc", "[a]: /b 'c'\n\n[a] ![a]",
		"<details>\n\n**a**\n\n</details>", "a <kbd>b</kbd> ~~c~~ www.d.example e@f.example", "<table><tr><td>\n\n- a\n\n</td></tr></table>", "<pre language='c \"d'>e</pre>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) { holdWalls(t, source) })
}

// FuzzFragments builds texts from pieces of syntax, which get deeper into the parser than changed bytes do: each byte
// of the input picks one.
func FuzzFragments(f *testing.F) {
	f.Add([]byte("\x01\x02\x03"))
	f.Fuzz(func(t *testing.T, picks []byte) {
		if len(picks) > 200 {
			return
		}
		var b strings.Builder
		for _, p := range picks {
			b.WriteString(fragments[int(p)%len(fragments)])
		}
		holdWalls(t, b.String())
	})
}

var fragments = []string{
	"a", " ", "\n", "\n\n", "    ", "\t", "*", "**", "_", "~~", "`", "```\n", "# ", "> ", "- ", "1. ", "- [x] ", "| a | b |\n|---|--:|\n",
	"|", "\\", "[", "]", "](", "](/b", ")", "![", "<", ">", "\"", "'", "&", "&lt;", "&#10;", "&#13;", "&amp;", "\u0000", "\r", "\u202e", "é", "\xff",
	"<b>", "</b>", "<a href=/x>", "</a>", "<div>", "</div>", "<details>", "<summary>", "</summary>", "</details>", "<pre>", "</pre>",
	"<p>", "</p>", "<table>", "<tr>", "<td>", "</td>", "</tr>", "</table>", "<ul>", "<li>", "</li>", "</ul>", "<dl>", "<dt>", "</dl>", "<br>",
	"<img src=x alt=y>", "<!--", "-->", "<script>", "</script>", "<svg>", "<h1>", "</h1>", "https://a.example/b", "javascript:", "mailto:a@b.example", "[c]: /d 'e'\n", "[c]", "---\n", "==\n", "<https://a.example>",
	"!", "#", "$", "%", "(", "+", ",", "-", ".", "/", ":", ";", "=", "?", "@", "^", "{", "}", "~", "0", "1", "2)", "x", "y.",
	"\x01", "\v", "\f", "\x1b", "\x7f", "\u0085", "\u00a0", "\u2028", "\u3000", "\ufeff", "\u200b", "\u00ad", "\u202a", "\u202c", "\u2066", "\u2069", "\U000e0041",
	"\u0301", "\ufe0f", "\U0001f468\u200d", "\u0430", "\u05d0", "\u00df", "\xc3", "\xe2\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc0\xaf",
	"&gt;", "&quot;", "&nbsp;", "&copy;", "&Tab;", "&NewLine;", "&colon;", "&#0;", "&#x202e;", "&#xD800;", "&#99999999;", "&lt", "&notit;", "&#x",
	"~~~\n", "***\n", "+ ", "2. ", "- [ ] ", "  ", "   ", "        ", "\t- ", "\\\n", "  \n", "\n> ", "\n- ", "|-|\n", "|:-:|", "\\|", "[c][]", "[](", "](<", "> \"", "[^c]", "[^c]: ",
	"www.", "http://", "tel:", "data:", "//a.example", "a@b.example", "https://u:p@a.example", "https://xn--a", "?a=b&c", "%41", "%", "%zz",
	"<p align=center>", "<sub>", "</sub>", "<kbd>", "<b/>", "</b ", "<a href=\"", "<img ", " src=", " alt='", " onclick=x", " style=\"", "</div\n>", "<?", "?>", "<!A", "<![CDATA[", "]]>", "<title>", "<textarea>", "<math>", "<noscript>", "<template>",
}

func FuzzText(f *testing.F) {
	for _, s := range hostile(f) {
		f.Add(s, 5)
	}
	f.Fuzz(func(t *testing.T, source string, limit int) {
		limit %= 1000
		out := Text(source, limit)
		if !utf8.ValidString(out) {
			t.Errorf("not valid UTF-8: %q", out)
		}
		if limit > 0 && clusters(out) > limit {
			t.Errorf("%d characters, the limit is %d: %q", clusters(out), limit, out)
		}
		whole := Text(source, 0)
		if head, shortened := strings.CutSuffix(out, "…"); shortened && out != whole && !strings.HasPrefix(whole, head) {
			t.Errorf("%q is not the start of %q", head, whole)
		}
	})
}

func clusters(s string) int {
	n := 0
	for len(s) > 0 {
		s = s[clusterLength(s):]
		n++
	}
	return n
}
