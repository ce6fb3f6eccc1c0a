package direct

import (
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// An arena holds the nodes of which a text has many, so that they are not allocated one by one, and gives them out
// again for the next text.
type arena struct {
	texts      slab[ast.Text]
	paragraphs slab[ast.Paragraph]
	loose      slab[ast.TextBlock]
	emphases   slab[ast.Emphasis]
	links      slab[ast.Link]
	codeSpans  slab[ast.CodeSpan]
	items      slab[ast.ListItem]
	strikes    slab[east.Strikethrough]
	headings   slab[ast.Heading]
	quotes     slab[ast.Blockquote]
	rawHTML    slab[RawHTML]
	rows       slab[east.TableRow]
	cells      slab[east.TableCell]
}

// slabSize is the number of nodes that are allocated together.
const slabSize = 32

// kept is the number of slabs of a kind that are kept for the next text: what one text of the usual length needs.
const kept = 32

type slab[T any] struct {
	chunks [][]T
	used   int
}

func (s *slab[T]) next() *T {
	chunk, at := s.used/slabSize, s.used%slabSize
	if chunk == len(s.chunks) {
		s.chunks = append(s.chunks, make([]T, slabSize))
	}
	s.used++
	return &s.chunks[chunk][at]
}

func (s *slab[T]) reset() {
	if s.used > 0 { // most texts have few kinds of nodes
		s.clear()
	}
}

func (s *slab[T]) clear() {
	if len(s.chunks) > kept {
		clear(s.chunks[kept:])
		s.chunks = s.chunks[:kept]
	}
	for i := 0; i < len(s.chunks) && i*slabSize < s.used; i++ {
		clear(s.chunks[i][:min(slabSize, s.used-i*slabSize)])
	}
	s.used = 0
}

func (a *arena) reset() {
	a.texts.reset()
	a.paragraphs.reset()
	a.loose.reset()
	a.emphases.reset()
	a.links.reset()
	a.codeSpans.reset()
	a.items.reset()
	a.strikes.reset()
	a.headings.reset()
	a.quotes.reset()
	a.rawHTML.reset()
	a.rows.reset()
	a.cells.reset()
}

func (a *arena) text(start, stop int) *ast.Text {
	n := a.texts.next()
	n.Segment = text.NewSegment(start, stop)
	return n
}

func (a *arena) emphasis(m match) ast.Node {
	if m.char == '~' {
		return a.strikes.next()
	}
	n := a.emphases.next()
	n.Level = int(m.width)
	return n
}

func (a *arena) heading(level int) *ast.Heading {
	n := a.headings.next()
	n.Level = level
	return n
}

func (a *arena) link() *ast.Link         { return a.links.next() }
func (a *arena) codeSpan() *ast.CodeSpan { return a.codeSpans.next() }

func (a *arena) row(alignments []east.Alignment) *east.TableRow {
	r := a.rows.next()
	r.Alignments = alignments
	return r
}

func (a *arena) cell(alignment east.Alignment) *east.TableCell {
	c := a.cells.next()
	c.Alignment = alignment
	return c
}

func newTask(checked bool) ast.Node { return east.NewTaskCheckBox(checked) }
