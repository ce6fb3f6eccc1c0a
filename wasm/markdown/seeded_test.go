package markdown

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/addend-go/addend/wasm/markdown/internal/parse"
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// The comparison of the two parsers is worth something only if it notices. Here the direct parser's tree is spoiled, in
// one small way after another, and texts of the fuzz target's own pieces have to show each of them.
func TestSpoiledTreesAreNoticed(t *testing.T) {
	p, err := pipelineOf(Options{Profile: Post})
	if err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(ast.Node){
		"emphasis is strong": func(n ast.Node) {
			if e, ok := n.(*ast.Emphasis); ok {
				e.Level = 3 - e.Level
			}
		},
		"a hard line break is soft": func(n ast.Node) {
			if x, ok := n.(*ast.Text); ok && x.HardLineBreak() {
				x.SetHardLineBreak(false)
				x.SetSoftLineBreak(true)
			}
		},
		"text loses a byte": func(n ast.Node) {
			if x, ok := n.(*ast.Text); ok && x.Segment.Stop-x.Segment.Start > 3 {
				x.Segment.Stop--
			}
		},
		"a title is lost": func(n ast.Node) {
			if l, ok := n.(*ast.Link); ok {
				l.Title = nil
			}
		},
		"a target is another": func(n ast.Node) {
			if l, ok := n.(*ast.Link); ok {
				l.Destination = append(l.Destination[:len(l.Destination):len(l.Destination)], 'x')
			}
		},
		"a list starts elsewhere": func(n ast.Node) {
			if l, ok := n.(*ast.List); ok && l.IsOrdered() {
				l.Start++
			}
		},
		"a box is checked": func(n ast.Node) {
			if b, ok := n.(*east.TaskCheckBox); ok {
				b.IsChecked = !b.IsChecked
			}
		},
		"a cell is aligned": func(n ast.Node) {
			if c, ok := n.(*east.TableCell); ok {
				c.Alignment = east.AlignCenter
			}
		},
		"a heading is deeper": func(n ast.Node) {
			if h, ok := n.(*ast.Heading); ok {
				h.Level = h.Level%6 + 1
			}
		},
	} {
		if !noticed(p, spoil) {
			t.Errorf("%s, and nothing shows it", name)
		}
	}
	if noticed(p, func(ast.Node) {}) {
		t.Error("a difference is seen where nothing was spoiled")
	}
}

// noticed reports whether any of many texts is written in another way once the tree is spoiled.
func noticed(p *pipeline, spoil func(ast.Node)) bool {
	texts := strings.Split(everyday, "\n====\n")
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		var b strings.Builder
		for range 1 + r.IntN(20) {
			b.WriteString(fragments[r.IntN(len(fragments))])
		}
		texts = append(texts, b.String())
	}
	for _, source := range texts {
		if t, err := parseDirectly(source, p.parsesHTML()); err != nil {
			continue
		} else {
			t.Release()
		}
		want, err := p.byGoldmark(source)
		got, spoiled := p.spoiled(source, spoil)
		if err == nil && spoiled == nil && string(got) != string(want) {
			return true
		}
	}
	return false
}

func (p *pipeline) spoiled(source string, spoil func(ast.Node)) (html []byte, err error) {
	tree, err := p.parser.Parse(source)
	if err != nil {
		return nil, err
	}
	defer parse.Recover(&err)
	tree.Nodes()
	_ = ast.Walk(tree.Root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			spoil(n)
		}
		return ast.WalkContinue, nil
	})
	return p.written(tree), nil
}
