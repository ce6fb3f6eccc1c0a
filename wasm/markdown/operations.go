package markdown

import (
	"bytes"
	"encoding/binary"
	"slices"
	"unicode/utf8"
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
//	1  element     bits 2 to 7: its number in Elements; what follows stands in it
//	2  attribute   bits 2 to 7: its number in Attributes; bits 8 to 31: the length of its value
//	3  end         of the element that was opened last
//
// A void element is ended too.

// Elements returns the elements that a stream can name, in the order of their numbers.
func Elements() []string {
	return []string{"p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "code", "ul", "ol", "li", "em", "strong",
		"del", "a", "img", "input", "table", "thead", "tbody", "tfoot", "tr", "th", "td", "mark", "sup", "sub", "kbd", "b", "i", "u", "s",
		"ins", "small", "samp", "var", "q", "cite", "dfn", "abbr", "wbr", "dl", "dt", "dd", "div", "details", "summary", "figure",
		"figcaption", "section"}
}

// Attributes returns the attributes that a stream can name, in the order of their numbers.
func Attributes() []string {
	return []string{"href", "rel", "dir", "title", "class", "id", "target", "type", "src", "alt", "width", "height", "loading",
		"decoding", "referrerpolicy", "start", "align", "colspan", "rowspan", "open", "checked", "disabled"}
}

const (
	opText = iota
	opElement
	opAttribute
	opEnd
)

// appendOperations appends the stream of HTML that the renderer wrote. It reads that one way of writing it and nothing
// else: of any other HTML it returns false.
func appendOperations(dst, html []byte) ([]byte, bool) {
	s := &operations{elements: Elements(), attributes: Attributes(), text: make([]byte, 0, len(html))}
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
			return dst, false
		}
		html = html[n:]
	}
	if len(s.open) > 0 {
		return dst, false
	}
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(s.words)))
	for _, w := range s.words {
		dst = binary.LittleEndian.AppendUint32(dst, w)
	}
	return append(dst, s.text...), true
}

// operations is a stream that is being made.
type operations struct {
	elements, attributes []string
	words                []uint32
	text                 []byte
	open                 []int // numbers of the elements that are open
}

func (s *operations) characters(html []byte) int {
	n := bytes.IndexByte(html, '<')
	if n < 0 {
		n = len(html)
	}
	units, ok := s.unescaped(html[:n])
	if !ok {
		return 0
	}
	s.words = append(s.words, opText|uint32(units)<<8)
	return n
}

// unescaped adds what escaped text stands for, and returns its length in UTF-16 code units.
func (s *operations) unescaped(escaped []byte) (units int, ok bool) {
	for len(escaped) > 0 {
		c := escaped[0]
		n := 1
		switch {
		case c == '&':
			if c, n = unescape(escaped); n == 0 {
				return 0, false
			}
			s.text = append(s.text, c)
			units++
		case c == '<' || c == '>' || c == '"' || c == '\'':
			return 0, false
		case c < utf8.RuneSelf:
			s.text = append(s.text, c)
			units++
		default:
			if _, n = utf8.DecodeRune(escaped); n == 1 {
				return 0, false
			}
			s.text = append(s.text, escaped[:n]...)
			units += (n + 2) / 3 // four bytes of UTF-8 are two code units, fewer are one
		}
		escaped = escaped[n:]
	}
	return units, true
}

// unescape reads one of the five references that the renderer writes.
func unescape(s []byte) (byte, int) {
	for _, r := range [...]struct {
		name string
		char byte
	}{{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&#34;", '"'}, {"&#39;", '\''}} {
		if len(s) >= len(r.name) && string(s[:len(r.name)]) == r.name {
			return r.char, len(r.name)
		}
	}
	return 0, 0
}

func (s *operations) endTag(html []byte) int {
	end := bytes.IndexByte(html, '>')
	if end < 0 || len(s.open) == 0 || string(html[2:end]) != s.elements[s.open[len(s.open)-1]] {
		return 0
	}
	s.open = s.open[:len(s.open)-1]
	s.words = append(s.words, opEnd)
	return end + 1
}

func (s *operations) startTag(html []byte) int {
	i := 1
	for i < len(html) && html[i] != ' ' && html[i] != '>' {
		i++
	}
	number := slices.Index(s.elements, string(html[1:i]))
	if number < 0 {
		return 0
	}
	s.words = append(s.words, opElement|uint32(number)<<2)
	for i < len(html) && html[i] == ' ' {
		n := s.attribute(html[i+1:])
		if n == 0 {
			return 0
		}
		i += 1 + n
	}
	if i >= len(html) || html[i] != '>' {
		return 0
	}
	switch s.elements[number] {
	case "br", "hr", "img", "input", "wbr":
		s.words = append(s.words, opEnd)
	default:
		s.open = append(s.open, number)
	}
	return i + 1
}

func (s *operations) attribute(html []byte) int {
	name, rest, found := bytes.Cut(html, []byte(`="`))
	end := bytes.IndexByte(rest, '"')
	number := slices.Index(s.attributes, string(name))
	if !found || end < 0 || number < 0 {
		return 0
	}
	units, ok := s.unescaped(rest[:end])
	if !ok {
		return 0
	}
	s.words = append(s.words, opAttribute|uint32(number)<<2|uint32(units)<<8)
	return len(name) + 2 + end + 1
}

// AppendOperations is [Renderer.Append] for mount: it appends the stream of the message.
func (r *Renderer) AppendOperations(dst []byte, text string, mentions ...Mention) ([]byte, error) {
	html, err := r.Append(nil, text, mentions...)
	dst, ok := appendOperations(dst, html)
	if !ok {
		// No HTML that the renderer can write ends here; if it ever does, the message is shown as it was typed.
		dst, _ = appendOperations(dst, AppendPlain(nil, text))
		err = &Error{Code: CodeUnmountable, Message: "the message has an element that cannot be mounted",
			Hint: "it is shown as plain text; please report it with the input"}
	}
	return dst, err
}
