package markdown

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// What goldmark reads in a way of its own, in texts put together from what gives it a meaning.
func TestTabsAreGoldmarks(t *testing.T) {
	holdPieces(t, "\t", "\t", "\t", "\t\t", " ", "  ", "    ", "\n", "\n", "\n", "\n\n", "-", "- ", "-\t", "1.", "2.\t", "+", "> ", "a", "b *c*", "# d", "===", "---", "```\n", "~~~\n", "|a|b|", "|-|-|", "[a]: b", "[a]", "<div>", "</div>", "<!--", "\\", "  \n", "[ ] ")
}

func TestPipesAreGoldmarks(t *testing.T) {
	holdPieces(t, `\|`, `\|`, `\|`, "|", "|", "`", "`", "``", "\\", " ", "a", "*", "**b**", "[c](d)", "[c](", "e)", "www.f.example", "<g>", "~", "\n", "\n|-|-|\n", "\n|-|\n", "_", "(", "![", "]")
}

func TestDefinitionsAreGoldmarks(t *testing.T) {
	holdPieces(t, "\\", "\n\n[a]: ", "\n[b]: ", "[a]", "[b]", "\\", "c", "(", ")", `"`, "'", " ", "\n", "<", ">", "d", "/e", "[a](", "é", "&amp;", "]", ":", "[f\n", "\n> [a", "\n- [")
}

func TestTargetsAreGoldmarks(t *testing.T) {
	holdPieces(t, "[a](", "[a](", "[a](", "![b](", "(", "(", ")", ")", strings.Repeat("c", 33), `\(`, `\)`, `\`, "]", `]\(`, "<", ">", " ", "'d'", "`", "*", "\n", "e\n\n")
}

func TestDepthIsGoldmarks(t *testing.T) {
	holdPieces(t, strings.Repeat("> ", 33), strings.Repeat("- ", 33), strings.Repeat("> ", 32), strings.Repeat("- ", 31), strings.Repeat("1. ", 8), "> ", "- ", "* ", "+ - ", "a", "a", "\n", "\n", "\n\n", "    ", "***", "- - -", "`")
}

func TestBreaksAreGoldmarks(t *testing.T) {
	holdPieces(t, "- ", "- ", "* ", "*", "-", "_", "***", "---", "* * *", "- - -", "+ ", "1. ", "> ", " ", "a", "\n", "\n", "\n\n", "    ")
}

// holdPieces compares texts of these pieces that have the first of them.
func holdPieces(t *testing.T, pieces ...string) {
	t.Helper()
	r := rand.New(rand.NewPCG(7, 8))
	compared := 0
	for range 20_000 {
		var b strings.Builder
		for range 2 + r.IntN(22) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		if source := b.String(); strings.Contains(source, pieces[0]) && holdDirect(t, source) {
			compared++
		}
		if t.Failed() {
			return
		}
	}
	if compared < 4_000 {
		t.Errorf("only %d texts were compared", compared)
	}
}
