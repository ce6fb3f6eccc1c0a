package direct

import "github.com/yuin/goldmark/ast"

// A Writer is told what stands in a block. Places are in the source of the tree.
type Writer interface {
	// Text is a text with its escapes and references, and the line break that ends it, if one does.
	Text(start, end int, soft, hard bool)
	// Code is the inside of a code span.
	Code(start, end int)
	// Open and Close are the ends of an emphasis: one or two of * or _, or of ~.
	Open(char byte, width int)
	Close(char byte, width int)
	// Link begins a link, which holds no other; title is nil where it has none.
	Link(destination, title []byte)
	EndLink()
	// Node is an address that stands in the text as it is, or a box of a task list.
	Node(n ast.Node)
}

// tell tells w what the tokens of a leaf stand for. Texts that continue each other are told as one.
func (p *parser) tell(l *leaf, w Writer) {
	var last token // a text that may go on
	pending := false
	flush := func() {
		if pending {
			w.Text(int(last.start), int(last.end), last.soft, last.hard)
			pending = false
		}
	}
	add := func(start, end int32, soft, hard bool) {
		switch {
		case pending && last.end == start && !last.soft && !last.hard:
			last.end, last.soft, last.hard = end, soft, hard
		case start < end || soft || hard:
			flush()
			last.start, last.end, last.soft, last.hard = start, end, soft, hard
			pending = true
		}
	}
	for i := l.first; i < l.last; i++ {
		t := &p.tokens[i]
		if t.kind > bracketToken {
			flush()
		}
		switch t.kind {
		case textToken, bracketToken:
			add(t.start, t.end, t.soft, t.hard)
		case codeToken:
			w.Code(int(t.start), int(t.end))
		case nodeToken:
			w.Node(t.node)
		case linkToken:
			w.Link(p.links[t.opens].destination, p.links[t.opens].title)
		case linkEndToken:
			w.EndLink()
		case delimiterToken:
			for m := t.closes; m != nowhere; m = p.matches[m].nextClose {
				flush()
				w.Close(p.matches[m].char, int(p.matches[m].width))
			}
			if t.left > 0 {
				add(t.start, t.start+t.left, false, false)
			}
			for m := t.opens; m != nowhere; m = p.matches[m].nextOpened {
				flush()
				w.Open(p.matches[m].char, int(p.matches[m].width))
			}
		}
	}
	flush()
}
