package markdown

import (
	"strconv"
	"sync"

	"github.com/addend-go/addend/wasm/markdown/internal/direct"
	"github.com/addend-go/addend/wasm/markdown/internal/leaf"
	"github.com/addend-go/addend/wasm/markdown/internal/parse"
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// A writer writes the HTML of a parsed text. Every element it can write is named in its methods, and each is closed by
// the method that opened it: that is what makes the output balanced.
type writer struct {
	tree   *parse.Tree
	src    []byte
	out    []byte
	meter  *parse.Meter
	set    *settings
	markup bool // the tree has HTML that the author wrote
	inline int  // depth of inline elements
	inLink bool // inside an a element, which may hold no other

	target    knownTarget
	link      openLink // the link being written
	linkText  []byte   // what it says so far
	linkImage bool     // an image stands in it
	found     *[]Link

	ends []int // places in out between two blocks at the top, a good part of a page from each other
}

var writers = sync.Pool{New: func() any { return new(writer) }}

// keptBytes is the size up to which a buffer is kept for the next text.
const keptBytes = 1 << 18

// release gives the writer back, with its buffers. What it wrote must not be used after that.
func (w *writer) release() {
	out, ends, linkText := w.out, w.ends, w.linkText
	if cap(out) > keptBytes {
		out, ends = nil, nil
	}
	if cap(linkText) > keptBytes {
		linkText = nil
	}
	*w = writer{out: out[:0], ends: ends[:0], linkText: linkText[:0]}
	writers.Put(w)
}

// partSize is the least size of what is judged for itself by the second wall.
const partSize = 4 << 10

// end notes that a block ends here, where it stands in no other.
func (w *writer) end(top bool) {
	last := 0
	if n := len(w.ends); n > 0 {
		last = w.ends[n-1]
	}
	if top && len(w.out)-last >= partSize {
		w.ends = append(w.ends, len(w.out))
	}
}

// str is called in so many places that the module is smaller by 1 % with it in one.
//
//go:noinline
func (w *writer) str(s string) { w.out = append(w.out, s...) }

// blocks writes the block children of n. The line feeds are those of the CommonMark examples.
func (w *writer) blocks(n ast.Node) {
	top := n.Kind() == ast.KindDocument
	if w.markup && hasHTML(n) {
		w.htmlBlocks(w.pieces(n), top)
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.block(c)
		w.end(top)
	}
}

func (w *writer) block(n ast.Node) {
	w.meter.Wrote(len(w.out))
	switch n := n.(type) {
	case *ast.Paragraph:
		w.str("<p>")
		w.inlines(n)
		w.str("</p>\n")
	case *ast.TextBlock: // a paragraph of a tight list
		w.inlines(n)
		if n.NextSibling() != nil && w.tree.HasInlines(n) {
			w.str("\n")
		}
	case *ast.Heading:
		w.heading(n)
	case *ast.Blockquote:
		w.str("<blockquote>\n")
		w.blocks(n)
		w.str("</blockquote>\n")
	case *ast.List:
		w.list(n)
	case *ast.CodeBlock:
		w.str(`<pre dir="auto"><code>`)
		w.lines(n)
		w.str("</code></pre>\n")
	case *ast.FencedCodeBlock:
		w.str(`<pre dir="auto"><code`)
		w.language(n.Language(w.src))
		w.str(">")
		w.lines(n)
		w.str("</code></pre>\n")
	case *ast.ThematicBreak:
		w.str("<hr>\n")
	case *direct.Table:
		w.directTable(n)
	case *east.Table:
		w.table(n)
	case *east.FootnoteList:
		w.footnotes(n)
	}
}

func (w *writer) heading(n *ast.Heading) {
	tag := w.headingTag(n.Level)
	w.str("<")
	w.str(tag)
	w.str(">")
	w.inlines(n)
	w.str("</")
	w.str(tag)
	w.str(">\n")
}

// headingTag is the element of a heading of this level.
func (w *writer) headingTag(level int) string {
	level += w.set.offset
	if w.set.profile == Chat {
		level = max(level, 3) // a message must not outrank the headings of the page it stands in
	}
	return [...]string{"h1", "h2", "h3", "h4", "h5", "h6"}[min(level, 6)-1]
}

func (w *writer) list(n *ast.List) {
	tag := "ul>\n"
	switch {
	case n.IsOrdered() && n.Start != 1:
		tag = "ol>\n"
		w.str(`<ol start="` + strconv.Itoa(n.Start) + "\">\n")
	case n.IsOrdered():
		tag = "ol>\n"
		w.str("<" + tag)
	default:
		w.str("<" + tag)
	}
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		w.str("<li>")
		if first := item.FirstChild(); first != nil && first.Kind() != ast.KindTextBlock {
			w.str("\n")
		}
		w.blocks(item)
		w.str("</li>\n")
	}
	w.str("</" + tag)
}

func (w *writer) lines(n ast.Node) {
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		w.out = w.appendCode(w.out, line.Value(w.src))
	}
}

// language writes the class of a code block from the first word of its info string, where that is a word.
func (w *writer) language(info []byte) {
	name := string(leaf.Resolve(info))
	if !isLanguage(name) {
		return
	}
	w.str(` class="language-`)
	w.str(name)
	w.str(`"`)
}
