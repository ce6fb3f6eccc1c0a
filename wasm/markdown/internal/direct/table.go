package direct

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

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
