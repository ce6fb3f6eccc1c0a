package markdown

import (
	"strconv"

	east "github.com/yuin/goldmark/extension/ast"
)

// Ids are made of the prefix of the message and numbers, never of what the author wrote: a label such as "cookie"
// would be found as document.cookie by scripts of the page.

func (w *writer) footnoteLink(n *east.FootnoteLink) {
	note, ref := strconv.Itoa(n.Index), noteRef(n.Index, n.RefIndex)
	if w.inLink {
		w.str("<sup>" + note + "</sup>")
		return
	}
	w.str(`<sup><a class="footnote-ref" href="#` + w.set.prefix + "fn-" + note + `" id="` + w.set.prefix + ref + `">` + note + "</a></sup>")
}

func (w *writer) footnoteBacklink(n *east.FootnoteBacklink) {
	w.str(` <a class="footnote-backref" href="#` + w.set.prefix + noteRef(n.Index, n.RefIndex) + `">↩</a>`)
}

// noteRef is the id of one of the places that refer to a footnote, without the prefix.
func noteRef(index, ref int) string {
	id := "fnref-" + strconv.Itoa(index)
	if ref > 0 {
		id += "-" + strconv.Itoa(ref+1)
	}
	return id
}

func (w *writer) footnotes(n *east.FootnoteList) {
	w.str("<section class=\"footnotes\">\n<ol>\n")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		note, ok := c.(*east.Footnote)
		if !ok {
			continue
		}
		w.str(`<li id="` + w.set.prefix + "fn-" + strconv.Itoa(note.Index) + "\">\n")
		w.blocks(note)
		w.str("</li>\n")
	}
	w.str("</ol>\n</section>\n")
}
