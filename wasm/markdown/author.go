package markdown

import (
	"bytes"
	"iter"

	"github.com/addend-go/addend/wasm/markdown/internal/direct"
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
	attrs    attributeList // of its start tag
	inside   []piece
	hasBlock bool // a block of Markdown is inside, at any depth
	closed   bool // by an end tag of its own
}

// A level is an element whose end has not been met yet, with what is in it so far.
type level struct {
	el   piece
	list []piece
}

// pieces returns the children of n with the HTML among them put together as a browser would: an end tag closes what
// was left open inside its element, a start tag closes an item or a paragraph that cannot hold it, an end tag without a
// start is nothing, and whatever is still open at the end of n is closed there. So every element that is written ends
// inside the container it began in.
func (w *writer) pieces(n ast.Node) []piece {
	stack := append(make([]level, 0, 8), level{list: make([]piece, 0, n.ChildCount())})
	open := map[string]int{} // by name, so that an end tag without a start does not search the stack
	closeTop := func() {
		done := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		open[done.el.element.name]--
		parent := &stack[len(stack)-1]
		if done.el.element.hidden {
			return
		}
		done.el.inside = done.list
		for _, p := range done.list {
			done.el.hasBlock = done.el.hasBlock || p.hasBlock
		}
		parent.list = append(parent.list, done.el)
	}
	add := func(p piece) {
		top := &stack[len(stack)-1]
		top.list = append(top.list, p)
	}
	for t, node := range w.tagsOf(n) {
		switch {
		case node != nil:
			block := node.Type() == ast.TypeBlock
			if block && stack[len(stack)-1].isOpen("p") {
				closeTop()
			}
			add(piece{node: node, hasBlock: block})
		case t.kind == tagText:
			add(piece{text: t.source})
		case t.kind == tagOpen:
			e := t.element
			for stack[len(stack)-1].endsBefore(e) {
				closeTop()
			}
			if e.holds == 0 && !e.hidden { // void
				add(piece{element: e, attrs: t.attrs})
				continue
			}
			parse.Inline(w.inline + len(stack))
			stack = append(stack, level{el: piece{element: e, attrs: t.attrs}})
			open[t.name]++
		case t.kind == tagClose && open[t.name] > 0:
			for !stack[len(stack)-1].isOpen(t.name) {
				closeTop()
			}
			stack[len(stack)-1].el.closed = true
			closeTop()
		}
	}
	for len(stack) > 1 {
		closeTop()
	}
	return stack[0].list
}

func (l *level) isOpen(name string) bool { return l.el.element != nil && l.el.element.name == name }

// endsBefore reports whether the start of e is the end of the element: the standard lets an author leave out the end
// tags of items, cells, rows and paragraphs.
func (l *level) endsBefore(e *element) bool {
	if l.el.element == nil {
		return false
	}
	const tableParts = section | row | cell
	switch is := l.el.element.is; {
	case l.el.element.name == "p":
		return e.is&(flow|item|term|summary|caption|tableParts) != 0
	case is == item, is == term, is == section:
		return e.is == is
	case is == row:
		return e.is&(row|section) != 0
	case is == cell:
		return e.is&tableParts != 0
	}
	return false
}

// tagsOf goes through the children of n: a tag for each piece of HTML, and every other child as it is.
func (w *writer) tagsOf(n ast.Node) iter.Seq2[*tag, ast.Node] {
	return func(yield func(*tag, ast.Node) bool) {
		started := map[string]int{}
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if k := c.Kind(); k != ast.KindHTMLBlock && k != ast.KindRawHTML {
				if !yield(nil, c) {
					return
				}
				continue
			}
			for t := range w.tagsIn(w.sourceOf(c), started) {
				if !yield(&t, nil) {
					return
				}
			}
		}
	}
}

// sourceOf is what the author typed of a node that is HTML.
func (w *writer) sourceOf(n ast.Node) (raw []byte) {
	switch n := n.(type) {
	case *direct.RawHTML:
		return w.src[n.Start:n.End]
	case *ast.HTMLBlock:
		if n.Lines().Len() == 1 && !n.HasClosure() {
			line := n.Lines().At(0)
			return line.Value(w.src)
		}
		for i := range n.Lines().Len() {
			line := n.Lines().At(i)
			raw = append(raw, line.Value(w.src)...)
		}
		if n.HasClosure() {
			raw = append(raw, n.ClosureLine.Value(w.src)...)
		}
	case *ast.RawHTML:
		for i := range n.Segments.Len() {
			s := n.Segments.At(i)
			raw = append(raw, s.Value(w.src)...)
		}
	}
	return raw
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

// isBlank reports whether s is nothing but white space to a browser (HTML Standard, section 13.2.6.4.9), which moves all
// else out of a table: vertical tabs and no-break spaces too, which Go counts as white space.
func isBlank(s []byte) bool { return len(bytes.Trim(s, " \t\n\f\r")) == 0 }
