package markdown

import (
	"bytes"

	"github.com/addend-go/addend/wasm/markdown/internal/parse"
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

func (w *writer) inlines(n ast.Node) {
	w.inline++
	parse.Inline(w.inline)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.inlineNode(c)
	}
	w.inline--
	w.meter.Wrote(len(w.out))
}

func (w *writer) inlineNode(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		w.text(n)
	case *ast.String:
		w.out = appendEscaped(w.out, n.Value)
	case *ast.CodeSpan:
		w.str("<code>")
		w.code(n)
		w.str("</code>")
	case *ast.Emphasis:
		tag := "em>"
		if n.Level == 2 {
			tag = "strong>"
		}
		w.str("<" + tag)
		w.inlines(n)
		w.str("</" + tag)
	case *east.Strikethrough:
		w.str("<del>")
		w.inlines(n)
		w.str("</del>")
	case *ast.Link:
		w.link(n.Destination, n.Title, func() { w.inlines(n) })
	case *ast.Image:
		w.image(n)
	case *ast.AutoLink:
		w.autoLink(n)
	case *ast.RawHTML:
		w.rawHTML(n)
	case *east.TaskCheckBox:
		if n.IsChecked {
			w.str(`<input checked="" disabled="" type="checkbox"> `)
		} else {
			w.str(`<input disabled="" type="checkbox"> `)
		}
	}
}

func (w *writer) text(n *ast.Text) {
	value := n.Segment.Value(w.src)
	if n.IsRaw() {
		w.out = appendEscaped(w.out, value)
	} else {
		w.out = appendEscaped(w.out, resolve(value))
	}
	switch {
	case n.HardLineBreak(), n.SoftLineBreak() && w.profile == Chat:
		w.str("<br>\n")
	case n.SoftLineBreak():
		w.str("\n")
	}
}

// code writes the text of a code span, in which a line ending is a space.
func (w *writer) code(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			continue
		}
		value := t.Segment.Value(w.src)
		if line, ended := bytes.CutSuffix(value, []byte("\n")); ended {
			w.out = appendEscaped(w.out, line)
			w.str(" ")
		} else {
			w.out = appendEscaped(w.out, value)
		}
	}
}

// link writes a link round what body writes; where the target is not allowed, or inside another link, body alone.
func (w *writer) link(destination, title []byte, body func()) {
	href, ok := linkTarget(destination)
	if !ok || w.inLink {
		body()
		return
	}
	w.openLink(href, title)
	w.inLink = true
	body()
	w.inLink = false
	w.str("</a>")
}

func (w *writer) openLink(href string, title []byte) {
	w.str(`<a href="`)
	w.out = appendEscaped(w.out, href)
	w.str(`"`)
	w.attribute("title", title)
	w.str(` rel="` + relation + `">`)
}

// attribute writes an attribute whose value came with escapes and references, if it has one.
func (w *writer) attribute(name string, value []byte) {
	if value == nil {
		return
	}
	w.str(" " + name + `="`)
	w.out = appendEscaped(w.out, resolve(value))
	w.str(`"`)
}

func (w *writer) autoLink(n *ast.AutoLink) {
	destination := n.URL(w.src)
	if n.AutoLinkType == ast.AutoLinkEmail && !bytes.HasPrefix(bytes.ToLower(destination), []byte("mailto:")) {
		destination = append([]byte("mailto:"), destination...)
	}
	label := n.Label(w.src)
	// Nothing in an autolink is an escape or a reference (CommonMark 0.31.2, section 6.5): protect it from resolve.
	w.link(literal(destination), nil, func() { w.out = appendEscaped(w.out, label) })
}

// literal returns s so that [resolve] gives s back.
func literal(s []byte) []byte {
	if bytes.IndexByte(s, '&') < 0 && bytes.IndexByte(s, '\\') < 0 {
		return s
	}
	s = bytes.ReplaceAll(s, []byte(`\`), []byte(`\\`))
	return bytes.ReplaceAll(s, []byte(`&`), []byte(`\&`))
}

// image writes an image; in a chat, a link to it. The text in its place is its alternative text.
func (w *writer) image(n *ast.Image) {
	alt := w.altText(nil, n, 0)
	if w.profile == Chat {
		w.link(n.Destination, n.Title, func() { w.out = appendEscaped(w.out, alt) })
		return
	}
	src, ok := imageTarget(n.Destination)
	if !ok {
		w.out = appendEscaped(w.out, alt)
		return
	}
	w.openImage(src)
	w.str(` alt="`)
	w.out = appendEscaped(w.out, alt)
	w.str(`"`)
	w.attribute("title", n.Title)
	w.closeImage()
}

func (w *writer) openImage(src string) {
	w.str(`<img src="`)
	w.out = appendEscaped(w.out, src)
	w.str(`"`)
}

// closeImage ends an image that loads when it comes into view and tells its host nothing about the page.
func (w *writer) closeImage() {
	w.str(` loading="lazy" decoding="async" referrerpolicy="no-referrer">`)
}

// altText appends the text of an image's description, without its markup and not yet escaped.
func (w *writer) altText(dst []byte, n ast.Node, depth int) []byte {
	parse.Inline(depth)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			value := c.Segment.Value(w.src)
			if c.IsRaw() || n.Kind() == ast.KindCodeSpan {
				dst = append(dst, value...)
			} else {
				dst = append(dst, resolve(value)...)
			}
			if c.SoftLineBreak() || c.HardLineBreak() {
				dst = append(dst, '\n')
			}
		case *ast.String:
			dst = append(dst, c.Value...)
		case *ast.AutoLink:
			dst = append(dst, c.Label(w.src)...)
		case *ast.RawHTML:
		default:
			dst = w.altText(dst, c, depth+1)
		}
	}
	return dst
}

// isLanguage reports whether name may stand in a class: a short word of letters and digits of any script and the
// punctuation that names of languages have.
func isLanguage(name string) bool {
	if name == "" || len(name) > 160 {
		return false
	}
	n := 0
	for _, r := range name {
		if n++; n > 40 {
			return false
		}
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
		case r == '_', r == '+', r == '#', r == '.', r == '-':
		case r >= 0x80 && isLetterOrNumber(r):
		default:
			return false
		}
	}
	return true
}
