// Package wall says of HTML whether a sanitiser would leave it as it is, without running one.
//
// It knows a small language: the elements and attributes that the renderer writes, spelled the one way in which they
// are serialised, closed inside their parents, with addresses that every parser of addresses reads alike. What is in
// that language comes out of bluemonday, under the policies of the package above, byte for byte as it went in: a
// property test and a fuzz target hold it to that for any bytes, not only for what the renderer writes. What is not,
// is not wrong; the sanitiser then decides. Reading the output once costs a hundredth of what a tokeniser costs.
package wall

import (
	"bytes"

	"github.com/addend-go/addend/wasm/markdown/internal/swar"
)

// maxDepth is the deepest nesting that is looked at: more than the limits of the parser allow.
const maxDepth = 256

// Passes reports whether html is in the language. post says whether the elements of posts are in it.
func Passes(html []byte, post bool) bool {
	var open [maxDepth]kind
	depth := 0
	for i := 0; i < len(html); {
		i += swar.Special(html[i:])
		if i == len(html) {
			break
		}
		switch c := html[i]; c {
		case '&':
			n := reference(html[i:])
			if n == 0 {
				return false
			}
			i += n
		case '<':
			i++
			if i < len(html) && html[i] == '/' {
				if depth == 0 {
					return false
				}
				depth--
				name := kinds[open[depth]].name
				end := i + 1 + len(name)
				if end >= len(html) || html[end] != '>' || string(html[i+1:end]) != name {
					return false
				}
				i = end + 1
				continue
			}
			k, n := name(html[i:])
			if k == none || kinds[k].post && !post {
				return false
			}
			i += n
			if n = attributes(html[i:], &kinds[k], post); n == 0 {
				return false
			}
			i += n
			if kinds[k].void {
				continue
			}
			if depth == maxDepth {
				return false
			}
			open[depth] = k
			depth++
		default:
			if special>>c&1 != 0 {
				return false
			}
			i++ // a byte that is only like one of those
		}
	}
	return depth == 0
}

// special are the bytes that do not stand for themselves in text.
const special uint64 = 1<<0 | 1<<'\r' | 1<<'"' | 1<<'&' | 1<<'\'' | 1<<'<' | 1<<'>'

// reference is the length of one of the five references that are written, at the start of s, or 0.
func reference(s []byte) int {
	for _, r := range [...]string{"&#39;", "&#34;", "&amp;", "&lt;", "&gt;"} {
		if len(s) >= len(r) && string(s[:len(r)]) == r {
			return len(r)
		}
	}
	return 0
}

// name reads the name of an element, in lower case as it is serialised, and its length.
func name(s []byte) (kind, int) {
	n := 0
	for n < len(s) && n < 11 && (s[n] >= 'a' && s[n] <= 'z' || n > 0 && s[n] >= '0' && s[n] <= '9') {
		n++
	}
	if n == 0 || n > 10 {
		return none, n
	}
	first := s[0]
	for k := 1; k < len(kinds); k++ {
		if name := kinds[k].name; len(name) == n && name[0] == first && name == string(s[:n]) {
			return kind(k), n
		}
	}
	return none, n
}

// attributes reads the attributes of an element up to and with the end of its tag: the length, or 0.
func attributes(s []byte, e *element, post bool) int {
	var seen attribute
	i := 0
	for {
		if i >= len(s) {
			return 0
		}
		if s[i] == '>' {
			if seen&e.needs != e.needs {
				return 0
			}
			return i + 1
		}
		if s[i] != ' ' {
			return 0
		}
		eq := bytes.IndexByte(s[i:min(len(s), i+20)], '=')
		if eq < 0 || i+eq+1 >= len(s) || s[i+eq+1] != '"' {
			return 0
		}
		a := attributeNamed(s[i+1 : i+eq])
		value := s[i+eq+2:]
		end := bytes.IndexByte(value, '"')
		if a&e.has == 0 || a&e.onlyInPosts() != 0 && !post || seen&a != 0 || end < 0 || !a.allows(value[:end]) {
			return 0
		}
		seen |= a
		i += eq + 2 + end + 1
	}
}
