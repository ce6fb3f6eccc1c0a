// Package parse is goldmark with limits: it turns a text into a tree, in time and memory in proportion to its length,
// or says which limit the text has passed.
package parse

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// A Parser parses one dialect. It may be used from several goroutines.
type Parser struct{ parser parser.Parser }

// New returns a parser for the dialect.
func New(o Options) *Parser { return &Parser{newParser(o)} }

// A Tree is a parsed text. Its nodes point into Source.
type Tree struct {
	Root   ast.Node
	Source []byte
	Meter  *Meter // what is left of the limits, for the renderer
}

// Parse returns the tree of a text; the error is a *[Error].
func (p *Parser) Parse(source string, mentions ...Mention) (tree *Tree, err error) {
	defer Recover(&err)
	if len(source) > MaxBytes {
		return nil, tooLong(len(source))
	}
	src := []byte(Clean(source))
	m := newMeter(len(src))
	pc := parser.NewContext()
	pc.Set(meterKey, m)
	if len(mentions) > 0 {
		pc.Set(mentionsKey, placed(source, mentions))
	}
	return &Tree{Root: p.parser.Parse(text.NewReader(src), parser.WithContext(pc)), Source: src, Meter: m}, nil
}

// Clean returns text as the parser wants it: line feeds only, no NUL, valid UTF-8 (CommonMark 0.31.2, sections 2.1 and
// 2.3). Text that is so already is returned as it is.
func Clean(text string) string {
	if strings.IndexByte(text, '\r') >= 0 {
		text = strings.ReplaceAll(text, "\r\n", "\n")
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	if strings.IndexByte(text, 0) >= 0 {
		text = strings.ReplaceAll(text, "\x00", "\uFFFD")
	}
	return strings.ToValidUTF8(text, "\uFFFD")
}
