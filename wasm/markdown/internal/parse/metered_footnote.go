package parse

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// A meteredFootnote counts references to footnotes: goldmark looks each one up in a list of all that are defined.
type meteredFootnote struct{ parser.InlineParser }

func (f *meteredFootnote) Parse(parent ast.Node, r text.Reader, pc parser.Context) ast.Node {
	line, at := r.PeekLine()
	mark := 1
	if line[0] == '!' {
		mark = 2
	}
	if len(line) <= mark || line[mark] != '^' || line[mark-1] != '[' {
		return nil
	}
	meterOf(pc).spend(min(rest(parent, at), 1000) + meterOf(pc).notes)
	return f.InlineParser.Parse(parent, r, pc)
}

// A meteredNote counts the footnotes that are defined.
type meteredNote struct{ meteredBlock }

func (b *meteredNote) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	n, state := b.meteredBlock.Open(parent, r, pc)
	if n != nil {
		meterOf(pc).notes++
	}
	return n, state
}
