// Package leaf has what every way of writing HTML must agree on, once: how text is escaped and made honest, where a
// link may lead, and what a reader is told about it. The renderer that walks the tree and every shortcut beside it use
// these functions and no others.
package leaf

import (
	"unsafe"

	"github.com/addend-go/addend/wasm/markdown/internal/swar"
)

// AppendEscaped appends s with the characters replaced that mean something in HTML. The replacements are the ones
// that golang.org/x/net/html writes, so that the second wall finds nothing to rewrite. It is for addresses and for
// what has been through [Shown]; text of an author goes through [AppendText].
func AppendEscaped(dst, s []byte) []byte {
	for {
		i := swar.Special(s)
		dst = append(dst, s[:i]...)
		if i == len(s) {
			return dst
		}
		dst = append(dst, written(s[i:i+1])...)
		s = s[i+1:]
	}
}

// written is how the byte in s is written, where [swar.Special] stops.
func written(s []byte) string {
	switch s[0] {
	case '&':
		return "&amp;"
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	case '"':
		return "&#34;"
	case '\'':
		return "&#39;"
	case '\r':
		// Only a character reference gives one here. A browser would write it back as it is and then read a line feed.
		return "\n"
	}
	return string(s)
}

// AppendEscapedString is [AppendEscaped] of a string.
func AppendEscapedString(dst []byte, s string) []byte {
	return AppendEscaped(dst, unsafe.Slice(unsafe.StringData(s), len(s)))
}

// AppendText appends text that an author wrote: without what would deceive a reader ([Shown]), and escaped.
func AppendText(dst, s []byte) []byte { return AppendEscaped(dst, Shown(s)) }

// AppendCode is [AppendText] for code, in which everything must be seen ([ShownCode]).
func AppendCode(dst, s []byte) []byte { return AppendEscaped(dst, ShownCode(s)) }

// AppendRead appends text as it was typed: what stands for other characters is resolved ([Resolve]), the rest as
// [AppendText] does. suspect says whether anything that Shown looks for may be in it.
func AppendRead(dst, s []byte, suspect bool) []byte {
	kinds := swar.Look(s)
	if kinds&swar.Escapes != 0 {
		s, suspect = Resolve(s), true
	}
	if suspect {
		return AppendText(dst, s)
	}
	if kinds&swar.Markup != 0 {
		return AppendEscaped(dst, s)
	}
	return append(dst, s...)
}
