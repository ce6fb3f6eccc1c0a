package markdown

import (
	"github.com/addend-go/addend/wasm/markdown/internal/direct"
	east "github.com/yuin/goldmark/extension/ast"
)

func (w *writer) table(n *east.Table) {
	w.str("<table>\n")
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		cell := "td"
		if row.Kind() == east.KindTableHeader {
			cell = "th"
			w.str("<thead>\n")
		}
		w.str("<tr>\n")
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			if c, ok := c.(*east.TableCell); ok {
				w.openCell(cell, c.Alignment)
				w.inlines(c)
				w.closeCell(cell)
			}
		}
		w.str("</tr>\n")
		switch {
		case cell == "th":
			w.str("</thead>\n")
			if row.NextSibling() != nil {
				w.str("<tbody>\n")
			}
		case row.NextSibling() == nil:
			w.str("</tbody>\n")
		}
		w.meter.Wrote(len(w.out))
	}
	w.str("</table>\n")
}

// directTable writes a table without nodes as table writes one with them.
func (w *writer) directTable(n *direct.Table) {
	w.str("<table>\n<thead>\n")
	cell := "th"
	for row := range n.Rows {
		w.str("<tr>\n")
		for column := range n.Alignments {
			w.openCell(cell, w.tree.Alignment(n, row, column))
			w.enter()
			if nodes := w.tree.Cell(n, row, column, w); nodes != nil {
				w.children(nodes)
			}
			w.leave()
			w.closeCell(cell)
		}
		w.str("</tr>\n")
		if row == 0 {
			w.str("</thead>\n")
			cell = "td"
		}
		if row == 0 && n.Rows > 1 {
			w.str("<tbody>\n")
		}
		w.meter.Wrote(len(w.out))
	}
	if n.Rows > 1 {
		w.str("</tbody>\n")
	}
	w.str("</table>\n")
}

func (w *writer) openCell(tag string, alignment east.Alignment) {
	w.str("<")
	w.str(tag)
	switch alignment {
	case east.AlignLeft:
		w.str(` align="left"`)
	case east.AlignRight:
		w.str(` align="right"`)
	case east.AlignCenter:
		w.str(` align="center"`)
	}
	w.str(">")
}

func (w *writer) closeCell(tag string) {
	w.str("</")
	w.str(tag)
	w.str(">\n")
}
