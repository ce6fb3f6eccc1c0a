// Package leaf has what every way of writing HTML must agree on, once: how text is escaped and made honest, where a
// link may lead, and what a reader is told about it. The renderer that walks the tree and every shortcut beside it use
// these functions and no others.
package leaf

// AppendEscaped appends s with the characters replaced that mean something in HTML. The replacements are the ones
// that golang.org/x/net/html writes, so that the second wall finds nothing to rewrite. It is for addresses and for
// what has been through [Shown]; text of an author goes through [AppendText].
func AppendEscaped[T string | []byte](dst []byte, s T) []byte {
	last := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 64 || escaped>>c&1 == 0 {
			continue
		}
		var esc string
		switch c {
		case '&':
			esc = "&amp;"
		case '<':
			esc = "&lt;"
		case '>':
			esc = "&gt;"
		case '"':
			esc = "&#34;"
		case '\'':
			esc = "&#39;"
		case '\r':
			// Only a character reference gives one here. A browser would write it back as it is and then read a line feed.
			esc = "\n"
		}
		dst = append(dst, s[last:i]...)
		dst = append(dst, esc...)
		last = i + 1
	}
	return append(dst, s[last:]...)
}

// escaped are the bytes that are written in another way.
const escaped uint64 = 1<<'&' | 1<<'<' | 1<<'>' | 1<<'"' | 1<<'\'' | 1<<'\r'

// AppendText appends text that an author wrote: without what would deceive a reader ([Shown]), and escaped.
func AppendText(dst, s []byte) []byte { return AppendEscaped(dst, Shown(s)) }

// AppendCode is [AppendText] for code, in which everything must be seen ([ShownCode]).
func AppendCode(dst, s []byte) []byte { return AppendEscaped(dst, ShownCode(s)) }
