package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/addend-go/addend/wasm/markdown/internal/leaf"
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
	case "p":
		if !isEmpty(p) {
			w.whole(p, e.name, held)
		}
	case "h1", "h2", "h3", "h4", "h5", "h6":
		w.whole(p, w.headingTag(int(e.name[1]-'0')), held)
	default:
		w.whole(p, e.name, held)
	}
}

// whole writes an element with its attributes and what is in it.
func (w *writer) whole(p *piece, name string, held content) {
	w.str("<" + name)
	w.authorAttributes(p)
	w.str(">")
	w.inside(p, p.element.holdsFor(held))
	w.str("</" + name + ">")
}

// isEmpty reports whether nothing but white space is in an element, such as a paragraph of HTML that only surrounds
// paragraphs of Markdown.
func isEmpty(p *piece) bool {
	for i := range p.inside {
		if c := &p.inside[i]; c.node != nil || c.element != nil || !isBlank(c.text) {
			return false
		}
	}
	return true
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

// tableInside writes rows that stand in no section into a body: a browser would add it.
func (w *writer) tableInside(list []piece) {
	isRow := func(p *piece) bool { return p.element != nil && p.element.is == row }
	for len(list) > 0 {
		if !isRow(&list[0]) {
			w.writePieces(list[:1], section)
			list = list[1:]
			continue
		}
		n := 1
		for n < len(list) && (isRow(&list[n]) || list[n].element == nil) { // what is no element is blank: see isTable
			n++
		}
		w.str("<tbody>")
		w.writePieces(list[:n], row)
		w.str("</tbody>")
		list = list[n:]
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
	value, _ := p.attrs.value("href")
	title, has := p.attrs.value("title")
	destination, body := address(value), func() { w.inside(p, phrasing) }
	href, ok := w.linkTarget(destination)
	if ok && !w.inLink && !p.closed && isEmpty(p) {
		w.openLink(href, []byte(title), has) // a tag that was left behind: nobody can click on nothing
		w.str("</a>")
		return
	}
	if !has || !ok || w.inLink {
		l := w.beginLink(destination, nil)
		body()
		w.endLink(l)
		return
	}
	w.openLink(href, []byte(title), true) // a title of HTML has no escapes of Markdown left to resolve
	w.linkBody(href, body)
}

// address is an address in an attribute as a browser reads it (URL Standard, section 4.4): without the white space
// around it and the line ends and tabs in it, and with a slash for each backslash of a path.
func address(value string) []byte {
	s := slices.DeleteFunc([]byte(strings.TrimSpace(value)), func(c byte) bool { return c == '\t' || c == '\n' || c == '\r' })
	if bytes.HasPrefix(s, []byte("mailto:")) || bytes.HasPrefix(s, []byte("tel:")) {
		return s
	}
	for i, c := range s {
		if c == '?' || c == '#' {
			break
		}
		if c == '\\' {
			s[i] = '/'
		}
	}
	return s
}

func (w *writer) authorImage(p *piece) {
	src, _ := p.attrs.value("src")
	alt, _ := p.attrs.value("alt")
	title, has := p.attrs.value("title")
	w.showImage(address(src), []byte(alt), []byte(title), has, func() {
		for _, name := range []string{"width", "height"} {
			if v, ok := p.attrs.value(name); ok && isNumber(v, 4) {
				w.str(" " + name + `="` + v + `"`)
			}
		}
	})
}

// authorAttributes writes the attributes of the other elements.
func (w *writer) authorAttributes(p *piece) {
	write := func(name string, ok func(string) bool) {
		if v, has := p.attrs.value(name); has && ok(v) {
			w.str(" " + name + `="` + v + `"`)
		}
	}
	isAlign := func(v string) bool { return v == "left" || v == "right" || v == "center" }
	isSpan := func(v string) bool { return isNumber(v, 3) }
	switch p.element.name {
	case "code":
		if v, _ := p.attrs.value("class"); strings.HasPrefix(v, "language-") {
			w.language([]byte(v[len("language-"):]))
		}
		w.str(` dir="auto"`)
	case "pre":
		w.str(` dir="auto"`)
		write("language", isLanguage)
	case "p", "div", "h1", "h2", "h3", "h4", "h5", "h6":
		write("align", isAlign)
	case "th", "td":
		write("align", isAlign)
		write("colspan", isSpan)
		write("rowspan", isSpan)
	case "ol":
		write("start", func(v string) bool { return isNumber(v, 9) })
	case "details":
		if _, open := p.attrs.value("open"); open {
			w.str(` open=""`)
		}
	case "abbr":
		if v, has := p.attrs.value("title"); has {
			w.str(` title="`)
			w.out = leaf.AppendText(w.out, []byte(v))
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
