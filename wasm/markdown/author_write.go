package markdown

import (
	"bytes"
	"slices"

	"golang.org/x/net/html"
)

// writePieces writes what an author made of Markdown and HTML, where these kinds of content may stand.
func (w *writer) writePieces(list []piece, held content) {
	for _, p := range w.settled(list, held) {
		switch {
		case p.node != nil && p.hasBlock:
			w.block(p.node)
		case p.node != nil:
			w.inlineNode(p.node)
		case p.element == nil:
			w.authorText(p.text)
		default:
			w.element(&p, held)
		}
	}
	w.meter.Wrote(len(w.out))
}

// settled returns list with every element taken apart that may not stand there: its inside stands in its place. What a
// table cannot hold stands in front of it.
func (w *writer) settled(list []piece, held content) []piece {
	if !slices.ContainsFunc(list, func(p piece) bool { return p.element != nil && !w.mayStand(&p, held) }) {
		return list
	}
	out := make([]piece, 0, len(list))
	for _, p := range list {
		if p.element == nil || w.mayStand(&p, held) {
			out = append(out, p)
			continue
		}
		if p.element.name != "table" || !p.element.fits(held) {
			out = append(out, w.settled(p.inside, held)...)
			continue
		}
		var strays []piece
		strays, p.inside = fostered(&p)
		out = append(append(out, w.settled(strays, held)...), p)
	}
	return out
}

// mayStand reports whether an element may be written as one: where its parent holds it, where it can hold the blocks
// that are in it, and where a browser would leave its inside inside.
func (w *writer) mayStand(p *piece, held content) bool {
	e := p.element
	switch {
	case !e.fits(held):
		return false
	case p.hasBlock && e.holdsFor(held)&^phrasing == 0:
		return false
	case e.name == "a" && w.inLink:
		return false
	case e.name == "table":
		return isTable(p)
	}
	return true
}

// isTable reports whether nothing but rows and cells stand between the tags of a table: a browser moves everything
// else in front of it.
func isTable(p *piece) bool {
	return !slices.ContainsFunc(p.inside, func(c piece) bool {
		if c.element == nil {
			return c.node != nil || !isBlank(c.text)
		}
		if !c.element.fits(p.element.holds) {
			return true
		}
		return c.element.is&tableParts != 0 && !isTable(&c)
	})
}

// fostered takes out of a table, or a part of one, what is not of a table: a browser moves it in front (HTML Standard,
// section 13.2.6.1, foster parenting).
func fostered(p *piece) (strays, kept []piece) {
	for _, c := range p.inside {
		switch {
		case c.element == nil && c.node == nil && isBlank(c.text):
		case c.element == nil || !c.element.fits(p.element.holds):
			strays = append(strays, c)
			continue
		case c.element.is&tableParts != 0:
			var found []piece
			found, c.inside = fostered(&c)
			strays = append(strays, found...)
		}
		kept = append(kept, c)
	}
	return strays, kept
}

// authorText writes HTML that an author typed as the text it is read as.
func (w *writer) authorText(s []byte) {
	if bytes.IndexByte(s, '&') >= 0 {
		s = []byte(html.UnescapeString(string(s)))
	}
	w.read(s)
}

// htmlBlocks writes the children of a container that has blocks of HTML among them.
func (w *writer) htmlBlocks(list []piece, top bool) {
	list = w.settled(list, flow)
	for ; len(list) > 0; w.end(top) {
		n := 0
		for n < len(list) && isLoose(&list[n]) {
			n++
		}
		if n == 0 {
			w.writePieces(list[:1], flow)
			list = list[1:]
			continue
		}
		w.looseText(list[:n])
		list = list[n:]
	}
}

// isLoose reports whether p is text or stands among text, at the top of a block of HTML.
func isLoose(p *piece) bool {
	return p.node == nil && (p.element == nil || p.element.is == phrasing && !p.hasBlock)
}

// looseText writes a run of text and phrasing elements that stands in none of the author's blocks: as it is, or, where
// there are tags to be read as text, as a paragraph with the lines as they were typed.
func (w *writer) looseText(list []piece) {
	if !slices.ContainsFunc(list, func(p piece) bool { return p.element == nil && bytes.IndexByte(p.text, '<') >= 0 }) {
		w.writePieces(list, phrasing)
		return
	}
	if first := list[0].text; len(first) > 0 && first[0] == '\n' {
		w.str("\n") // the end of the line that the element before it stands on
	}
	w.str("<p>")
	for i := range list {
		p := &list[i]
		if p.element != nil {
			w.writePieces(list[i:i+1], phrasing)
			continue
		}
		text := p.text
		if i == 0 {
			text = bytes.TrimLeft(text, " \n")
		}
		if i == len(list)-1 {
			text = bytes.TrimRight(text, " \n")
		}
		for j, line := range bytes.Split(text, []byte("\n")) {
			if j > 0 {
				w.str("<br>\n")
			}
			w.authorText(line)
		}
	}
	w.str("</p>\n")
}
