package markdown

import (
	"bytes"

	"github.com/addend-go/addend/wasm/markdown/internal/leaf"
	"github.com/addend-go/addend/wasm/markdown/internal/parse"
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

func (w *writer) inlines(n ast.Node) {
	w.enter()
	if !w.tree.Inlines(n, w) {
		w.children(n)
	}
	w.leave()
}

// children writes the inline children of n.
func (w *writer) children(n ast.Node) {
	if w.markup && hasHTML(n) {
		w.writePieces(w.pieces(n), phrasing)
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.inlineNode(c)
	}
}

// enter and leave stand at the ends of what holds inlines.
func (w *writer) enter() {
	w.inline++
	parse.Inline(w.inline)
}

func (w *writer) leave() {
	w.inline--
	w.meter.Wrote(len(w.out))
}

func (w *writer) inlineNode(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		w.textNode(n)
	case *ast.String:
		w.read(n.Value)
	case *ast.CodeSpan:
		w.str(`<code dir="auto">`)
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if t, ok := c.(*ast.Text); ok {
				w.code(t.Segment.Value(w.src))
			}
		}
		w.str("</code>")
	case *ast.Emphasis:
		w.str("<")
		w.str(emphasis('*', n.Level))
		w.inlines(n)
		w.str("</")
		w.str(emphasis('*', n.Level))
	case *east.Strikethrough:
		w.str("<del>")
		w.inlines(n)
		w.str("</del>")
	case *ast.Link:
		l := w.beginLink(leaf.Resolve(n.Destination), n.Title)
		w.inlines(n)
		w.endLink(l)
	case *ast.Image:
		w.image(n)
	case *ast.AutoLink:
		w.autoLink(n)
	case *east.TaskCheckBox:
		if n.IsChecked {
			w.str(`<input checked="" disabled="" type="checkbox"> `)
		} else {
			w.str(`<input disabled="" type="checkbox"> `)
		}
	case *east.FootnoteLink:
		w.footnoteLink(n)
	case *east.FootnoteBacklink:
		w.footnoteBacklink(n)
	case *parse.MentionNode:
		w.placed("mention", fillID(w.set.mention, n.ID), n.Segment.Value(w.src))
	case *parse.HashtagNode:
		tag := n.Segment.Value(w.src)
		w.placed("hashtag", fillTag(w.set.hashtag, tag[1:]), tag)
	}
}

// read writes text that an author wrote and a reader will read. Inside a link it is also what the link says of itself.
func (w *writer) read(text []byte) {
	if w.inLink || w.found != nil {
		w.linkText = append(w.linkText, text...)
	}
	w.out = leaf.AppendText(w.out, text)
}

// typed writes a text with its escapes and references.
func (w *writer) typed(text []byte) {
	if w.inLink || w.found != nil {
		w.read(leaf.Resolve(text))
		return
	}
	w.out = leaf.AppendRead(w.out, text, w.tree.Suspect)
}

// textNode writes a text, and with it those that continue it: the parsers end one at different characters, and whether a
// direction that begins in a text is ended in it must not depend on that.
func (w *writer) textNode(n *ast.Text) {
	if before, ok := n.PreviousSibling().(*ast.Text); ok && continues(before, n) {
		return
	}
	segment := n.Segment
	for {
		next, ok := n.NextSibling().(*ast.Text)
		if !ok || !continues(n, next) {
			break
		}
		n, segment.Stop = next, next.Segment.Stop
	}
	if value := segment.Value(w.src); n.IsRaw() {
		w.read(value)
	} else {
		w.typed(value)
	}
	if n.HardLineBreak() || n.SoftLineBreak() {
		w.lineBreak(n.HardLineBreak())
	}
}

func (w *writer) lineBreak(hard bool) {
	w.out = bytes.TrimRight(w.out, " ") // with bare links on, the parser leaves the spaces at the end of a line
	if hard || w.set.breaks {
		w.str("<br>")
	}
	w.str("\n")
	if w.inLink {
		w.linkText = append(w.linkText, ' ')
	}
}

// continues reports whether b begins where a ends.
func continues(a, b *ast.Text) bool {
	return a.Segment.Stop == b.Segment.Start && a.IsRaw() == b.IsRaw() && !a.SoftLineBreak() && !a.HardLineBreak() &&
		a.Segment.Padding == 0 && b.Segment.Padding == 0
}

// code writes a line of a code span, in which a line ending is a space.
func (w *writer) code(line []byte) {
	line, ended := bytes.CutSuffix(line, []byte("\n"))
	if w.inLink {
		w.linkText = append(w.linkText, line...)
	}
	w.out = w.appendCode(w.out, line)
	if ended {
		w.str(" ")
	}
}

// appendCode appends code of the text's author.
func (w *writer) appendCode(dst, code []byte) []byte {
	if w.tree.Suspect {
		return leaf.AppendCode(dst, code)
	}
	return leaf.AppendEscaped(dst, code)
}

// emphasis is the end of the tags of an emphasis.
func emphasis(char byte, width int) string {
	switch {
	case char == '~':
		return "del>"
	case width == 2:
		return "strong>"
	}
	return "em>"
}
