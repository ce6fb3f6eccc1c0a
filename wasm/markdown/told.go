package markdown

import (
	"bytes"

	"github.com/addend-go/addend/wasm/markdown/internal/leaf"
	"github.com/yuin/goldmark/ast"
)

// What follows is told to the writer by a tree that has no nodes for what stands in a block. Each method writes what
// inlineNode writes of the node that would be there.

// Text writes a text and the line break at its end.
func (w *writer) Text(start, end int, soft, hard bool) {
	w.typed(w.src[start:end])
	if soft || hard {
		w.lineBreak(hard)
	}
}

// Code writes a code span.
func (w *writer) Code(start, end int) {
	w.str(`<code dir="auto">`)
	for line := range bytes.Lines(w.src[start:end]) {
		w.code(line)
	}
	w.str("</code>")
}

// Open writes the start of an emphasis.
func (w *writer) Open(char byte, width int) {
	w.str("<")
	w.str(emphasis(char, width))
	w.enter()
}

// Close writes its end.
func (w *writer) Close(char byte, width int) {
	w.leave()
	w.str("</")
	w.str(emphasis(char, width))
}

// Link writes the start of a link.
func (w *writer) Link(destination, title []byte) {
	w.link = w.beginLink(leaf.Resolve(destination), title)
	w.enter()
}

// EndLink writes its end.
func (w *writer) EndLink() {
	w.leave()
	w.endLink(w.link)
}

// Node writes what is a node all the same.
func (w *writer) Node(n ast.Node) { w.inlineNode(n) }
