package direct

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// isBreakAt reports whether the rest of the line, which begins with s[at], is a thematic break. Where a search on this
// line has met something else, so does one that begins with white space or the same mark in front of that: many markers
// in a row do not read the line again and again.
func (p *parser) isBreakAt(s string, at int) bool {
	from := p.eol - len(s) + at
	if p.breakFrom <= from && from < p.noBreak {
		return false
	}
	end := breakLength(s[at:])
	if end == 0 {
		return true
	}
	p.breakFrom, p.noBreak = from, from+end-1
	return false
}

// breakLength is 0 for a thematic break, and for other lines how far it was read to know that.
func breakLength(s string) int {
	var mark byte
	count := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case isSpace(c):
		case mark == 0 && (c == '*' || c == '-' || c == '_'):
			mark, count = c, 1
		case c == mark:
			count++
		default:
			return i + 1
		}
	}
	if count > 2 {
		return 0
	}
	return len(s) + 1
}

// heading opens a heading that begins with number signs.
func (p *parser) heading(s string, at int, parent ast.Node, blank bool) bool {
	i := at
	for i < len(s) && s[i] == '#' {
		i++
	}
	level := i - at
	if level > 6 || i < len(s) && !isSpace(s[i]) {
		return false
	}
	n := p.arena.heading(level)
	p.append(parent, n, oneLine, blank)
	content := trim(s[i:])
	if content == "" {
		return true
	}
	last := len(content) - 1
	for last > 0 && content[last] == '#' {
		last--
	}
	if last == 0 && content[0] == '#' {
		return true
	}
	if last != len(content)-1 && isSpace(content[last]) {
		content = trimRight(content[:last])
	}
	start := len(p.text)
	p.text = append(p.text, content...)
	p.leaf(n, start)
	return true
}

// setext makes the open paragraph a heading where the line is its underline.
func (p *parser) setext(s string, parent ast.Node) bool {
	if len(p.open) == 0 {
		return false
	}
	last := p.open[len(p.open)-1]
	if last.kind != paragraph || last.node.Parent() != parent {
		return false
	}
	line := trimRight(strings.TrimLeft(s, " "))
	level := 1
	switch {
	case strings.Trim(line, "=") == "":
	case strings.Trim(line, "-") == "":
		level = 2
	default:
		return false
	}
	if last.row || p.startsLikeReference(last.start) {
		p.decline()
		return false
	}
	for _, l := range p.lines[last.start:last.end] {
		if isDelimiterRow(strings.TrimLeft(p.source[l.start:l.end], " ")) {
			p.decline() // goldmark takes one for a table's here, however far it is indented
			return false
		}
	}
	n := p.arena.heading(level)
	blank := last.node.HasBlankPreviousLines()
	parent.RemoveChild(parent, last.node)
	p.open = p.open[:len(p.open)-1]
	p.append(parent, n, oneLine, blank)
	p.leaf(n, p.join(p.lines[last.start:last.end]))
	return true
}

// join writes the lines of a paragraph into the parser's text, without the white space at their start and at the end
// of the last, and returns where it begins.
func (p *parser) join(lines []span) int {
	start := len(p.text)
	for _, l := range lines {
		s := p.source[l.start:l.end]
		p.text = append(p.text, trimLeft(s)...)
	}
	for len(p.text) > 0 && isSpace(p.text[len(p.text)-1]) {
		p.text = p.text[:len(p.text)-1]
	}
	if len(p.text) < start {
		p.decline()
	}
	return start
}

func (p *parser) openFence(s string, at int, parent ast.Node, blank bool) bool {
	char := s[at]
	i := at
	for i < len(s) && s[i] == char {
		i++
	}
	if i-at < 3 {
		return false
	}
	info := ""
	if i < len(s)-1 { // goldmark reads no info of one character at the end of the text
		info = trim(s[i:])
	}
	if char == '`' && strings.IndexByte(info, '`') >= 0 {
		return false
	}
	n := &ast.FencedCodeBlock{}
	if info != "" {
		start := len(p.text)
		p.text = append(p.text, info...)
		n.Info = p.arena.text(start, len(p.text))
	}
	p.fence = fence{char: char, indent: at, length: i - at}
	b := p.append(parent, n, fencedBlock, blank)
	b.start, b.end = len(p.text), len(p.text)
	return true
}

func (p *parser) fenceGoesOn(b *openBlock) bool {
	s := p.asTyped()
	i, tab := 0, false
	for i < len(s) && (s[i] == ' ' || s[i] == '\t') {
		tab = tab || s[i] == '\t'
		i++
	}
	if i < 4 && i < len(s) && s[i] == p.fence.char && (!tab || p.depth > 0) {
		j := i
		for j < len(s) && s[j] == p.fence.char {
			j++
		}
		if j-i >= p.fence.length && trim(s[j:]) == "" {
			if tab {
				p.decline()
			}
			p.toEOL()
			return false
		}
	}
	cut := 0
	for cut < p.fence.indent && cut < len(s) && s[cut] == ' ' {
		cut++
	}
	switch {
	case cut == p.fence.indent:
	case cut == len(s) || s[cut] == '\n':
		cut = 0 // goldmark keeps a line of too few spaces as it is
	case s[cut] == '\t':
		p.decline()
	}
	p.raw(b, s[cut:])
	return true
}

// raw adds a line to the text of the open leaf, ended by a line feed where it is not empty.
func (p *parser) raw(b *openBlock, s string) {
	p.text = append(p.text, s...)
	if s != "" && s[len(s)-1] != '\n' {
		p.text = append(p.text, '\n')
	}
	b.end = len(p.text)
}

// codeIndent is the number of bytes in the four columns at the start of the line, or -1 where it has fewer.
func (p *parser) codeIndent() int {
	s := p.asTyped()
	for i := 0; i < 4 && i < len(s); i++ {
		switch s[i] {
		case ' ':
			if i == 3 {
				return 4
			}
		case '\t':
			if p.depth > 0 {
				p.declineTab()
			}
			return i + 1
		default:
			return -1
		}
	}
	return -1
}

func (p *parser) openCode(parent ast.Node, blank bool) {
	b := p.append(parent, &ast.CodeBlock{}, codeBlock, blank)
	b.start = len(p.text)
	p.raw(b, p.asTyped()[max(0, p.codeIndent()):])
}

func (p *parser) codeGoesOn(b *openBlock) bool {
	switch cut := p.codeIndent(); {
	case cut >= 0:
		p.raw(b, p.asTyped()[cut:])
	case p.isBlank():
		p.raw(b, "\n")
	default:
		return false
	}
	return true
}

// closeCode takes the blank lines from the end of an indented code block.
func (p *parser) closeCode(b *openBlock) {
	end := b.end
	for end > b.start && isSpace(p.text[end-1]) {
		end--
	}
	if i := bytes.IndexByte(p.text[end:b.end], '\n'); i >= 0 {
		b.end = end + i + 1
	}
	closeRaw(b)
}

func closeRaw(b *openBlock) {
	if b.start < b.end {
		b.node.Lines().Append(text.NewSegment(b.start, b.end))
	}
}
