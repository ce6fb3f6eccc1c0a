package markdown

import (
	"bytes"

	"github.com/addend-go/addend/wasm/markdown/internal/parse"
	"github.com/yuin/goldmark/ast"
)

// A piece is a part of what stands between the start and the end of one container of the tree: something that
// Markdown made, a text or an element that the author wrote as HTML. Pieces form a tree of their own, because an
// element may begin in one node and end in another: <details>, blocks of Markdown, </details>.
type piece struct {
	node     ast.Node // made by Markdown
	text     []byte   // written as HTML, shown as text
	element  *element
	open     tag
	close    []byte // as it was typed; nil for a void element
	inside   []piece
	hasBlock bool // a block of Markdown is inside, at any depth
}

// pieces returns the children of n with the HTML among them put together. Only an element whose start and end are
// both there is one; a tag without its partner is text. That is what keeps the output balanced.
func (w *writer) pieces(n ast.Node) []piece {
	tags, nodes := w.tagsOf(n)
	partner := pairs(tags)
	type level struct {
		list []piece
		el   piece
		end  int
	}
	stack := []level{{end: len(tags)}}
	for i := range tags {
		top := &stack[len(stack)-1]
		t := &tags[i]
		switch {
		case nodes[i] != nil:
			block := nodes[i].Type() == ast.TypeBlock
			top.list = append(top.list, piece{node: nodes[i], hasBlock: block})
		case t.kind == tagComment:
		case t.kind == tagText || partner[i] < 0:
			top.list = append(top.list, piece{text: t.source})
		case t.kind == tagOpen && partner[i] == i: // void
			top.list = append(top.list, piece{element: elementNamed(t.name), open: *t})
		case t.kind == tagOpen:
			parse.Inline(w.inline + len(stack))
			stack = append(stack, level{el: piece{element: elementNamed(t.name), open: *t}, end: partner[i]})
		default: // the end of the element on top: pairs never overlap
			done := top.el
			done.inside, done.close = top.list, t.source
			for _, p := range done.inside {
				done.hasBlock = done.hasBlock || p.hasBlock
			}
			stack = stack[:len(stack)-1]
			parent := &stack[len(stack)-1]
			parent.list = append(parent.list, done)
		}
	}
	return stack[0].list
}

// tagsOf lists the children of n: a tag for each piece of HTML, and for every other child a place in nodes.
func (w *writer) tagsOf(n ast.Node) (tags []tag, nodes []ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		var raw []byte
		switch c := c.(type) {
		case *ast.HTMLBlock:
			for i := range c.Lines().Len() {
				line := c.Lines().At(i)
				raw = append(raw, line.Value(w.src)...)
			}
			if c.HasClosure() {
				raw = append(raw, c.ClosureLine.Value(w.src)...)
			}
		case *ast.RawHTML:
			for i := range c.Segments.Len() {
				s := c.Segments.At(i)
				raw = append(raw, s.Value(w.src)...)
			}
		default:
			tags, nodes = append(tags, tag{}), append(nodes, c)
			continue
		}
		found := tagsIn(raw)
		tags = append(tags, found...)
		nodes = append(nodes, make([]ast.Node, len(found))...)
	}
	return tags, nodes
}

// pairs finds the partner of each tag: its own index for a void element, -1 for a tag without one. Pairs nest; an
// element that is left open when one around it ends has no partner.
func pairs(tags []tag) []int {
	partner := make([]int, len(tags))
	open := map[string]int{} // by name, so that an end tag without a start does not search the stack
	var stack []int
	for i := range tags {
		t := &tags[i]
		partner[i] = -1
		switch t.kind {
		case tagOpen:
			if elementNamed(t.name).holds == 0 {
				partner[i] = i
				continue
			}
			stack = append(stack, i)
			open[t.name]++
		case tagClose:
			if open[t.name] == 0 {
				continue
			}
			for {
				last := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				open[tags[last].name]--
				if tags[last].name == t.name {
					partner[last], partner[i] = i, last
					break
				}
			}
		}
	}
	return partner
}

// hasHTML reports whether one of the children of n is HTML.
func hasHTML(n ast.Node) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if k := c.Kind(); k == ast.KindHTMLBlock || k == ast.KindRawHTML {
			return true
		}
	}
	return false
}

func isBlank(s []byte) bool { return len(bytes.TrimSpace(s)) == 0 }
