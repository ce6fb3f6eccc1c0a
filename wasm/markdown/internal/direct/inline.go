package direct

import (
	"bytes"

	"github.com/addend-go/addend/wasm/markdown/internal/swar"
	"github.com/yuin/goldmark/ast"
)

// A token is a part of the text of a leaf block, in the order of the text.
type token struct {
	kind       tokenKind
	char       byte // of a delimiter run
	canOpen    bool
	canClose   bool
	hard, soft bool  // the line break that ends a text
	start, end int32 // in the parser's text

	// Of a delimiter run: its length, what is left of it, its neighbours in the list of runs that are still looked at,
	// and the first of the matches that it opens, the first and the last of those that it closes.
	length, left         int32
	previous, next       int32
	opens, closes, final int32

	node ast.Node // one that is complete
}

type tokenKind uint8

const (
	textToken tokenKind = iota
	delimiterToken
	bracketToken // an opening bracket
	codeToken
	linkToken // one that has become a link or an image
	linkEndToken
	nodeToken
)

// piece is a token of the text between two places.
func piece(kind tokenKind, start, end int) token {
	return token{kind: kind, start: int32(start), end: int32(end)}
}

// nowhere is the index of no token.
const nowhere = -1

// inlines parses the text of a leaf block, p.text[l.start:l.end], into tokens. The order in which
// things are tried, and the places where they can begin, are goldmark's: a construct begins at its own character, and
// a bare address at the start of a line, after white space and after every other construct.
func (p *parser) inlines(l *leaf, mayTask bool) {
	start, end := l.start, l.end
	p.start, p.end, p.nodes = start, end, false
	l.first = len(p.tokens)
	p.brackets = p.brackets[:0]
	p.lastDelimiter = nowhere
	p.lastLink = nowhere
	p.codeScanned = false
	p.closing = unknown
	p.noComment, p.noInstruction, p.noDeclaration, p.noData = false, false, false, false
	p.nextAt = start - 1

	escaped := false
	eol := start
	for pos := start; pos < end && !p.declined; {
		if pos >= eol { // not again behind each construct: a line may have many
			eol = end
			if i := bytes.IndexByte(p.text[pos:end], '\n'); i >= 0 {
				eol = pos + i + 1
			}
		}
		next := p.line(pos, eol, mayTask, &escaped)
		if next > eol {
			eol = next // a construct of several lines: look for the end of the last
		}
		pos = next
	}
	p.emphasise(nowhere)
	l.last, l.nodes = len(p.tokens), p.nodes
}

// line parses from pos to the end of the line and returns where to go on: behind a construct, or on the next line.
func (p *parser) line(pos, eol int, mayTask bool, escaped *bool) int {
	line := p.text[pos:eol]
	n := len(line)
	hard, visible := false, false
	soft := line[n-1] == '\n'
	switch {
	case soft && (n >= 3 && line[n-2] == '\\' && line[n-3] != '\\' || n == 2 && line[0] == '\\'):
		n -= 2
		hard, visible, soft = true, true, false
	case soft && n >= 3 && line[n-2] == ' ' && line[n-3] == ' ':
		n -= 3
		hard, soft = true, false
	case soft:
		n--
	}
	for i := 0; i < n; i++ {
		if i > 0 { // a space matters only where it may be followed by an address
			if inert := swar.Active(line[i:n], p.options.Addresses); inert > 0 {
				*escaped = false
				if i += inert; i == n {
					break
				}
			}
		}
		c := line[i]
		if c == ' ' && !p.mayBeAddress(pos+i+1, eol) {
			*escaped = false
			continue
		}
		if !*escaped || i == 0 || c == ' ' {
			if next := p.construct(c, pos, pos+i, eol, mayTask); next > 0 {
				return next
			}
		}
		*escaped = !*escaped && c == '\\'
	}
	stop := pos + n
	// A space starts a text of its own, because a bare address may follow it; at the end of a line such a text is empty
	// once it is trimmed, and what was before it stays.
	if !visible && n > 0 && (line[n-1] == ' ' || line[n-1] == '\t') {
		stop--
	}
	t := piece(textToken, pos, stop)
	t.hard, t.soft = hard, soft
	p.tokens = append(p.tokens, t)
	return eol
}

// construct tries what may begin at i with c; the text since from is what comes before it. It returns where the
// construct ends, or 0.
func (p *parser) construct(c byte, from, i, eol int, mayTask bool) int {
	switch c {
	case '*', '_':
		return p.delimiter(c, from, i, eol)
	case '~':
		if next := p.strike(from, i, eol); next > 0 {
			return next
		}
		return p.bare(from, i, eol)
	case '`':
		return p.codeSpan(from, i, eol)
	case '[':
		if mayTask && i == p.start {
			if next := p.task(i, eol); next > 0 {
				return next
			}
		}
		return p.openBracket(from, i, i+1, false)
	case '!':
		if i+1 < eol && p.text[i+1] == '[' {
			return p.openBracket(from, i, i+2, true)
		}
	case ']':
		return p.closeBracket(from, i, eol)
	case '<':
		return p.angle(from, i, eol)
	case ' ', '(':
		return p.bare(from, i, eol)
	default:
		if i == from && !isPunct(c) && c != '\t' {
			return p.bare(from, i, eol)
		}
	}
	return 0
}

// before adds the text in front of a construct.
func (p *parser) before(from, i int) {
	if i > from {
		p.tokens = append(p.tokens, piece(textToken, from, i))
	}
}
