package direct

import (
	"bytes"

	"github.com/yuin/goldmark/util"
)

// A link is where a link or an image leads to.
type link struct {
	destination, title []byte
	image              bool
}

// A bracket is an opening one that has no partner yet.
type bracket struct {
	token      int
	start, end int // "[" or "!["
	image      bool
	bottom     int32 // the last delimiter run before it
}

func (p *parser) openBracket(from, i, end int, image bool) int {
	p.before(from, i)
	p.brackets = append(p.brackets, bracket{token: len(p.tokens), start: i, end: end, image: image, bottom: p.lastDelimiter})
	p.tokens = append(p.tokens, piece(bracketToken, i, end))
	return end
}

// closeBracket looks whether the bracket at i ends a link or an image (CommonMark 0.31.2, section 6.3), and returns
// where that ends, or 0.
func (p *parser) closeBracket(from, i, eol int) int {
	if len(p.brackets) == 0 {
		return 0
	}
	open := p.brackets[len(p.brackets)-1]
	p.brackets = p.brackets[:len(p.brackets)-1]
	if n := len(p.brackets); n > 0 && p.brackets[n-1].end-p.brackets[0].start > 998 {
		return 0 // goldmark's reading of the limit on labels
	}
	if !open.image && p.lastLink > open.token {
		return 0 // a link holds no other
	}
	var l link
	next := 0
	if i+1 < p.end {
		switch p.text[i+1] {
		case '(':
			if p.lastParenthesis() > i+1 { // without one, no target ends
				next = p.target(i+2, &l)
			}
		case '[':
			end := p.closure(i+2, '[', ']')
			if end == nowhere {
				break
			}
			label := p.text[i+2 : end]
			if util.IsBlank(label) {
				label = p.text[open.end:i]
			}
			if !p.lookUp(label, &l) {
				return 0
			}
			next = end + 1
		}
	}
	if next == 0 {
		if !p.lookUp(p.text[open.end:i], &l) {
			return 0
		}
		next = i + 1
	}
	p.before(from, i)
	p.emphasise(open.bottom)
	l.image = open.image
	if !open.image {
		p.lastLink = open.token
	} else {
		p.nodes = true
	}
	t := &p.tokens[open.token]
	t.kind, t.opens = linkToken, int32(len(p.links))
	p.links = append(p.links, l)
	p.tokens = append(p.tokens, token{kind: linkEndToken})
	return next
}

// lastParenthesis is where the last closing one of the block stands, or nowhere.
func (p *parser) lastParenthesis() int {
	if p.closing == unknown {
		p.closing = nowhere
		if i := bytes.LastIndexByte(p.text[p.start:p.end], ')'); i >= 0 {
			p.closing = p.start + i
		}
	}
	return p.closing
}

// unknown is a place that nobody has looked for yet.
const unknown = -2

// lookUp finds the definition of a label.
func (p *parser) lookUp(label []byte, l *link) bool {
	if len(p.references) == 0 || len(label) > 999 {
		return false
	}
	r, ok := p.references[util.ToLinkReference(label)]
	if ok {
		l.destination, l.title = r.destination, r.title
	}
	return ok
}

// target reads the inside of the parentheses of a link from i, and returns where it ends, or 0.
func (p *parser) target(i int, l *link) int {
	i = p.skipSpaces(i)
	if i < p.end && p.text[i] == ')' {
		return i + 1
	}
	var ok bool
	if l.destination, i, ok = p.destination(i); !ok {
		return 0
	}
	i = p.skipSpaces(i)
	if i < p.end && p.text[i] == ')' {
		return i + 1
	}
	if i >= p.end {
		return 0
	}
	closer := p.text[i]
	switch closer {
	case '(':
		closer = ')'
	case '"', '\'':
	default:
		return 0
	}
	end := p.closure(i+1, p.text[i], closer)
	if end == nowhere {
		return 0
	}
	l.title = p.text[i+1 : end]
	if i = p.skipSpaces(end + 1); i < p.end && p.text[i] == ')' {
		return i + 1
	}
	return 0
}

// destination reads the address of a link, which ends on its line.
func (p *parser) destination(i int) (address []byte, next int, ok bool) {
	eol := p.end
	s := p.text
	if i < p.end && s[i] == '<' {
		if n := bytes.IndexByte(s[i:p.end], '\n'); n >= 0 {
			eol = i + n + 1
		}
		for j := i + 1; j < eol; j++ {
			if s[j] == '\\' && j < eol-1 && isPunct(s[j+1]) {
				j++
			} else if s[j] == '>' {
				return s[i+1 : j], j + 1, true
			}
		}
		p.spend(eol - i)
		return nil, i, false
	}
	if end := p.targetEnd(i); end != unknown {
		return s[i:end], end, end > i
	}
	opened := 0
	j := i
scan:
	for j < eol {
		switch c := s[j]; c {
		case '\\':
			if j < eol-1 && isPunct(s[j+1]) {
				j++
			}
		case '(':
			opened++
		case ')':
			if opened--; opened < 0 {
				break scan
			}
		case ' ', '\t', '\n', '\r':
			break scan
		}
		j++
	}
	if opened >= 0 && s[i-1] == '(' && j-i > 32 {
		p.pairs.read(s, i-1, j)
	}
	p.spend(j - i)
	return s[i:j], j, j > i
}

// closure finds the end of a label or a title from i on. An escaped delimiter does not count; another opening one ends
// the search.
func (p *parser) closure(i int, opener, closer byte) int {
	for j := i; j < p.end; j++ {
		switch c := p.text[j]; {
		case c == '\\':
			if j+1 < p.end && isPunct(p.text[j+1]) {
				j++
			}
		case c == closer:
			return j
		case c == opener:
			p.spend(j - i)
			return nowhere
		}
	}
	p.spend(p.end - i)
	return nowhere
}

func (p *parser) skipSpaces(i int) int {
	for i < p.end && isSpace(p.text[i]) {
		i++
	}
	return i
}
