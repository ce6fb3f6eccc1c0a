package direct

import (
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
)

// What the trees are is held to goldmark's by the tests and the fuzz target of package markdown. Here is what is
// declined, and that memory is used again without a trace of the text before.

func TestDeclined(t *testing.T) {
	for source, want := range map[string]bool{
		"a\n\n- b\n- c\n\n> d\n\n```\n\te\n```\n": false,
		"| a |\n|---|\n| `b` \\| c |\n":           false,
		"| a |\n|---|\n| `b\\\\| c` |\n":          true,
		"| a |\n|---|\n| b \\| `c` |\n":           false,
		"[a]: /b 'c'\n":                           false,
		"[a]:\n/b\n":                              false,
		"[a]: <b>\n":                              false,
		"[a]: <b>c\n":                             true,
		"- \n":                                    true,
		"-\ta\n\t- b\n":                           false,
		"- a\n\n\t\tb\n":                          true,
		"\ta\n":                                   false,
		strings.Repeat("> ", 65) + "a":            true,
		strings.Repeat("> ", 64) + "a":            false,
		strings.Repeat("[a](b", 20_000):           false,
		strings.Repeat("[a](b", 20_000) + ")":     false,
		strings.Repeat("[a](<b", 20_000) + ")":    true,
	} {
		tree, err := Parse(source, Options{HTML: true, Addresses: true, MaxDepth: 64})
		if (err != nil) != want {
			t.Errorf("%.40q: %v", source, err)
		}
		if err == nil {
			tree.Release()
		}
	}
}

func TestMemoryIsUsedAgainWithoutATrace(t *testing.T) {
	const source = "a *b* **c** ~~d~~ `e` [f](g)\n\n- h\n- i\n"
	first := outline(t, source)
	for _, other := range []string{"", "# a", strings.Repeat("*a* [b](c) `d`\n\n- e\n", 100), "[a]: b\n\n[a]"} {
		outline(t, other)
		if again := outline(t, source); again != first {
			t.Errorf("after %.20q the tree is\n%s, and was\n%s", other, again, first)
		}
	}
	if first == "" {
		t.Error("there is no tree")
	}
}

// What a text takes of every kind of node is given back with it.
func TestNodesAreGivenBack(t *testing.T) {
	const source = "# 0\n\na *b* ~~c~~ `d` [e](f)\n\n- g\n- h\n\n| i |\n|---|\n| j |\n"
	taken := func() [10]int {
		tree, err := Parse(source, Options{HTML: true, Addresses: true, MaxDepth: 64})
		if err != nil {
			t.Fatal(err)
		}
		defer tree.Release()
		tree.Nodes()
		a := &tree.parser.arena
		return [...]int{a.texts.used, a.paragraphs.used, a.loose.used, a.emphases.used, a.links.used, a.codeSpans.used, a.items.used, a.strikes.used, a.headings.used, a.rows.used + 1000*a.cells.used}
	}
	first := taken()
	for range 20 {
		if again := taken(); again != first {
			t.Fatalf("a text took %v, and first %v", again, first)
		}
	}
	for i, n := range first {
		if n == 0 {
			t.Errorf("the text has none of kind %d", i)
		}
	}
}

// outline lists the nodes of a text with their text, and gives the tree back.
func outline(t *testing.T, source string) string {
	t.Helper()
	tree, err := Parse(source, Options{HTML: true, Addresses: true, MaxDepth: 64})
	if err != nil {
		t.Fatalf("%.40q: %v", source, err)
	}
	defer tree.Release()
	tree.Nodes()
	var b strings.Builder
	_ = ast.Walk(tree.Root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			b.WriteString(n.Kind().String() + " ")
			if x, ok := n.(*ast.Text); ok {
				b.Write(x.Segment.Value(tree.Source))
			}
			b.WriteByte('\n')
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}
