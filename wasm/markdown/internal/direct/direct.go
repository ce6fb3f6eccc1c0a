// Package direct parses the Markdown that people write, without goldmark's parser: the blocks into goldmark's tree in
// one pass over the lines, and the text of each block into tokens in another, in linear time and memory that is used
// again. What stands in a block is told to a writer token by token; nodes are made of it only for who asks for them.
//
// It is an implementation of its own of what goldmark with the parsers of package parse makes of a text. What it does
// not know (tabs that are part of an indentation, empty list items, definitions over several lines, …) it declines, and
// goldmark parses the text; a differential fuzz target holds the two to the same tree for everything else. So the
// meaning of a text is goldmark's, and how it is written as HTML is decided in one place, behind either.
package direct

import (
	"errors"
	"sync"

	"github.com/yuin/goldmark/ast"
)

// A Tree is a parsed text. Its nodes point into Source, which is not the text that was parsed: each block stands there
// without the markers of the blocks round it.
type Tree struct {
	Root   ast.Node
	Source []byte
	parser *parser
}

// Inlines tells w what stands in a block, in the order of the text. It returns false, and has told nothing, where the
// block's children are to be read instead: there may be HTML or an image in it, or it is none of this tree.
func (t *Tree) Inlines(block ast.Node, w Writer) bool {
	l := t.leaf(block)
	if l == nil {
		return false
	}
	if l.nodes {
		t.parser.build(l)
		return false
	}
	t.parser.tell(l, w)
	return true
}

// HasInlines reports whether anything stands in a block.
func (t *Tree) HasInlines(block ast.Node) bool { return block.HasChildren() || t.leaf(block) != nil }

// Nodes makes the nodes of all that stands in the blocks, with none but goldmark's own.
func (t *Tree) Nodes() {
	if t.parser == nil {
		return
	}
	t.parser.goldmarks = true
	for _, n := range t.parser.tables {
		t.nodesOf(n)
	}
	t.parser.tables = t.parser.tables[:0]
	for i := range t.parser.leaves {
		t.parser.build(&t.parser.leaves[i])
	}
}

// leaf is what is known of the text of a block. Its number is kept as the position of the block's base.
func (t *Tree) leaf(block ast.Node) *leaf {
	if t.parser == nil {
		return nil
	}
	number := -1
	switch n := block.(type) {
	case *ast.Paragraph:
		number = n.BaseBlock.Pos()
	case *ast.TextBlock:
		number = n.BaseBlock.Pos()
	case *ast.Heading:
		number = n.BaseBlock.Pos()
	}
	if number < 0 {
		return nil
	}
	return &t.parser.leaves[number]
}

// Release gives the nodes of the tree back, to be used for the next text. The tree must not be used after it.
func (t *Tree) Release() {
	if p := t.parser; p != nil {
		*t = Tree{}
		parsers.Put(p)
	}
}

// What [Parse] returns instead of a tree.
var (
	ErrDeclined = errors.New("declined")
	ErrTooDeep  = errors.New("too deep")
)

var parsers = sync.Pool{New: func() any { return new(parser) }}

// Options are what a text is parsed by.
type Options struct {
	HTML      bool // tags are nodes of the tree; without it they are text
	Addresses bool // addresses may stand in the text as they are; where that is known not to be so, none is looked for
	MaxDepth  int  // of lists and quotes in each other
}

// Parse parses source: line feeds only, valid UTF-8 without NUL. Where the text has to be parsed by goldmark it returns
// [ErrDeclined], and [ErrTooDeep] where more lists and quotes than MaxDepth stand in each other.
func Parse(source string, o Options) (tree Tree, err error) {
	p := parsers.Get().(*parser)
	p.reset(source, o)
	p.parse()
	if p.byTab {
		var lines []tabbed
		source, lines = withoutTabs(source, p.tabbed)
		p.reset(source, o)
		p.tabbed = lines
		p.parse()
	}
	if p.declined {
		err = ErrDeclined
		if p.tooDeep {
			err = ErrTooDeep
		}
		parsers.Put(p)
		return Tree{}, err
	}
	return Tree{Root: p.root, Source: p.text, parser: p}, nil
}

