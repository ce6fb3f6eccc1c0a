package markdown

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// Tabs in front of lines and behind markers, in texts put together from what gives them a meaning.
func TestTabsAreGoldmarks(t *testing.T) {
	pieces := []string{"\t", "\t", "\t\t", " ", "  ", "    ", "\n", "\n", "\n", "\n\n", "-", "- ", "-\t", "1.", "2.\t", "+", "> ", "a", "b *c*", "# d", "===", "---", "```\n", "~~~\n", "|a|b|", "|-|-|", "[a]: b", "[a]", "<div>", "</div>", "<!--", "\\", "  \n", "[ ] "}
	r := rand.New(rand.NewPCG(7, 8))
	compared := 0
	for range 30_000 {
		var b strings.Builder
		for range 2 + r.IntN(22) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		if source := b.String(); strings.Contains(source, "\t") && holdDirect(t, source) {
			compared++
		}
		if t.Failed() {
			return
		}
	}
	if compared < 10_000 {
		t.Errorf("only %d texts were compared", compared)
	}
}
