package direct

import (
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// A Table is a table whose rows and cells are no nodes: a text may have one for each of its bytes.
type Table struct {
	ast.BaseBlock
	Alignments []east.Alignment // of the columns
	Rows       int              // with the header

	first int // of its cells, row by row, in the parser's
}

// Kind implements ast.Node.
func (*Table) Kind() ast.NodeKind { return east.KindTable }

// Dump implements ast.Node.
func (n *Table) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// A cell is the number of the leaf that stands in a cell.
type cell int32

const (
	emptyCell cell = -1
	noCell    cell = -2 // the row is too short
)

// Alignment is that of a cell; one that its row lacks has none.
func (t *Tree) Alignment(n *Table, row, column int) east.Alignment {
	if t.parser.cells[n.first+row*len(n.Alignments)+column] == noCell {
		return east.AlignNone
	}
	return n.Alignments[column]
}

// Cell tells w what stands in a cell, as [Tree.Inlines] does of a block: where it has told nothing, the result has the
// nodes to be read instead.
func (t *Tree) Cell(n *Table, row, column int, w Writer) ast.Node {
	c := t.parser.cells[n.first+row*len(n.Alignments)+column]
	if c < 0 {
		return nil
	}
	l := &t.parser.leaves[c]
	if !l.nodes {
		t.parser.tell(l, w)
		return nil
	}
	if l.node == nil {
		l.node = east.NewTableCell()
	}
	t.parser.build(l)
	return l.node
}

// nodesOf puts goldmark's nodes in the place of a table.
func (t *Tree) nodesOf(n *Table) {
	table := east.NewTable()
	table.Alignments = n.Alignments
	for row := range n.Rows {
		r := t.parser.arena.row(n.Alignments)
		for column := range n.Alignments {
			c := t.parser.arena.cell(t.Alignment(n, row, column))
			if leaf := t.parser.cells[n.first+row*len(n.Alignments)+column]; leaf >= 0 {
				t.parser.leaves[leaf].node = c
			}
			r.AppendChild(r, c)
		}
		if row == 0 {
			table.AppendChild(table, east.NewTableHeader(r))
			continue
		}
		table.AppendChild(table, r)
	}
	n.Parent().ReplaceChild(n.Parent(), n, table)
}
