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
	opening, closing := bytes.Count(s[:end], []byte{'('}), bytes.Count(s[:end], []byte{')'})
	for end > 1 {
		switch s[end-1] {
		case '?', '!', '.', ',', ':', '*', '_', '~':
			end--
		case ')':
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

// emailLength is the length of the e-mail address that s starts with, or 0.
func emailLength(s []byte) int {
	i := 0
	for i < len(s) && i < 64 && isMailbox(s[i]) {
		i++
	}
	if i == 0 || i >= len(s) || s[i] != '@' {
		return 0
	}
	i++
	domain := s[i:min(len(s), i+256)]
	end := labelLength(domain)
	if end == 0 {
		return 0
	}
	for end < len(domain) && domain[end] == '.' {
		n := labelLength(domain[end+1:])
		if n == 0 {
			break
		}
		end += 1 + n
	}
	if end > 255 {
		return 0
	}
	return i + end
}

// labelLength is the length of the label of a domain name that s starts with: at most 63 letters, digits and hyphens,
// none of them at an end.
func labelLength(s []byte) int {
	n := 0
	for n < len(s) && n < 63 && (isAlnum(s[n]) || n > 0 && s[n] == '-') {
		n++
	}
	for n > 0 && s[n-1] == '-' {
		n--
	}
	return n
}

func isMailbox(c byte) bool {
	switch c {
	case '!', '#', '$', '%', '&', '\'', '*', '+', '-', '.', '/', '=', '?', '^', '_', '`', '{', '|', '}', '~':
		return true
	}
	return isAlnum(c)
}

// angle reads an address in angle brackets, or a tag.
func (p *parser) angle(from, i, eol int) int {
	s := p.text[i+1 : eol]
	kind := ast.AutoLinkType(ast.AutoLinkEmail)
	n := emailLength(s)
	if n == 0 {
		kind = ast.AutoLinkURL
		n = schemeLength(s)
	}
	if n > 0 && n < len(s) && s[n] == '>' {
		p.before(from, i)
		p.tokens = append(p.tokens, token{kind: nodeToken, node: ast.NewAutoLink(kind, p.arena.text(i+1, i+1+n))})
		return i + 1 + n + 1
	}
	if !p.options.HTML {
		return 0
	}
	end := p.tag(i, eol)
	if end == 0 {
		return 0
	}
	p.before(from, i)
	raw := p.arena.rawHTML.next()
	raw.Start, raw.End = i, end
	p.tokens = append(p.tokens, token{kind: nodeToken, node: raw})
	p.nodes = true
	return end
}

// schemeLength is the length of an address with a scheme of 2 to 32 characters: without spaces, controls and angle
// brackets.
func schemeLength(s []byte) int {
	if len(s) == 0 || !isLetter(s[0]) {
		return 0
	}
	i := 1
	for i < len(s) && (isAlnum(s[i]) || s[i] == '+' || s[i] == '-' || s[i] == '.') {
		i++
	}
	if i == 1 || i > 33 || i >= len(s) || s[i] != ':' {
		return 0
	}
	for i++; i < len(s) && s[i] > ' ' && s[i] != '<' && s[i] != '>'; i++ {
	}
	return i
}

// task reads the box of a task list at the start of an item.
func (p *parser) task(i, eol int) int {
	s := p.text[i:eol]
	if len(s) < 3 || s[2] != ']' {
		return 0
	}
	switch s[1] {
	case 'x', 'X', ' ', '\t', '\n', '\f', '\r':
	default:
		return 0
	}
	n := 3
	for n < len(s) && (isSpace(s[n]) || s[n] == '\f') {
		n++
	}
	p.tokens = append(p.tokens, token{kind: nodeToken, node: newTask(s[1]|0x20 == 'x')})
	return i + n
}