func (p *parser) parse() {
	p.blocks()
	if some := len(p.source) / 24; some > keptTokens && !p.declined { // what a long text has at least
		p.tokens = make([]token, 0, some)
	}
	for i := 0; i < len(p.leaves) && !p.declined; i++ {
		l := &p.leaves[i]
		if l.node == nil { // a cell
			p.inlines(l, false)
			continue
		}
		if l.node.Parent() == nil {
			l.built = true // it was taken out of the tree
			continue
		}
		first := false
		if item, isItem := l.node.Parent().(*ast.ListItem); isItem {
			first = item.FirstChild() == l.node
		}
		p.inlines(l, first)
		l.node.SetPos(i)
	}
}

// A leaf is a block whose text is parsed once all the definitions are known.
type leaf struct {
	node        ast.Node // none for a cell
	start, end  int
	first, last int  // its tokens
	nodes       bool // it has HTML or an image, which are written from nodes
	built       bool // its nodes are made
}

type reference struct{ destination, title []byte }

type parser struct {
	options  Options
	declined bool
	tooDeep  bool // declined because goldmark would open more lists and quotes than may be open
	budget   int  // steps of searches that may fail

	// The lines.
	source     string
	pos, eol   int // what is left of the current line; eol is behind its line feed
	bol        int // where the line begins
	byTab      bool
	tabbed     []tabbed
	nextTabbed int // of tabbed, the one behind the current line
	breakFrom  int // where on this line a search for a thematic break began that failed
	noBreak    int // and what it failed at

	// The blocks.
	root             ast.Node
	document         ast.Document
	open             []openBlock
	stats, lastStats []stat // of this line and the one before
	depth            int    // open lists and quotes
	lines            []span // of the paragraphs that are open
	skipList         bool
	fence            fence
	leaves           []leaf
	tables           []*Table
	cells            []cell
	text             []byte
	references       map[string]reference

	// The text of one block.
	start, end                                      int
	nodes                                           bool
	goldmarks                                       bool // only its own nodes are made
	tokens                                          []token
	matches                                         []match
	brackets                                        []bracket
	links                                           []link
	firstDelimiter, lastDelimiter                   int32
	lastLink, nextAt                                int
	codeScanned                                     bool
	pairs                                           pairs
	closing                                         int // the last closing parenthesis of the block
	lastRun                                         []int
	noComment, noInstruction, noDeclaration, noData bool
	parents                                         []ast.Node

	arena arena
}

type span struct{ start, end int }

// keptBytes is the size up to which a buffer is kept for the next text.
const keptBytes = 1 << 18

// keptTokens is the number of tokens, leaves and cells whose memory is kept.
const keptTokens = 1 << 14

func (p *parser) reset(source string, o Options) {
	p.options, p.declined, p.tooDeep, p.goldmarks = o, false, false, false
	p.budget = 1<<14 + 8*len(source)
	p.source, p.pos, p.eol, p.bol = source, 0, 0, 0
	p.byTab, p.tabbed, p.nextTabbed = false, p.tabbed[:0], 0
	p.document = ast.Document{}
	p.root = &p.document
	if cap(p.tokens) > keptTokens {
		p.tokens = nil
	}
	if cap(p.leaves) > keptTokens {
		p.leaves = nil
	}
	if cap(p.cells) > keptTokens {
		p.cells = nil
	}
	p.open, p.stats, p.lines, p.leaves, p.links = p.open[:0], p.stats[:0], p.lines[:0], p.leaves[:0], p.links[:0]
	p.tokens, p.matches = p.tokens[:0], p.matches[:0]
	clear(p.tables)
	p.tables, p.cells = p.tables[:0], p.cells[:0]
	p.depth, p.skipList = 0, false
	p.references = nil
	if cap(p.text) > keptBytes {
		p.text = nil
	}
	p.text = p.text[:0]
	if cap(p.text) < len(source) {
		p.text = make([]byte, 0, len(source)+64)
	}
	if len(p.lastRun) > 256 {
		p.lastRun = nil
	}
	clear(p.lastRun)
	p.pairs.start, p.pairs.end = 0, 0
	if cap(p.pairs.opening) > keptTokens {
		p.pairs = pairs{}
	}
	p.arena.reset()
}

// decline gives the text up.
func (p *parser) decline() { p.declined = true }

// spend counts what a search has read in vain. Past the budget the text is goldmark's, whose meter says what to do
// about it.
func (p *parser) spend(n int) {
	if p.budget -= n; p.budget < 0 {
		p.declined = true
	}
}
