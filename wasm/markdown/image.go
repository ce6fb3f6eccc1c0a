package markdown

import (
	"strings"

	"github.com/addend-go/addend/wasm/markdown/internal/direct"
	"github.com/addend-go/addend/wasm/markdown/internal/leaf"
	"github.com/addend-go/addend/wasm/markdown/internal/parse"
	"github.com/yuin/goldmark/ast"
)

// image writes an image, or what the settings put in its place. The text in its place is its alternative text.
func (w *writer) image(n *ast.Image) {
	alt := w.altText(nil, n, 0)
	w.showImage(leaf.Resolve(n.Destination), alt, leaf.Resolve(n.Title), n.Title != nil, nil)
}

// showImage writes an image that Markdown or a tag described; size writes the attributes that only a tag has.
func (w *writer) showImage(destination, alt, title []byte, hasTitle bool, size func()) {
	switch w.set.images {
	case ImagesInline:
		src, ok := leaf.ImageTarget(destination)
		if !ok {
			if len(destination) > 0 {
				w.noteLink(string(destination), string(alt), true)
			}
			w.read(alt)
			return
		}
		w.noteLink(src, string(alt), false)
		w.openImage(w.proxied(src), alt, title, hasTitle)
		if size != nil {
			size()
		}
		w.closeImage()
	case ImagesClick:
		src, ok := leaf.ImageTarget(destination)
		if !ok || w.inLink {
			w.read(alt)
			return
		}
		src = w.proxied(src)
		w.openLink(src, title, hasTitle)
		w.out = append(w.out[:len(w.out)-1], ` type="image/*">`...)
		w.linkBody(src, func() { w.read(alt) })
	case ImagesLink:
		href, ok := w.linkTarget(destination)
		if !ok || w.inLink {
			w.read(alt)
			return
		}
		w.openLink(href, title, hasTitle)
		w.linkBody(href, func() { w.read(alt) })
	default:
		w.read(alt)
	}
}

// proxied is the address that an image is loaded from. Relative ones are the page's own.
func (w *writer) proxied(src string) string {
	switch {
	case w.set.proxy == "":
		return src
	case strings.HasPrefix(src, "//"):
		src = "https:" + src
	case !strings.HasPrefix(src, "http:") && !strings.HasPrefix(src, "https:"):
		return src
	}
	return fill(w.set.proxy, "{url}", src)
}

func (w *writer) openImage(src string, alt, title []byte, hasTitle bool) {
	if w.inLink {
		w.linkImage = true
	}
	w.str(`<img src="`)
	w.out = leaf.AppendEscapedString(w.out, src)
	w.str(`" alt="`)
	w.out = leaf.AppendText(w.out, alt)
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
				dst = append(dst, leaf.Resolve(value)...)
			}
			if c.SoftLineBreak() || c.HardLineBreak() {
				dst = append(dst, '\n')
			}
		case *ast.String:
			dst = append(dst, c.Value...)
		case *ast.AutoLink:
			dst = append(dst, c.Label(w.src)...)
		case *parse.MentionNode:
			dst = append(dst, c.Segment.Value(w.src)...)
		case *parse.HashtagNode:
			dst = append(dst, c.Segment.Value(w.src)...)
		case *ast.RawHTML, *direct.RawHTML:
		default:
			dst = w.altText(dst, c, depth+1)
		}
	}
	return dst
}
