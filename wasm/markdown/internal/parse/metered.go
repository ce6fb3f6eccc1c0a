package parse

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// meterKey holds the *Meter in a parser.Context.
var meterKey = parser.NewContextKey()

func meterOf(pc parser.Context) *Meter { return pc.Get(meterKey).(*Meter) }

// A meteredBlock counts the calls of a block parser and the depth of containers. A blank line inside n open
// containers costs goldmark n calls and n entries of memory.
type meteredBlock struct {
	parser.BlockParser
	container bool
}

func (b *meteredBlock) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	m := meterOf(pc)
	m.block()
	n, state := b.BlockParser.Open(parent, r, pc)
	if n != nil && b.container {
		m.enter(parent)
	}
	return n, state
}

func (b *meteredBlock) Continue(n ast.Node, r text.Reader, pc parser.Context) parser.State {
	meterOf(pc).block()
	return b.BlockParser.Continue(n, r, pc)
}

// A meteredCode counts what an opening run of backticks without a closing one has read: the rest of its block.
type meteredCode struct{ parser.InlineParser }

func (c *meteredCode) Parse(parent ast.Node, r text.Reader, pc parser.Context) ast.Node {
	_, at := r.PeekLine()
	n := c.InlineParser.Parse(parent, r, pc)
	if n == nil || n.Kind() != ast.KindCodeSpan {
		meterOf(pc).spend(rest(parent, at))
	}
	return n
}

// rest is the number of bytes from a segment to the end of its block.
func rest(block ast.Node, at text.Segment) int {
	lines := block.Lines()
	if lines == nil || lines.Len() == 0 {
		return 0
	}
	return max(0, lines.At(lines.Len()-1).Stop-at.Start)
}

// A meteredLink counts what goldmark reads when it meets a closing bracket.
type meteredLink struct {
	parser.InlineParser
	parser.CloseBlocker
}

func newMeteredLink() *meteredLink {
	p := parser.NewLinkParser()
	return &meteredLink{InlineParser: p, CloseBlocker: p.(parser.CloseBlocker)}
}

func (l *meteredLink) Parse(parent ast.Node, r text.Reader, pc parser.Context) ast.Node {
	line, at := r.PeekLine()
	if line[0] != ']' {
		return l.InlineParser.Parse(parent, r, pc)
	}
	n := l.InlineParser.Parse(parent, r, pc)
	m := meterOf(pc)
	m.spend(parent.ChildCount()) // a link may not hold another: goldmark looks through what follows the bracket
	if n == nil && len(line) > 1 {
		switch line[1] {
		case '(': // a half-written target is read to its end, a half-written title to the end of the block
			cost := targetLength(line[2:])
			if bytes.ContainsAny(line[min(len(line), 2+cost):min(len(line), 6+cost)], `"'(`) {
				cost = rest(parent, at)
			}
			m.spend(cost)
		case '[':
			m.spend(min(rest(parent, at), 1000))
		}
	}
	return n
}

// targetLength is how far goldmark reads for a link target.
func targetLength(s []byte) int {
	if len(s) > 0 && s[0] == '<' {
		return len(s)
	}
	open := 0
	for i, c := range s {
		switch c {
		case '(':
			open++
		case ')':
			if open--; open < 0 {
				return i
			}
		case ' ', '\t', '\n':
			return i
		}
	}
	return len(s)
}

// A meteredLinkify asks goldmark about a bare link only where one can start: its search for an e-mail address reads
// to the end of the word at every delimiter in it.
type meteredLinkify struct{ parser.InlineParser }

func (l *meteredLinkify) Parse(parent ast.Node, r text.Reader, pc parser.Context) ast.Node {
	line, _ := r.PeekLine()
	s := line
	switch s[0] {
	case ' ', '\t', '*', '_', '~', '(':
		s = s[1:]
	}
	if !bytes.HasPrefix(s, []byte("http")) && !bytes.HasPrefix(s, []byte("www.")) &&
		!bytes.HasPrefix(s, []byte("ftp://")) && !mayBeEmail(s) {
		return nil
	}
	n := l.InlineParser.Parse(parent, r, pc)
	if n == nil {
		meterOf(pc).spend(min(len(s), 512))
	}
	return n
}

// mayBeEmail reports whether an at sign follows within the 64 bytes that a local part may have (RFC 5321, section
// 4.5.3.1.1).
func mayBeEmail(s []byte) bool {
	at := bytes.IndexByte(s[:min(len(s), 65)], '@')
	return at > 0 && bytes.IndexByte(s[:at], ' ') < 0
}
