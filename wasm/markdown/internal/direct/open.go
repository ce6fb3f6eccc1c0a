package direct

import "github.com/yuin/goldmark/ast"

// openBlocks looks for blocks that begin on this line, inside of the open block at that level.
func (p *parser) openBlocks(level int, blank bool) opened {
	result := nothing
	lazy := len(p.open) > 0 && p.open[len(p.open)-1].kind == paragraph
	parent := p.root
	if level != nowhere {
		parent = p.open[level].node
	}
	for !p.declined {
		s := p.rest()
		if s == "" || s[0] == '\n' {
			break
		}
		width, at := p.indent()
		if p.declined {
			return result
		}
		interrupting := lazy && result == nothing
		if width > 3 {
			if !interrupting && at < len(s) && s[at] != '\n' {
				p.openCode(parent, blank)
				return block
			}
			break
		}
		if at >= len(s) || s[at] == '\n' {
			break
		}
		container, found := p.openAt(s, at, parent, blank, interrupting)
		if found {
			result = block
			if container == nil {
				return result
			}
			parent = container
			continue
		}
		if !interrupting && !p.declined {
			n := p.arena.paragraphs.next()
			b := p.append(parent, n, paragraph, blank)
			b.start = len(p.lines)
			p.takeLine()
			b.end = len(p.lines)
			return block
		}
		break
	}
	if result == nothing && lazy && !p.isBlank() && !p.declined {
		b := &p.open[len(p.open)-1]
		p.takeLine()
		b.end = len(p.lines)
		b.row = b.row || isDelimiterRow(p.rest())
		return continued
	}
	return result
}

// openAt opens the block that begins with s[at], if one does: a container, which may hold another on the same line, or
// nil for a leaf.
func (p *parser) openAt(s string, at int, parent ast.Node, blank, interrupting bool) (container ast.Node, found bool) {
	c := s[at]
	switch c {
	case '-', '=':
		if p.setext(s, parent) {
			return nil, true
		}
	case '#':
		return nil, p.heading(s, at, parent, blank)
	case '`', '~':
		return nil, p.openFence(s, at, parent, blank)
	case '>':
		p.quoteMarker()
		n := p.arena.quotes.next()
		p.append(parent, n, quote, blank)
		p.deeper(n)
		return n, true
	case '<':
		if p.options.HTML {
			return nil, p.openHTML(s, parent, blank)
		}
		return nil, false
	}
	if (c == '-' || c == '*' || c == '_') && p.isBreakAt(s, at) {
		p.append(parent, ast.NewThematicBreak(), oneLine, blank)
		return nil, true
	}
	if c == '-' || c == '*' || c == '+' || isDigit(c) {
		if n := p.openList(s, parent, blank); n != nil {
			return n, true
		}
		if n := p.openItem(s, parent, blank); n != nil {
			return n, true
		}
	}
	return nil, false
}

// append opens a block. A paragraph that is still open ends here: its text comes before that of the new block.
func (p *parser) append(parent, n ast.Node, k kind, blank bool) *openBlock {
	if last := len(p.open) - 1; last >= 0 && p.open[last].kind == paragraph {
		p.closeParagraph(&p.open[last])
	}
	n.SetBlankPreviousLines(blank)
	parent.AppendChild(parent, n)
	p.open = append(p.open, openBlock{kind: k, node: n})
	return &p.open[len(p.open)-1]
}

// deeper counts a list or a quote that was opened. Those that are to be closed behind it are counted, too: so it is looked
// up whether there really are too many.
func (p *parser) deeper(n ast.Node) {
	if p.depth++; p.depth <= p.options.MaxDepth {
		return
	}
	depth := 0
	for ; n != nil; n = n.Parent() {
		if k := n.Kind(); k == ast.KindList || k == ast.KindBlockquote {
			depth++
		}
	}
	p.tooDeep = depth > p.options.MaxDepth
	p.decline()
}
