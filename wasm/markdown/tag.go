package markdown

import (
	"bytes"
	"iter"
	"strings"

	"golang.org/x/net/html"
)

// A tag is a piece of HTML that an author wrote: one tag of a known element, or text (also a tag of an unknown one).
type tag struct {
	kind   tagKind
	name   string // of an open or close tag, in lower case
	attrs  attributeList
	source []byte // as it was typed

	element *element // that it is a tag of
}

type tagKind int

const (
	tagText tagKind = iota
	tagOpen
	tagClose
	tagComment // not shown and not kept, as are tags that are dropped
)

type attr struct{ name, value string }

type attributeList []attr

// value returns the value of an attribute; the first of a name counts, as in a browser.
func (l attributeList) value(name string) (string, bool) {
	for _, a := range l {
		if a.name == name {
			return a.value, true
		}
	}
	return "", false
}

// tagsIn splits HTML into tags and text. It takes only whole, well-formed tags for tags: everything that a browser
// would have to repair is text. So are tags of elements that are not rendered, but where the settings drop them; an end
// tag of one that was not started is nothing, as it is of any element. started counts the starts that were met before.
// Nothing here decides what is safe: tags are only ever rebuilt, never copied.
func (w *writer) tagsIn(src []byte, started map[string]int) iter.Seq[tag] {
	return func(yield func(tag) bool) {
		drop := w.set.html == HTMLDrop
		remarks := newRemarks(src)
		start := 0
		for i := 0; i < len(src); {
			lt := bytes.IndexByte(src[i:], '<')
			if lt < 0 {
				break
			}
			i += lt
			t := tag{kind: tagComment}
			n := remarks.length(i, drop)
			if n == 0 {
				t, n = scanTag(src[i:])
				if n > 0 {
					t.element = w.elementNamed(t.name)
				}
				if n > 0 && t.element == nil {
					if !drop && !t.endsNothing(started) {
						n = 0
					}
					t.kind = tagComment
				}
			}
			if n == 0 {
				i++
				continue
			}
			if start < i && !yield(tag{kind: tagText, source: src[start:i]}) {
				return
			}
			t.source = src[i : i+n]
			if !yield(t) {
				return
			}
			i += n
			start = i
		}
		if start < len(src) {
			yield(tag{kind: tagText, source: src[start:]})
		}
	}
}

// endsNothing reports whether t, a tag of an element that is shown as text, is an end without a start, and counts it.
func (t *tag) endsNothing(started map[string]int) bool {
	if t.kind == tagOpen {
		started[t.name]++
		return false
	}
	if started[t.name] == 0 {
		return true
	}
	started[t.name]--
	return false
}

// scanTag reads one tag from the start of s: the tag and its length, or 0.
func scanTag(s []byte) (tag, int) {
	p := 1
	t := tag{kind: tagOpen}
	if p < len(s) && s[p] == '/' {
		t.kind = tagClose
		p++
	}
	from := p
	for p < len(s) && (isLetter(s[p]) || p > from && (isDigit(s[p]) || s[p] == '-' || s[p] == ':')) {
		p++
	}
	if p == from || p-from > 40 {
		return t, 0
	}
	t.name = strings.ToLower(string(s[from:p]))
	for {
		space := p
		for p < len(s) && isSpace(s[p]) {
			p++
		}
		switch {
		case p >= len(s):
			return t, 0
		case s[p] == '>':
			return t, p + 1
		case s[p] == '/' && p+1 < len(s) && s[p+1] == '>' && t.kind == tagOpen:
			return t, p + 2
		case space == p || t.kind == tagClose || len(t.attrs) >= 32:
			return t, 0
		}
		a, n := scanAttr(s[p:])
		if n == 0 {
			return t, 0
		}
		t.attrs = append(t.attrs, a)
		p += n
	}
}

// scanAttr reads one attribute (CommonMark 0.31.2, section 6.6), with its value if it has one.
func scanAttr(s []byte) (attr, int) {
	p := 0
	for p < len(s) && (isLetter(s[p]) || s[p] == '_' || s[p] == ':' || p > 0 && (isDigit(s[p]) || s[p] == '-' || s[p] == '.')) {
		p++
	}
	if p == 0 {
		return attr{}, 0
	}
	a := attr{name: strings.ToLower(string(s[:p]))}
	eq := p
	for eq < len(s) && isSpace(s[eq]) {
		eq++
	}
	if eq >= len(s) || s[eq] != '=' {
		return a, p
	}
	p = eq + 1
	for p < len(s) && isSpace(s[p]) {
		p++
	}
	if p >= len(s) {
		return a, 0
	}
	var raw []byte
	if q := s[p]; q == '"' || q == '\'' {
		end := bytes.IndexByte(s[p+1:], q)
		if end < 0 {
			return a, 0
		}
		raw, p = s[p+1:p+1+end], p+end+2
	} else {
		from := p
		for p < len(s) && !isSpace(s[p]) && !bytes.ContainsRune([]byte("\"'=<>`"), rune(s[p])) {
			p++
		}
		if raw = s[from:p]; len(raw) == 0 {
			return a, 0
		}
	}
	a.value = html.UnescapeString(string(raw))
	return a, p
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isSpace(c byte) bool  { return c == ' ' || c == '\t' || c == '\n' }
