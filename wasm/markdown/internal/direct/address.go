package direct

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
)

// bare reads an address that stands in the text as it is (GFM 0.29, section 6.9, in the way of goldmark: a domain needs
// a dot). i is where it begins, or the space or parenthesis before it.
func (p *parser) bare(from, i, eol int) int {
	if len(p.brackets) > 0 || !p.options.Addresses {
		return 0
	}
	start := i
	switch p.text[i] {
	case ' ', '(', '~':
		start++
	}
	if start >= eol {
		return 0
	}
	s := p.text[start:eol]
	end, protocol := 0, ""
	switch s[0] {
	case 'h', 'f':
		end = addressLength(s)
	case 'w':
		if end = wwwLength(s); end > 0 {
			protocol = "http"
		}
	}
	kind := ast.AutoLinkType(ast.AutoLinkURL)
	if end == 0 {
		if isPunct(s[0]) {
			return 0
		}
		if p.nextAt < start {
			p.nextAt = p.end
			if at := bytes.IndexByte(p.text[start:p.end], '@'); at >= 0 {
				p.nextAt = start + at
			}
		}
		at := p.nextAt - start
		if at < 1 || at > 64 || at >= len(s) {
			return 0
		}
		kind = ast.AutoLinkEmail
		if end = emailLength(s); end == 0 || end <= at+1 || bytes.IndexByte(s[at:end-1], '.') < 0 {
			return 0
		}
		if end < len(s) && (s[end] == '-' || s[end] == '_') {
			return 0
		}
	}
	end = trimmed(s, end)
	p.before(from, start)
	n := ast.NewAutoLink(kind, p.arena.text(start, start+end))
	if protocol != "" {
		n.Protocol = []byte(protocol)
	}
	p.tokens = append(p.tokens, token{kind: nodeToken, node: n})
	return start + end
}

// mayBeAddress is a quick no of [parser.bare] for what most words begin with.
func (p *parser) mayBeAddress(i, eol int) bool {
	if i >= eol {
		return false
	}
	if i+1 < eol {
		switch p.text[i] {
		case 'h', 'f':
			if p.text[i+1] == 't' {
				return true
			}
		case 'w':
			if p.text[i+1] == 'w' {
				return true
			}
		}
	}
	at := p.nextAt - i // of the next at sign, where that is known
	return at < 0 || at > 0 && at <= 64
}

// trimmed takes from an address the punctuation that ends the sentence round it.
func trimmed(s []byte, end int) int {
	opening, closing := 0, -1 // counted where they matter
	for end > 1 {
		switch s[end-1] {
		case '?', '!', '.', ',', ':', '*', '_', '~':
			end--
		case ')':
			if closing < 0 {
				opening, closing = bytes.Count(s[:end], []byte{'('}), bytes.Count(s[:end], []byte{')'})
			}
			if closing <= opening {
				return end
			}
			closing--
			end--
		case ';': // of a character reference
			j := end - 2
			for j > 0 && isAlnum(s[j]) {
				j--
			}
			if j == end-2 || s[j] != '&' {
				return end
			}
			end = j
		default:
			return end
		}
	}
	return end
}

// addressLength is the length of the address with a scheme that s starts with, or 0.
func addressLength(s []byte) int {
	var n int
	switch {
	case bytes.HasPrefix(s, []byte("http://")):
		n = 7
	case bytes.HasPrefix(s, []byte("https://")):
		n = 8
	case bytes.HasPrefix(s, []byte("ftp://")):
		n = 6
	default:
		return 0
	}
	host := hostLength(s[n:])
	if host == 0 {
		return 0
	}
	n += host
	if n+1 < len(s) && s[n] == ':' && isDigit(s[n+1]) {
		for n++; n < len(s) && isDigit(s[n]); n++ {
		}
	}
	return n + pathLength(s[n:], true)
}

func wwwLength(s []byte) int {
	if !bytes.HasPrefix(s, []byte("www.")) {
		return 0
	}
	host := hostLength(s[4:])
	if host == 0 {
		return 0
	}
	n := 4 + host
	return n + pathLength(s[n:], false)
}

// hostLength is the length of the host that s starts with: up to its last dot that is followed by a small letter, and
// the letters there.
func hostLength(s []byte) int {
	run := 0
	for run < len(s) && run < 256 && isHost(s[run]) {
		run++
	}
	for dot := run; dot > 0; dot-- {
		if dot+1 < len(s) && s[dot] == '.' && s[dot+1] >= 'a' && s[dot+1] <= 'z' {
			end := dot + 1
			for end < len(s) && s[end] >= 'a' && s[end] <= 'z' {
				end++
			}
			return end
		}
	}
	return 0
}

func isHost(c byte) bool {
	switch c {
	case '-', '@', ':', '%', '.', '_', '+', '~', '#', '=':
		return true
	}
	return isAlnum(c)
}

func pathLength(s []byte, dollar bool) int {
	if len(s) == 0 || s[0] != '/' && s[0] != '#' && s[0] != '?' {
		return 0
	}
	n := 1
	for n < len(s) && (s[n] > ' ' && s[n] < 0x7f) {
		switch s[n] {
		case '*', '<', '\\', '|':
			return n
		case '$':
			if !dollar {
				return n
			}
		}
		n++
	}
	return n
}
