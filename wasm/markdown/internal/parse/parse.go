// Package parse is goldmark with limits: it turns a text into a tree, in time and memory in proportion to its length,
// or says which limit the text has passed.
package parse

import (
	"strings"
	"sync"
	"unsafe"

	"github.com/addend-go/addend/wasm/markdown/internal/direct"
	"github.com/addend-go/addend/wasm/markdown/internal/leaf"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// A Parser parses one dialect. It may be used from several goroutines.
type Parser struct {
	options Options
	full    func() parser.Parser // goldmark's, built when a text needs it
}

// New returns a parser for the dialect.
func New(o Options) *Parser {
	return &Parser{o, sync.OnceValue(func() parser.Parser { return newParser(o) })}
}

// A Tree is a parsed text. Its nodes point into Source. What stands in a block is told by [Tree.Inlines], or is in its
// children where that says so; in all of them after [Tree.Nodes].
type Tree struct {
	Root   ast.Node
	Source []byte
	Meter  Meter // what is left of the limits, for the renderer

	Suspect bool // there may be characters in Source that deceive a reader; without it, in no part of it

	direct.Tree
}

var trees = sync.Pool{New: func() any { return new(Tree) }}

// Release gives the memory of the tree back. Nothing of it may be used after that. To release a tree is optional.
func (t *Tree) Release() {
	t.Tree.Release()
	*t = Tree{}
	trees.Put(t)
}

// Parse returns the tree of a text; the error is a *[Error]. Source holds the text of each node; where the parts stand
// in it is the parser's business.
func (p *Parser) Parse(source string, mentions ...Mention) (*Tree, error) {
	if len(source) > MaxBytes {
		return nil, tooLong(len(source))
	}
	src, glance := clean(source)
	if p.options.isDirect(src) && len(mentions) == 0 {
		t, err := direct.Parse(src, direct.Options{HTML: p.options.HTML, Addresses: glance.Addresses, MaxDepth: MaxDepth})
		if err == direct.ErrTooDeep {
			return nil, tooDeep(quotesAndLists, MaxDepth)
		}
		if err == nil {
			tree := trees.Get().(*Tree)
			tree.Root, tree.Source, tree.Tree, tree.Suspect = t.Root, t.Source, t, glance.Suspect
			tree.Meter.reset(len(src))
			return tree, nil
		}
	}
	return p.parseFully(source, mentions)
}

// isDirect reports whether a text has nothing in it that only the parser of these options knows.
func (o *Options) isDirect(source string) bool {
	return o.GFM && !(o.Hashtags && strings.IndexByte(source, '#') >= 0) && !(o.Footnotes && strings.Contains(source, "[^"))
}

// ParseByGoldmark is Parse for the tests that compare the two ways: by goldmark's parser, whatever the text.
func (p *Parser) ParseByGoldmark(source string) (*Tree, error) {
	if len(source) > MaxBytes {
		return nil, tooLong(len(source))
	}
	return p.parseFully(source, nil)
}

func (p *Parser) parseFully(source string, mentions []Mention) (tree *Tree, err error) {
	defer Recover(&err)
	cleaned, glance := clean(source)
	src := []byte(cleaned)
	t := &Tree{Source: src, Suspect: glance.Suspect}
	t.Meter.reset(len(src))
	pc := parser.NewContext()
	pc.Set(meterKey, &t.Meter)
	if len(mentions) > 0 {
		pc.Set(mentionsKey, placed(source, mentions))
	}
	t.Root = p.full().Parse(text.NewReader(src), parser.WithContext(pc))
	return t, nil
}

// Clean returns text as the parser wants it: line feeds only, no NUL, valid UTF-8 (CommonMark 0.31.2, sections 2.1 and
// 2.3). Text that is so already is returned as it is.
func Clean(text string) string {
	text, _ = clean(text)
	return text
}

// clean is [Clean] with what it saw.
func clean(text string) (string, leaf.Glance) {
	g := look(text)
	if g.Valid && !g.Controls {
		return text, g
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = strings.ReplaceAll(text, "\r", "\n")
	text = strings.ReplaceAll(text, "\x00", "\uFFFD")
	if !g.Valid {
		text = strings.ToValidUTF8(text, "\uFFFD")
		g = look(text)
	}
	return text, g
}

// look reads the bytes of a string where they are.
func look(text string) leaf.Glance {
	return leaf.Look(unsafe.Slice(unsafe.StringData(text), len(text)))
}
