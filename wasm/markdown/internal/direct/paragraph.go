package direct

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// closeParagraph makes of the lines of a paragraph what they are: definitions, a table, text.
func (p *parser) closeParagraph(b *openBlock) {
	if b.done {
		return
	}
	b.done = true
	n, parent := b.node, b.node.Parent()
	lines := p.lines[b.start:b.end]
	if p.startsLikeReference(b.start) {
		if lines = p.definitions(n, lines); p.declined {
			return
		}
		if len(lines) == 0 {
			parent.RemoveChild(parent, n)
			return
		}
	}
	if b.row {
		if lines = p.table(n, lines); p.declined {
			return
		}
		if len(lines) == 0 {
			parent.RemoveChild(parent, n)
			return
		}
	}
	p.leaf(n, p.join(lines))
}

func (p *parser) startsLikeReference(line int) bool {
	s := strings.TrimLeft(p.source[p.lines[line].start:p.lines[line].end], " \t")
	return s != "" && s[0] == '['
}

// definitions takes the link reference definitions from the start of a paragraph (CommonMark 0.31.2, section 4.7).
// Only those are known here whose title, if they have one, stands on the line of the address.
func (p *parser) definitions(n ast.Node, lines []span) []span {
	for len(lines) > 0 {
		s := strings.Trim(p.source[lines[0].start:lines[0].end], " \t\r\n")
		if s == "" || s[0] != '[' {
			return lines
		}
		end := labelEnd(s)
		if end == 0 { // no end on this line: it may be on another, most often that of a link
			all := strings.TrimLeft(p.source[lines[0].start:lines[len(lines)-1].end], " \t")
			if end = labelEnd(all); end > 0 && end+1 < len(all) && all[end+1] == ':' {
				p.decline()
			}
			return lines
		}
		if end < 0 || end+1 >= len(s) || s[end+1] != ':' {
			return lines
		}
		label := s[1:end]
		if util.IsBlank([]byte(label)) {
			return lines
		}
		rest, used := strings.TrimLeft(s[end+2:], " \t"), 1
		if rest == "" && len(lines) > 1 { // the address is on the next line
			rest, used = strings.Trim(p.source[lines[1].start:lines[1].end], " \t\r\n"), 2
		}
		address, title, ok := splitDefinition(rest)
		if !ok {
			p.decline()
			return lines
		}
		hasTitle := false
		if title != "" {
			closer := title[len(title)-1]
			switch title[0] {
			case '"', '\'':
			case '(':
				closer = '('
				if title[len(title)-1] == ')' && strings.IndexByte(title[1:], '(') < 0 {
					closer = title[0]
				} else {
					closer = 0
				}
			default:
				return lines // text behind the address: no definition
			}
			if len(title) < 2 || closer != title[0] || strings.IndexByte(title, '\\') >= 0 || strings.IndexByte(title[1:len(title)-1], title[len(title)-1]) >= 0 {
				p.decline()
				return lines
			}
			title, hasTitle = title[1:len(title)-1], true
		} else if len(lines) > used { // the title may be on the next line
			if next := strings.TrimLeft(p.source[lines[used].start:lines[used].end], " \t"); next != "" && strings.IndexByte(`"'(`, next[0]) >= 0 {
				p.decline()
				return lines
			}
		}
		for i, opened := 0, 0; i < len(address) && rest[0] != '<'; i++ {
			switch address[i] {
			case '\\':
				if i+1 < len(address) && isPunct(address[i+1]) {
					i++
				}
			case '(':
				opened++
			case ')':
				if opened--; opened < 0 {
					p.decline()
					return lines
				}
			}
		}
		p.define(n, label, address, title, hasTitle)
		lines = lines[used:]
	}
	return lines
}

// splitDefinition splits what follows the colon of a definition on its line into the address and the rest.
func splitDefinition(s string) (address, title string, ok bool) {
	if s == "" {
		return "", "", false
	}
	if s[0] != '<' {
		i := strings.IndexAny(s, " \t")
		if i < 0 {
			return s, "", true
		}
		return s[:i], strings.TrimLeft(s[i:], " \t"), true
	}
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			if i+1 < len(s) && isPunct(s[i+1]) {
				i++
			}
		case '>':
			title = strings.TrimLeft(s[i+1:], " \t")
			return s[1:i], title, title == "" || len(title) < len(s)-i-1
		}
	}
	return "", "", false
}

// labelEnd is where the label that s starts with ends; 0 where it does not end, -1 where it is none.
func labelEnd(s string) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			if i+1 < len(s) && isPunct(s[i+1]) {
				i++
			}
		case ']':
			return i
		case '[':
			return -1
		}
	}
	return 0
}

