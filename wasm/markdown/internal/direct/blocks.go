package direct

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

type kind uint8

const (
	paragraph kind = iota
	quote
	list
	item
	codeBlock
	fencedBlock
	htmlBlock
	oneLine // a heading or a thematic break: over with its line
)

// An openBlock is a block to which the next line may belong. They are kept in the order of their nesting; a leaf, if
// there is one, is the last.
type openBlock struct {
	kind kind
	node ast.Node

	html  byte // of an HTML block: the number of its condition in the specification
	start int  // of a code block or an HTML block, in the parser's text; of a list, its first leaf; of a paragraph, its first line
	end   int  // of the text of a code block or an HTML block; of a paragraph, behind its last line
	done  bool // of a paragraph: it was closed when another block began
	row   bool // of a paragraph: one of its lines may be the second of a table
}

// A stat remembers of a line and an open block whether the line was blank there: a list is loose when there is a
// blank line between two of its parts.
type stat struct {
	level int
	blank bool
}

type fence struct {
	char           byte
	indent, length int
}

type opened uint8

const (
	nothing   opened = iota
	continued        // the open paragraph took the line
	block
)

// blocks finds the blocks, line by line, in goldmark's order of questions (CommonMark 0.31.2, appendix).
func (p *parser) blocks() {
	p.nextLine()
	for !p.declined {
		for p.pos < len(p.source) && p.isBlank() {
			p.nextLine()
		}
		if p.pos >= len(p.source) || p.openBlocks(nowhere, true) != block {
			return
		}
		p.nextLine()
		p.lastStats, p.stats = p.lastStats[:0], p.stats[:0]
		for len(p.open) > 0 {
			if p.declined || p.continueBlocks() {
				return
			}
			p.nextLine()
			p.lastStats, p.stats = p.stats, p.lastStats[:0]
		}
		p.lines = p.lines[:0]
	}
}

// nextLine goes to the start of the next line.
func (p *parser) nextLine() {
	p.pos, p.bol = p.eol, p.eol
	p.noBreak = 0
	if p.nextTabbed < len(p.tabbed) && p.tabbed[p.nextTabbed].start == p.bol {
		p.nextTabbed++
	}
	if i := strings.IndexByte(p.source[p.pos:], '\n'); i >= 0 {
		p.eol = p.pos + i + 1
	} else {
		p.eol = len(p.source)
	}
}

// continueBlocks gives the line to the open blocks that it continues, and looks for new ones behind them. It reports
// whether the text is over.
func (p *parser) continueBlocks() (over bool) {
	count := len(p.open)
	last := count - 1
	for i := 0; i < count; i++ {
		if p.pos >= len(p.source) {
			p.closeBlocks(last, 0)
			return true
		}
		blank := p.isBlank()
		p.stats = append(p.stats, stat{i, blank})
		if blank && p.onlyLists(i) {
			if p.open[last].kind == paragraph {
				p.closeBlocks(last, last)
			}
			return false
		}
		if p.open[i].kind != paragraph {
			if goesOn, holds := p.goesOn(i); goesOn {
				if holds && i == last {
					p.openBlocks(i, p.blankBefore(i+1))
					return false
				}
				continue
			}
		}
		node := p.open[last].node
		if p.openBlocks(i-1, p.blankBefore(i)) != continued && !p.declined {
			if p.open[last].node != node {
				last--
			}
			p.closeBlocks(last, i)
		}
		return false
	}
	return false
}

// onlyLists reports whether nothing but lists is open from that level on, and at most a paragraph in them: a blank line
// changes none of them but the paragraph, which is over.
func (p *parser) onlyLists(level int) bool {
	for i := level; i < len(p.open); i++ {
		switch k := p.open[i].kind; {
		case k == list, k == item, k == paragraph && i > level:
		default:
			return false
		}
	}
	return true
}

// blankBefore reports whether the line before this one was blank for the block at that level.
func (p *parser) blankBefore(level int) bool {
	for i := len(p.lastStats) - 1; i >= 0; i-- {
		if s := p.lastStats[i]; s.level <= level {
			return s.blank
		}
	}
	return false
}

// toEOL leaves of the line its end only.
func (p *parser) toEOL() {
	p.pos = p.eol
	if p.eol > 0 && p.source[p.eol-1] == '\n' {
		p.pos--
	}
}

func (p *parser) rest() string { return p.source[p.pos:p.eol] }

func (p *parser) isBlank() bool {
	for i := p.pos; i < p.eol; i++ {
		if !isSpace(p.source[i]) {
			return false
		}
	}
	return true
}

// indent is the number of columns of white space at the start of the line, and of bytes. A tab counts only where no
// container has taken a part of the line: elsewhere its width depends on what came before.
func (p *parser) indent() (width, bytes int) {
	s := p.rest()
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case ' ':
			width++
		case '\t':
			if p.depth > 0 {
				p.declineTab()
				return
			}
			width += 4 - width%4
		default:
			return width, i
		}
	}
	return width, len(s)
}

// goesOn reports whether the line continues the open block, and whether that may hold other blocks.
func (p *parser) goesOn(level int) (goesOn, holds bool) {
	b := &p.open[level]
	switch b.kind {
	case quote:
		return p.quoteMarker(), true
	case list:
		return p.listGoesOn(b.node.(*ast.List)), true
	case item:
		return p.itemGoesOn(p.open[level-1].node.(*ast.List)), true
	case fencedBlock:
		return p.fenceGoesOn(b), false
	case codeBlock:
		return p.codeGoesOn(b), false
	case htmlBlock:
		return p.htmlGoesOn(b), false
	}
	return false, false
}

// closeBlocks closes the open blocks from the last to the first of these levels. Those behind from, just opened, stay.
func (p *parser) closeBlocks(from, to int) {
	for i := from; i >= to; i-- {
		b := &p.open[i]
		switch b.kind {
		case paragraph:
			p.closeParagraph(b)
		case list:
			p.depth--
			p.closeList(b.node.(*ast.List), b.start)
		case quote:
			p.depth--
		case codeBlock:
			p.closeCode(b)
		case fencedBlock, htmlBlock:
			closeRaw(b)
		}
	}
	p.open = append(p.open[:to], p.open[from+1:]...)
}

// leaf notes a block whose text is p.text from start on.
func (p *parser) leaf(n ast.Node, start int) {
	p.leaves = append(p.leaves, leaf{node: n, start: start, end: len(p.text)})
}
