package direct

import "strings"

// A tab in front of a line counts as the spaces up to the next column that is a multiple of four (CommonMark 0.31.2,
// section 2.2), and one behind the marker of a list item likewise. Where such a tab stands in a container, how wide it
// is depends on what is before it, and it may be taken apart. So a text with such tabs is parsed again with spaces in
// their place. Where the line is part of what is shown as it is, such as code, the line of the author is read instead.

// A tabbed line is one that was written with spaces for its tabs.
type tabbed struct {
	start int    // in the source
	front int    // where the spaces for the last of its tabs end
	line  string // as it was
}

// withoutTabs is source with spaces for those tabs, and the lines that were changed.
func withoutTabs(source string, lines []tabbed) (string, []tabbed) {
	var b strings.Builder
	b.Grow(len(source) + len(source)/8)
	rest := source
	for rest != "" {
		line := rest
		if i := strings.IndexByte(rest, '\n'); i >= 0 {
			line = rest[:i+1]
		}
		rest = rest[len(line):]
		n := frontOf(line)
		if n == 0 {
			b.WriteString(line)
			continue
		}
		start, column := b.Len(), 0
		for _, c := range []byte(line[:n]) {
			if c != '\t' {
				b.WriteByte(c)
				column++
				continue
			}
			for more := true; more; more = column%4 != 0 {
				b.WriteByte(' ')
				column++
			}
		}
		lines = append(lines, tabbed{start, b.Len(), line})
		b.WriteString(line[n:])
	}
	return b.String(), lines
}

// frontOf is the number of bytes of the white space in front of a line, or of a marker of a list that the line begins
// with and the tab behind it, where there is a tab among them, and else 0. It is 0 too for a blank line and for spaces
// and tabs in another order, for which goldmark has widths of its own.
func frontOf(line string) int {
	n := 0
	for n < len(line) && line[n] == '\t' {
		n++
	}
	tabs := n
	for n < len(line) && line[n] == ' ' {
		n++
	}
	if n > 0 || line == "" {
		if tabs == 0 || n == len(line) || line[n] == '\n' || line[n] == '\t' {
			return 0
		}
		return n
	}
	for n < len(line) && n < 10 && isDigit(line[n]) {
		n++
	}
	if n+2 >= len(line) || line[n+1] != '\t' || isSpace(line[n+2]) {
		return 0
	}
	switch c := line[n]; {
	case n == 0 && (c == '-' || c == '*' || c == '+'), n > 0 && (c == '.' || c == ')'):
		return n + 2
	}
	return 0
}

// declineTab gives the text up for a tab that spaces can stand for.
func (p *parser) declineTab() {
	p.decline()
	p.byTab = true
}

// takeLine adds what is left of the line to those of the open paragraphs.
func (p *parser) takeLine() {
	if t := p.tabbedLine(); t != nil && p.pos < t.front && strings.TrimLeft(p.source[p.pos:t.front], " ") != "" {
		p.decline() // what was taken for a marker is text, and so is the tab behind it
	}
	p.lines = append(p.lines, span{p.pos, p.eol})
}

// tabbedLine is the line, where it was changed.
func (p *parser) tabbedLine() *tabbed {
	if p.nextTabbed == 0 || p.tabbed[p.nextTabbed-1].start != p.bol {
		return nil
	}
	return &p.tabbed[p.nextTabbed-1]
}

// asTyped is what is left of the line as its author typed it.
func (p *parser) asTyped() string {
	t := p.tabbedLine()
	if t == nil {
		return p.rest()
	}
	if p.depth > 0 || p.pos != p.bol {
		p.decline() // a container has taken a part of it
		return p.rest()
	}
	return t.line
}