func (p *parser) define(n ast.Node, label, address, title string, hasTitle bool) {
	if _, inList := n.Parent().(*ast.ListItem); inList {
		p.decline()
		return
	}
	r := reference{destination: []byte(address)}
	if hasTitle {
		r.title = []byte(title)
	}
	if p.references == nil {
		p.references = map[string]reference{}
	}
	key := util.ToLinkReference([]byte(label))
	if _, known := p.references[key]; !known {
		p.references[key] = r
	}
	n.Parent().InsertBefore(n.Parent(), n, ast.NewLinkReferenceDefinition([]byte(label), r.destination, r.title))
}

// isDelimiterRow reports whether a line may be the second of a table.
func isDelimiterRow(s string) bool {
	if len(s) == 0 {
		return false
	}
	dashes := true
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '-':
			continue
		case c != '|' && c != ':' && !isSpace(c):
			return false
		}
		dashes = false
	}
	if dashes {
		return false
	}
	width := 0
	for width < len(s) && s[width] == ' ' {
		width++
	}
	return width <= 3
}

// table makes a table of the lines from the one before the delimiter row on, and returns the lines before it.
func (p *parser) table(n ast.Node, lines []span) []span {
	for i := 1; i < len(lines); i++ {
		row := p.source[lines[i].start:lines[i].end]
		if !isDelimiterRow(row) {
			continue
		}
		if strings.IndexByte(row, '\t') >= 0 {
			p.decline()
			return lines
		}
		alignments := alignmentsOf(row)
		if alignments == nil {
			continue
		}
		if p.spend(len(alignments) * (len(lines) - i)); p.declined {
			return lines // every row has as many cells as the header, however short its line is
		}
		header := p.row(lines[i-1], alignments, true)
		if header == nil || header.ChildCount() != len(alignments) || p.declined {
			if header != nil {
				p.leaves = p.leaves[:len(p.leaves)-p.cells]
			}
			return lines
		}
		t := east.NewTable()
		t.Alignments = alignments
		t.AppendChild(t, east.NewTableHeader(header))
		for _, l := range lines[i+1:] {
			if p.declined {
				return lines
			}
			t.AppendChild(t, p.row(l, alignments, false))
		}
		n.Parent().InsertAfter(n.Parent(), n, t)
		return lines[:i-1]
	}
	return lines
}

func alignmentsOf(row string) []east.Alignment {
	row = strings.Trim(row, " \t\r\n")
	row = strings.TrimPrefix(row, "|")
	row = strings.TrimSuffix(row, "|")
	var out []east.Alignment
	for more := true; more; {
		var cell string
		cell, row, more = strings.Cut(row, "|")
		cell = strings.Trim(cell, " \t\r\n")
		left, right := strings.HasPrefix(cell, ":"), strings.HasSuffix(cell, ":")
		dashes := strings.TrimPrefix(cell, ":")
		dashes = strings.TrimSuffix(dashes, ":")
		if dashes == "" || strings.Trim(dashes, "-") != "" {
			return nil
		}
		switch {
		case left && right:
			out = append(out, east.AlignCenter)
		case left:
			out = append(out, east.AlignLeft)
		case right:
			out = append(out, east.AlignRight)
		default:
			out = append(out, east.AlignNone)
		}
	}
	return out
}

// row makes a row of a table, in which every cell is a leaf.
func (p *parser) row(l span, alignments []east.Alignment, header bool) *east.TableRow {
	s := strings.Trim(p.source[l.start:l.end], " \t\r\n")
	r := p.arena.row(alignments)
	p.cells = 0
	pos, limit := 0, len(s)
	if limit > 0 && s[0] == '|' {
		pos++
	}
	if limit > 0 && s[limit-1] == '|' {
		limit--
	}
	i := 0
	for ; pos < limit; i++ {
		alignment := east.AlignNone
		if i < len(alignments) {
			alignment = alignments[i]
		} else if !header {
			return r
		}
		end, code, piped := pos, false, false
		for ; end < limit; end++ {
			if s[end] == '`' {
				code = true
			} else if s[end] == '|' {
				if end == 0 || s[end-1] != '\\' {
					break
				}
				piped = piped || code
			}
		}
		c := p.arena.cell(alignment)
		r.AppendChild(r, c)
		if content := strings.Trim(s[pos:end], " \t\r\n"); content != "" {
			if piped {
				content = p.withPipes(content)
			}
			start := len(p.text)
			p.text = append(p.text, content...)
			p.leaf(c, start)
			p.cells++
		}
		pos = end + 1
	}
	for ; i < len(alignments); i++ {
		r.AppendChild(r, p.arena.cell(east.AlignNone))
	}
	return r
}

// withPipes is the text of a cell without the backslashes in front of its pipes: a code span shows none there (GFM
// 0.29, section 4.10), and elsewhere a pipe without one is the same.
func (p *parser) withPipes(cell string) string {
	if strings.Contains(cell, `\\|`) || strings.IndexByte(cell, '<') >= 0 {
		p.decline() // the first backslash may escape the second, and in a tag both are read
	}
	return strings.ReplaceAll(cell, `\|`, "|")
}
