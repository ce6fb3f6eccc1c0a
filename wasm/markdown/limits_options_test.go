package markdown

import (
	"runtime"
	"strings"
	"testing"
)

// What the options add to the parser is metered like the rest: these texts end, rendered or whole with the reason.
func TestHostileTextsEndWithEveryOption(t *testing.T) {
	n := 100_000
	if runtime.GOOS == "js" {
		n = 20_000
	}
	families := map[string]string{
		"footnotes defined":             strings.Repeat("[^a]: b\n", n/8),
		"footnotes defined and used":    strings.Repeat("[^a]", n/8) + "\n\n" + strings.Repeat("[^b]: c\n\n", n/18),
		"many footnotes, each used":     numbered(n / 30),
		"one footnote used often":       strings.Repeat("[^a]", n/4) + "\n\n[^a]: b\n",
		"footnotes in footnotes":        strings.Repeat("[^a]: ", n/6),
		"half-written footnotes":        strings.Repeat("[^", n/2),
		"half-written image footnotes":  strings.Repeat("![^", n/3),
		"hashtags":                      strings.Repeat("#a ", n/3),
		"a hashtag too long":            "#" + strings.Repeat("a", n),
		"hashtags without letters":      strings.Repeat("#1", n/2),
		"at signs":                      strings.Repeat("@a", n/2),
		"tags left out":                 strings.Repeat("<x>", n/3),
		"hidden elements left open":     strings.Repeat("<style><script>", n/15),
		"half-written declarations":     "<b>" + strings.Repeat("<![CDATA[", n/9),
		"half-written instructions":     "<b>" + strings.Repeat("<?", n/2),
		"long texts of links":           strings.Repeat("["+strings.Repeat("a.com ", 100)+"](/b)", n/610),
		"long hosts":                    strings.Repeat("<https://"+strings.Repeat("\u0430.", 200)+"b>", n/620),
		"directions that nobody closed": strings.Repeat("\u2067\u202a", n/6),
		"towers of marks":               "a" + strings.Repeat("\u0301", n/2),
	}
	p := everyOption()
	r := &Renderer{p}
	mentions := make([]Mention, n/4)
	for i := range mentions {
		mentions[i] = Mention{Start: 2 * i, Length: 2, ID: "x"}
	}
	for name, source := range families {
		got, err := r.Append(nil, source, mentions...)
		if len(got) == 0 && err != nil {
			t.Errorf("%s: %v and nothing to show", name, err)
		}
		if _, err := r.AppendOperations(nil, source); err != nil && err.(*Error).Code == CodeUnmountable {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func numbered(n int) string {
	var b strings.Builder
	for i := range n {
		name := strings.Repeat("i", i%50) + string(rune('A'+i%26))
		b.WriteString("[^" + name + "]\n\n[^" + name + "]: x\n\n")
	}
	return b.String()
}
