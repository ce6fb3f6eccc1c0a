package markdown

import (
	"bytes"
	"encoding/binary"
	"sync"
	"unicode/utf8"

	"github.com/addend-go/addend/wasm/markdown/internal/swar"
)

// Operations are what mount() in the package's JavaScript builds a message from, with createElement, setAttribute and
// createTextNode: no HTML is parsed by the page, so there is nothing that a parser could read in another way. They are
// read off the finished HTML, so that both forms of a message are one, whichever way it was rendered; and only the
// elements and attributes of the two lists have a number, so that nothing else can be said.
//
// A stream is little-endian words of 32 bits and then UTF-8: the number of words that follow, the words, and all texts
// and values one after the other. The lowest two bits of a word say what it is:
//
//	0  text        bits 8 to 31: its length in UTF-16 code units
//	1  element     bits 2 to 7: its number in Elements; what follows stands in it. Bit 8: it has dir="auto".
//	               Bit 9: it has the rel of every link. Attributes that are nearly always there need no words.
//	2  attribute   bits 2 to 7: its number in Attributes; bits 8 to 31: the length of its value
//	3  end         of the element that was opened last
//
// A void element is ended too.

// Elements returns the elements that a stream can name, in the order of their numbers.
func Elements() []string { return elements[:] }

var elements = [...]string{"p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "code", "ul", "ol", "li", "em", "strong",
	"del", "a", "img", "input", "table", "thead", "tbody", "tfoot", "tr", "th", "td", "mark", "sup", "sub", "kbd", "b", "i", "u", "s",
	"ins", "small", "samp", "var", "q", "cite", "dfn", "abbr", "wbr", "dl", "dt", "dd", "div", "details", "summary", "figure",
	"figcaption", "section"}

// Attributes returns the attributes that a stream can name, in the order of their numbers.
func Attributes() []string { return attributes[:] }

var attributes = [...]string{"href", "rel", "dir", "title", "class", "id", "target", "type", "src", "alt", "width", "height", "loading",
	"decoding", "referrerpolicy", "start", "align", "colspan", "rowspan", "open", "checked", "disabled", "language"}

const (
	opText = iota
	opElement
	opAttribute
	opEnd

	withDir = 1 << 8
	withRel = 1 << 9
)

// operations is a stream that is being made.
type operations struct {
	words []uint32
	text  []byte
	open  []int // numbers of the elements that are open
}

var streams = sync.Pool{New: func() any { return new(operations) }}

// appendOperations appends the stream of HTML that the renderer wrote. It reads that one way of writing it and nothing
// else: of any other HTML it returns false.
func appendOperations(dst, html []byte) ([]byte, bool) {
	s := streams.Get().(*operations)
	s.words, s.text, s.open = s.words[:0], s.text[:0], s.open[:0]
	if s.read(html) {
		dst = binary.LittleEndian.AppendUint32(dst, uint32(len(s.words)))
		for _, w := range s.words {
			dst = binary.LittleEndian.AppendUint32(dst, w)
		}
		dst = append(dst, s.text...)
		if cap(s.text) <= keptBytes {
			streams.Put(s)
		}
		return dst, true
	}
	return dst, false
}

func (s *operations) read(html []byte) bool {
	if !utf8.Valid(html) {
		return false
	}
	for len(html) > 0 {
		var n int
		switch {
		case html[0] != '<':
			n = s.characters(html)
		case len(html) > 1 && html[1] == '/':
			n = s.endTag(html)
		default:
			n = s.startTag(html)
		}
		if n == 0 {
			return false
		}
		html = html[n:]
	}
	return len(s.open) == 0
}

func (s *operations) characters(html []byte) int {
	n, units := s.unescaped(html, '<')
	if n < 0 {
		return 0
	}
	s.words = append(s.words, opText|uint32(units)<<8)
	return n
}

// marks are the bytes that escaped text has for other ends only.
const marks uint64 = 1<<'&' | 1<<'<' | 1<<'>' | 1<<'"' | 1<<'\''

