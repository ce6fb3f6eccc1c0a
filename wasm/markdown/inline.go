package markdown

import (
	"bytes"
	"unicode"

	"github.com/addend-go/addend/wasm/markdown/internal/parse"
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

func (w *writer) inlines(n ast.Node) {
	w.inline++
	parse.Inline(w.inline)
	if w.profile == Post && hasHTML(n) {
		w.writePieces(w.pieces(n), phrasing)
	} else {
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			w.inlineNode(c)
		}
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
		w.link(resolve(n.Destination), n.Title, func() { w.inlines(n) })
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
	}
}

func (w *writer) text(n *ast.Text) {
	value := n.Segment.Value(w.src)
	if n.IsRaw() {
		w.out = appendEscaped(w.out, value)
	} else {
		w.out = appendEscaped(w.out, resolve(value))
	}
	if !n.HardLineBreak() && !n.SoftLineBreak() {
		return
	}
	w.out = bytes.TrimRight(w.out, " ") // with bare links on, the parser leaves the spaces at the end of a line
	if n.HardLineBreak() || w.profile == Chat {
		w.str("<br>")
	}
	w.str("\n")
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
	w.openLink(href, string(resolve(title)), title != nil)
	w.inLink = true
	body()
	w.inLink = false
	w.str("</a>")
}

func (w *writer) openLink(href, title string, hasTitle bool) {
	w.str(`<a href="`)
	w.out = appendEscaped(w.out, href)
	w.str(`" rel="` + relation + `"`)
	w.title(title, hasTitle)
	w.str(">")
}

func (w *writer) title(title string, has bool) {
	if has {
		w.str(` title="`)
		w.out = appendEscaped(w.out, title)
		w.str(`"`)
	}
}

func (w *writer) autoLink(n *ast.AutoLink) {
	destination := n.URL(w.src)
	if n.AutoLinkType == ast.AutoLinkEmail && !bytes.HasPrefix(bytes.ToLower(destination), []byte("mailto:")) {
		destination = append([]byte("mailto:"), destination...)
	}
	// Nothing in an autolink is an escape or a reference (CommonMark 0.31.2, section 6.5).
	w.link(destination, nil, func() { w.out = appendEscaped(w.out, n.Label(w.src)) })
}

// image writes an image; in a chat, a link to it. The text in its place is its alternative text.
func (w *writer) image(n *ast.Image) {
	alt := w.altText(nil, n, 0)
	destination := resolve(n.Destination)
	if w.profile == Chat {
		w.link(destination, n.Title, func() { w.out = appendEscaped(w.out, alt) })
		return
	}
	src, ok := imageTarget(destination)
	if !ok {
		w.out = appendEscaped(w.out, alt)
		return
	}
	w.openImage(src, string(alt), string(resolve(n.Title)), n.Title != nil)
	w.closeImage()
}

func (w *writer) openImage(src, alt, title string, hasTitle bool) {
	w.str(`<img src="`)
	w.out = appendEscaped(w.out, src)
	w.str(`" alt="`)
	w.out = appendEscaped(w.out, alt)
	w.str(`"`)
	w.title(title, hasTitle)
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

func isLetterOrNumber(r rune) bool { return unicode.In(r, unicode.L, unicode.N) }
