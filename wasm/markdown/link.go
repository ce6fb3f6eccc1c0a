package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/addend-go/addend/wasm/markdown/internal/leaf"
	"github.com/yuin/goldmark/ast"
)

// An openLink is what is known of a link while its inside is written.
type openLink struct {
	href    string // empty where there is no link to write
	refused []byte // the target that is not allowed
}

// beginLink and endLink write a link round what is written between them; where the target is not allowed, or inside
// another link, nothing. What the link says of itself is compared with where it leads: see leaf.Examine.
func (w *writer) beginLink(destination, title []byte) openLink {
	if w.inLink {
		return openLink{}
	}
	href, ok := w.linkTarget(destination)
	if !ok {
		w.linkText = w.linkText[:0]
		return openLink{refused: destination}
	}
	w.openLink(href, leaf.Resolve(title), title != nil)
	w.enterLink()
	return openLink{href: href}
}

func (w *writer) enterLink() {
	w.inLink, w.linkText, w.linkImage = true, w.linkText[:0], false
}

func (w *writer) endLink(l openLink) {
	switch {
	case l.href != "":
		w.closeLink(l.href)
	case len(l.refused) > 0 && w.found != nil:
		w.noteLink(string(l.refused), string(w.linkText), true)
	}
}

// linkBody writes what stands in a link, and its end.
func (w *writer) linkBody(href string, body func()) {
	w.enterLink()
	body()
	w.closeLink(href)
}

func (w *writer) closeLink(href string) {
	w.inLink = false
	if w.linkImage && len(w.linkText) == 0 {
		w.noteLink(href, "", false)
	} else if w.found != nil || !leaf.IsHonest(w.linkText, href) {
		text := string(w.linkText)
		f := leaf.Examine(text, href)
		w.tell(f)
		w.noteLink(href, text, f.Suspicious)
	}
	w.str("</a>")
}

// tell writes what a reader must know of a link beyond its text.
func (w *writer) tell(f leaf.Finding) {
	if f.Show == "" {
		return
	}
	if f.Instead {
		w.out = leaf.AppendEscapedString(w.out, f.Show)
		return
	}
	w.str(" <mark>[")
	w.out = leaf.AppendEscapedString(w.out, f.Show)
	w.str("]</mark>")
}

// linkTarget is leaf.LinkTarget within the schemes of the settings, and with a leading # made one of this message's.
func (w *writer) linkTarget(destination []byte) (string, bool) {
	href, ok := w.target.of(destination)
	if !ok || !allows(w.set.schemes, href) {
		return "", false
	}
	if w.set.prefix != "" && href[0] == '#' {
		href = "#" + w.set.prefix + href[1:]
	}
	return href, true
}

// A knownTarget is the target that was looked up last: a definition may be used again and again.
type knownTarget struct {
	destination []byte
	href        string
	ok          bool
}

func (t *knownTarget) of(destination []byte) (string, bool) {
	if n := len(destination); n == 0 || n != len(t.destination) || &destination[0] != &t.destination[0] {
		t.destination = destination
		t.href, t.ok = leaf.LinkTarget(destination)
	}
	return t.href, t.ok
}

// allows reports whether an address that leaf.LinkTarget returned is of one of the schemes.
func allows(schemes, href string) bool {
	if schemes == allSchemes {
		return true
	}
	scheme := "relative"
	if i := strings.IndexAny(href, ":/?#"); i > 0 && href[i] == ':' {
		scheme = href[:i]
	}
	return strings.Contains(schemes, " "+scheme+" ")
}

func (w *writer) openLink(href string, title []byte, hasTitle bool) {
	w.str(`<a dir="auto" href="`)
	w.out = leaf.AppendEscapedString(w.out, href)
	w.str(`" rel="`)
	w.str(w.set.rel)
	w.str(`"`)
	if w.set.target != "" {
		w.str(` target="`)
		w.str(w.set.target)
		w.str(`"`)
	}
	w.title(title, hasTitle)
	w.str(">")
}

func (w *writer) title(title []byte, has bool) {
	if has {
		w.str(` title="`)
		w.out = leaf.AppendText(w.out, title)
		w.str(`"`)
	}
}

var mail = []byte("mailto:")

func (w *writer) autoLink(n *ast.AutoLink) {
	var destination []byte
	switch label := n.Label(w.src); {
	case n.AutoLinkType != ast.AutoLinkEmail:
		destination = n.URL(w.src)
	case len(label) >= len(mail) && bytes.EqualFold(label[:len(mail)], mail): // whatever scheme was found on the way to it
		destination = label
	default:
		destination = slices.Concat(mail, label)
	}
	// Nothing in an autolink is an escape or a reference (CommonMark 0.31.2, section 6.5).
	l := w.beginLink(destination, nil)
	w.read(n.Label(w.src))
	w.endLink(l)
}

// placed writes a link whose place in the text somebody else than its author vouches for: a mention or a hashtag, with
// an address of the page's own.
func (w *writer) placed(class, href string, text []byte) {
	if w.inLink || href == "" {
		w.read(text)
		return
	}
	w.str(`<a class="` + class + `" dir="auto" href="`)
	w.out = leaf.AppendEscapedString(w.out, href)
	w.str(`">`)
	w.read(text)
	w.str("</a>")
}

func fillID(template, id string) string {
	if template == "" || id == "" {
		return ""
	}
	return fill(template, "{id}", id)
}

func fillTag(template string, tag []byte) string {
	return fill(template, "{tag}", strings.ToLower(string(tag)))
}