// unescaped adds what escaped text stands for up to the byte end, or to the end of it, and returns how long it was and
// the length of what was added in UTF-16 code units; n is -1 where there is something else.
func (s *operations) unescaped(escaped []byte, end byte) (n, units int) {
	start := 0
	add := func(end int) {
		s.text = append(s.text, escaped[start:end]...)
		units += swar.Units(escaped[start:end])
	}
	for n < len(escaped) {
		n += swar.Special(escaped[n:])
		if n == len(escaped) {
			break
		}
		switch c := escaped[n]; {
		case c >= 64 || marks>>c&1 == 0: // a byte that is only like one of those
			n++
		case c == '&':
			char, length := unescape(escaped[n:])
			if length == 0 {
				return -1, 0
			}
			add(n)
			s.text = append(s.text, char)
			units++
			n += length
			start = n
		case c == end:
			add(n)
			return n, units
		default:
			return -1, 0
		}
	}
	add(n)
	return n, units
}

// unescape reads one of the five references that the renderer writes.
func unescape(s []byte) (byte, int) {
	for _, r := range [...]struct {
		name string
		char byte
	}{{"&#39;", '\''}, {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&#34;", '"'}} {
		if len(s) >= len(r.name) && string(s[:len(r.name)]) == r.name {
			return r.char, len(r.name)
		}
	}
	return 0, 0
}

func (s *operations) endTag(html []byte) int {
	if len(s.open) == 0 {
		return 0
	}
	last := len(s.open) - 1
	name := elements[s.open[last]]
	end := 2 + len(name)
	if len(html) <= end || html[end] != '>' || string(html[2:end]) != name {
		return 0
	}
	s.open = s.open[:last]
	s.words = append(s.words, opEnd)
	return end + 1
}

func (s *operations) startTag(html []byte) int {
	i := 1
	for i < len(html) && html[i] != ' ' && html[i] != '>' {
		i++
	}
	number := numberOf(elements[:], html[1:i])
	if number < 0 {
		return 0
	}
	at := len(s.words)
	s.words = append(s.words, opElement|uint32(number)<<2)
	for i < len(html) && html[i] == ' ' {
		n := s.attribute(html[i+1:], at)
		if n == 0 {
			return 0
		}
		i += 1 + n
	}
	if i >= len(html) || html[i] != '>' {
		return 0
	}
	switch elements[number] {
	case "br", "hr", "img", "input", "wbr":
		s.words = append(s.words, opEnd)
	default:
		s.open = append(s.open, number)
	}
	return i + 1
}

// attribute adds an attribute of the element whose word is at that place.
func (s *operations) attribute(html []byte, at int) int {
	const dir, rel = `dir="auto"`, `rel="` + relation + `"`
	switch {
	case len(html) > len(dir) && string(html[:len(dir)]) == dir && s.words[at]&withDir == 0:
		s.words[at] |= withDir
		return len(dir)
	case len(html) > len(rel) && string(html[:len(rel)]) == rel && s.words[at]&withRel == 0:
		s.words[at] |= withRel
		return len(rel)
	}
	name := bytes.IndexByte(html[:min(len(html), 20)], '=')
	if name < 0 || name+1 >= len(html) || html[name+1] != '"' {
		return 0
	}
	number := numberOf(attributes[:], html[:name])
	if number < 0 {
		return 0
	}
	word := len(s.words)
	s.words = append(s.words, 0)
	n, units := s.unescaped(html[name+2:], '"')
	end := name + 2 + n
	if n < 0 || end >= len(html) || html[end] != '"' {
		return 0
	}
	s.words[word] = opAttribute | uint32(number)<<2 | uint32(units)<<8
	return end + 1
}

func numberOf(names []string, name []byte) int {
	for i := range names {
		if len(names[i]) == len(name) && names[i] == string(name) {
			return i
		}
	}
	return -1
}

// AppendOperations is [Renderer.Append] for mount: it appends the stream of the message.
func (r *Renderer) AppendOperations(dst []byte, text string, mentions ...Mention) ([]byte, error) {
	w := writers.Get().(*writer) // for its buffer
	html, err := r.Append(w.out[:0], text, mentions...)
	dst, ok := appendOperations(dst, html)
	if !ok {
		// No HTML that the renderer can write ends here; if it ever does, the message is shown as it was typed.
		dst, _ = appendOperations(dst, AppendPlain(nil, text))
		err = &Error{Code: CodeUnmountable, Message: "the message has an element that cannot be mounted",
			Hint: "it is shown as plain text; please report it with the input"}
	}
	w.out = html
	w.release()
	return dst, err
}
