package markdown

import (
	"bytes"
	"unicode"

	"github.com/yuin/goldmark/ast"
)

func isLetterOrNumber(r rune) bool { return unicode.In(r, unicode.L, unicode.N) }

// htmlBlock writes a block of HTML as the text that it is, line by line.
func (w *writer) htmlBlock(n *ast.HTMLBlock) {
	var raw []byte
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		raw = append(raw, line.Value(w.src)...)
	}
	if n.HasClosure() {
		raw = append(raw, n.ClosureLine.Value(w.src)...)
	}
	raw = bytes.TrimRight(raw, "\n")
	w.str("<p>")
	for i, line := range bytes.Split(raw, []byte("\n")) {
		if i > 0 {
			w.str("<br>\n")
		}
		w.out = appendEscaped(w.out, line)
	}
	w.str("</p>\n")
}

// rawHTML writes a tag inside a paragraph as the text that it is.
func (w *writer) rawHTML(n *ast.RawHTML) {
	for i := range n.Segments.Len() {
		seg := n.Segments.At(i)
		w.out = appendEscaped(w.out, seg.Value(w.src))
	}
}
