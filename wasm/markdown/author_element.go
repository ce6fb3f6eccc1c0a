package markdown

import (
	"bytes"
	"strings"
)

// element writes an element with the attributes that it may have, rebuilt from what the author gave. An element that
// is nothing without an attribute it lacks, such as a link without an allowed target, is left out and its inside kept.
func (w *writer) element(p *piece, held content) {
	switch e := p.element; e.name {
	case "img":
		w.authorImage(p)
	case "a":
		w.authorLink(p)
	case "br", "wbr", "hr":
		w.str("<" + e.name + ">")
	default:
		w.str("<" + e.name)
		w.authorAttributes(p)
		w.str(">")
		w.inside(p, e.holdsFor(held))
		w.str("</" + e.name + ">")
	}
}

func (w *writer) inside(p *piece, holds content) {
	w.inline++
	list := p.inside
	switch p.element.name {
	case "pre":
		// A browser drops a line ending after <pre>; without any there, what is read back is what was written.
		start := len(w.out)
		w.writePieces(list, holds)
		w.out = append(w.out[:start], bytes.TrimLeft(w.out[start:], "\n")...)
	case "table":
		w.tableInside(list)
	case "ul", "ol", "dl":
		w.listInside(list, holds)
	default:
		w.writePieces(list, holds)
	}
	w.inline--
}

// tableInside writes rows that stand in no section each into a body of their own: a browser would add it.
func (w *writer) tableInside(list []piece) {
	for i := range list {
		if e := list[i].element; e != nil && e.is == row {
			w.str("<tbody>")
			w.writePieces(list[i:i+1], row)
			w.str("</tbody>")
			continue
		}
		w.writePieces(list[i:i+1], section)
	}
}

// listInside writes the items of a list, and gives an item to what stands between them.
func (w *writer) listInside(list []piece, held content) {
	tag := "li"
	if held == term {
		tag = "dd"
	}
	for i := range list {
		p := &list[i]
		if p.element != nil && p.element.fits(held) || p.node == nil && p.element == nil && isBlank(p.text) {
			w.writePieces(list[i:i+1], held)
			continue
		}
		w.str("<" + tag + ">")
		w.writePieces(list[i:i+1], flow|phrasing)
		w.str("</" + tag + ">")
	}
}

func (w *writer) authorLink(p *piece) {
	value, _ := p.open.value("href")
	href, ok := linkTarget([]byte(strings.TrimSpace(value)))
	if !ok {
		w.inside(p, phrasing)
		return
	}
	title, has := p.open.value("title")
	w.openLink(href, title, has)
	w.inLink = true
	w.inside(p, phrasing)
	w.inLink = false
	w.str("</a>")
}

func (w *writer) authorImage(p *piece) {
	value, _ := p.open.value("src")
	alt, _ := p.open.value("alt")
	src, ok := imageTarget([]byte(strings.TrimSpace(value)))
	if !ok {
		w.out = appendEscaped(w.out, alt)
		return
	}
	title, has := p.open.value("title")
	w.openImage(src, alt, title, has)
	for _, name := range []string{"width", "height"} {
		if v, ok := p.open.value(name); ok && isNumber(v, 4) {
			w.str(" " + name + `="` + v + `"`)
		}
	}
	w.closeImage()
}

// authorAttributes writes the attributes of the other elements.
func (w *writer) authorAttributes(p *piece) {
	write := func(name string, ok func(string) bool) {
		if v, has := p.open.value(name); has && ok(v) {
			w.str(" " + name + `="` + v + `"`)
		}
	}
	isAlign := func(v string) bool { return v == "left" || v == "right" || v == "center" }
	isSpan := func(v string) bool { return isNumber(v, 3) }
	switch p.element.name {
	case "p", "div", "h1", "h2", "h3", "h4", "h5", "h6":
		write("align", isAlign)
	case "th", "td":
		write("align", isAlign)
		write("colspan", isSpan)
		write("rowspan", isSpan)
	case "ol":
		write("start", func(v string) bool { return isNumber(v, 9) })
	case "details":
		if _, open := p.open.value("open"); open {
			w.str(` open=""`)
		}
	case "abbr":
		if v, has := p.open.value("title"); has {
			w.str(` title="`)
			w.out = appendEscaped(w.out, v)
			w.str(`"`)
		}
	}
}

// isNumber reports whether v is a decimal number above zero, without leading zeros, of at most so many digits.
func isNumber(v string, digits int) bool {
	if v == "" || len(v) > digits || v[0] == '0' {
		return false
	}
	return strings.Trim(v, "0123456789") == ""
}
