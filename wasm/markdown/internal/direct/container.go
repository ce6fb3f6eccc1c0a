package direct

import "github.com/yuin/goldmark/ast"

// quoteMarker takes the marker of a block quote from the line, with one space behind it.
func (p *parser) quoteMarker() bool {
	width, at := p.indent()
	s := p.rest()
	if width > 3 || at >= len(s) || s[at] != '>' {
		return false
	}
	at++
	if at < len(s) {
		switch s[at] {
		case ' ':
			at++
		case '\t':
			p.decline()
		case '*', '_', '~':
			p.decline() // goldmark takes the marker for what stands before the delimiter
		}
	}
	p.pos += at
	return true
}

// A marker is the start of a list item: the column it stands in, the bytes up to its end, and what it says.
type marker struct {
	indent, end int
	char        byte // -, +, *, . or )
	start       int  // of an ordered list, else -1
	blank       bool // nothing follows it on its line
}

func (p *parser) marker(s string) (m marker, ok bool) {
	for m.indent < len(s) && s[m.indent] == ' ' {
		m.indent++
	}
	i := m.indent
	if i > 3 || i >= len(s) {
		return m, false
	}
	m.start = -1
	switch c := s[i]; {
	case c == '-' || c == '*' || c == '+':
	case isDigit(c):
		m.start = 0
		for i < len(s) && isDigit(s[i]) && i-m.indent < 10 {
			m.start = m.start*10 + int(s[i]-'0')
			i++
		}
		if i-m.indent > 9 || i >= len(s) || s[i] != '.' && s[i] != ')' {
			return m, false
		}
	default:
		return m, false
	}
	m.char = s[i]
	m.end = i + 1
	if m.end < len(s) {
		switch s[m.end] {
		case ' ', '\n':
		case '\t':
			p.declineTab()
		default:
			return m, false
		}
	}
	m.blank = true
	for _, c := range []byte(s[m.end:]) {
		if !isSpace(c) {
			m.blank = false
			break
		}
	}
	return m, true
}

// content is where the content of the item begins, counted from the start of the line.
func (m *marker) content(s string) int {
	n := m.end
	for n < len(s) && s[n] == ' ' {
		n++
	}
	if n-m.end > 4 {
		return m.end + 1 // a code block in the item
	}
	return n
}

func (p *parser) openList(s string, parent ast.Node, blank bool) ast.Node {
	var last openBlock
	if len(p.open) > 0 {
		last = p.open[len(p.open)-1]
	}
	if last.node != nil && last.kind == list || p.skipList {
		p.skipList = false
		return nil
	}
	m, ok := p.marker(s)
	if !ok {
		return nil
	}
	if last.node != nil && last.kind == paragraph && last.node.Parent() == parent {
		if m.start >= 0 && m.start != 1 || m.blank {
			return nil // it does not interrupt a paragraph
		}
	}
	if m.blank {
		p.decline() // an item that begins with a blank line
		return nil
	}
	n := ast.NewList(m.char)
	if m.start >= 0 {
		n.Start = m.start
	}
	p.append(parent, n, list, blank).start = len(p.leaves)
	p.deeper(n)
	return n
}

func (p *parser) openItem(s string, parent ast.Node, blank bool) ast.Node {
	l, ok := parent.(*ast.List)
	if !ok {
		return nil
	}
	m, ok := p.marker(s)
	if !ok || m.indent-lastOffset(l) > 3 {
		return nil
	}
	if m.blank {
		p.decline()
		return nil
	}
	n := p.arena.items.next()
	n.Offset = m.content(s)
	p.append(parent, n, item, blank)
	p.pos += n.Offset
	return n
}

// lastOffset is where the content of the last item of a list begins.
func lastOffset(l *ast.List) int {
	if i, ok := l.LastChild().(*ast.ListItem); ok {
		return i.Offset
	}
	return 0
}

func (p *parser) listGoesOn(l *ast.List) bool {
	if p.isBlank() {
		return true
	}
	offset := lastOffset(l)
	indent, _ := p.indent()
	if indent >= offset {
		return true
	}
	if indent >= 4 {
		return false
	}
	s := p.rest()
	m, ok := p.marker(s)
	if !ok || m.indent-offset >= 4 {
		return false
	}
	if !l.CanContinue(m.char, m.start >= 0) {
		return false
	}
	return !p.isBreakAt(s, m.end-1)
}

func (p *parser) itemGoesOn(l *ast.List) bool {
	if p.isBlank() {
		p.toEOL()
		return true
	}
	offset := lastOffset(l)
	if indent, _ := p.indent(); indent < offset {
		if _, ok := p.marker(p.rest()); ok {
			p.skipList = true
		}
		return false
	}
	p.pos += offset
	return true
}

// closeList makes the paragraphs of a tight list plain text.
func (p *parser) closeList(l *ast.List, firstLeaf int) {
	for c := l.FirstChild(); c != nil && l.IsTight; c = c.NextSibling() {
		if first := c.FirstChild(); first != nil {
			for n := first.NextSibling(); n != nil; n = n.NextSibling() {
				if n.HasBlankPreviousLines() {
					l.IsTight = false
					break
				}
			}
		}
		if c != l.FirstChild() && c.HasBlankPreviousLines() {
			l.IsTight = false
		}
	}
	if !l.IsTight {
		return
	}
	for i := firstLeaf; i < len(p.leaves); i++ {
		old, ok := p.leaves[i].node.(*ast.Paragraph)
		if !ok || old.Parent() == nil || old.Parent().Parent() != l {
			continue
		}
		text := p.arena.loose.next()
		old.Parent().ReplaceChild(old.Parent(), old, text)
		p.leaves[i].node = text
	}
}
