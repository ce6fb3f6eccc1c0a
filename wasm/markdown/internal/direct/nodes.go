package direct

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// RawHTML is a tag, or what else of HTML may stand in a text, at its place in the source of the tree. goldmark's node has
// a list of places.
type RawHTML struct {
	ast.BaseInline
	Start, End int
}

// Kind implements ast.Node.
func (*RawHTML) Kind() ast.NodeKind { return ast.KindRawHTML }

// Dump implements ast.Node.
func (n *RawHTML) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// build appends the nodes that the tokens of a leaf stand for to it.
func (p *parser) build(l *leaf) {
	if l.built {
		return
	}
	l.built = true
	p.parents = append(p.parents[:0], l.node)
	parent := l.node
	for i := l.first; i < l.last; i++ {
		t := &p.tokens[i]
		switch t.kind {
		case textToken, bracketToken:
			p.appendText(parent, t)
		case codeToken:
			p.appendCode(parent, t)
		case nodeToken:
			n := t.node
			if raw, ok := n.(*RawHTML); ok && p.goldmarks {
				other := ast.NewRawHTML()
				other.Segments.Append(text.NewSegment(raw.Start, raw.End))
				n = other
			}
			parent.AppendChild(parent, n)
		case linkToken:
			l := &p.links[t.opens]
			var n ast.Node
			if l.image {
				image := &ast.Image{}
				image.Destination, image.Title = l.destination, l.title
				n = image
			} else {
				a := p.arena.link()
				a.Destination, a.Title = l.destination, l.title
				n = a
			}
			parent.AppendChild(parent, n)
			p.parents = append(p.parents, n)
			parent = n
		case linkEndToken:
			p.parents = p.parents[:len(p.parents)-1]
			parent = p.parents[len(p.parents)-1]
		case delimiterToken:
			for m := t.closes; m != nowhere; m = p.matches[m].nextClose {
				p.parents = p.parents[:len(p.parents)-1]
				parent = p.parents[len(p.parents)-1]
			}
			if t.left > 0 {
				rest := token{start: t.start, end: t.start + t.left}
				p.appendText(parent, &rest)
			}
			for m := t.opens; m != nowhere; m = p.matches[m].nextOpened {
				n := p.arena.emphasis(p.matches[m])
				parent.AppendChild(parent, n)
				p.parents = append(p.parents, n)
				parent = n
			}
		}
	}
}

// appendText appends text to what parent ends in, or as a node of its own.
func (p *parser) appendText(parent ast.Node, t *token) {
	if last, ok := parent.LastChild().(*ast.Text); ok && last.Segment.Stop == int(t.start) && !last.SoftLineBreak() && !last.HardLineBreak() {
		last.Segment.Stop = int(t.end)
		last.SetSoftLineBreak(t.soft)
		last.SetHardLineBreak(t.hard)
		return
	}
	if t.start == t.end && !t.soft && !t.hard {
		return
	}
	n := p.arena.text(int(t.start), int(t.end))
	n.SetSoftLineBreak(t.soft)
	n.SetHardLineBreak(t.hard)
	parent.AppendChild(parent, n)
}

// appendCode appends a code span: one text for each of its lines.
func (p *parser) appendCode(parent ast.Node, t *token) {
	span := p.arena.codeSpan()
	for start, end := int(t.start), int(t.end); start < end; {
		stop := end
		if i := bytes.IndexByte(p.text[start:end], '\n'); i >= 0 {
			stop = start + i + 1
		}
		n := p.arena.text(start, stop)
		n.SetRaw(true)
		span.AppendChild(span, n)
		start = stop
	}
	parent.AppendChild(parent, span)
}
