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
		t := &Table{Alignments: alignments, first: len(p.cells)}
		leaves := len(p.leaves)
		if p.row(lines[i-1], len(alignments), true) != len(alignments) || p.declined {
			p.leaves, p.cells = p.leaves[:leaves], p.cells[:t.first]
			return lines
		}
		for _, l := range lines[i+1:] {
			if p.declined {
				return lines
			}
			p.row(l, len(alignments), false)
		}
		t.Rows = (len(p.cells) - t.first) / len(alignments)
		p.tables = append(p.tables, t)
		n.Parent().InsertAfter(n.Parent(), n, t)
		return lines[:i-1]
	}
	return lines
}

func alignmentsOf(row string) []east.Alignment {
	row = trim(row)
	row = strings.TrimPrefix(row, "|")
	row = strings.TrimSuffix(row, "|")
	var out []east.Alignment
	for more := true; more; {
		var cell string
		cell, row, more = strings.Cut(row, "|")
		cell = trim(cell)
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

// row reads a row of a table, in which every cell is a leaf, and returns how many cells it has: where there are too few it
// is filled up, and only a header may have too many.
func (p *parser) row(l span, columns int, header bool) int {
	s := trim(p.source[l.start:l.end])
	pos, limit := 0, len(s)
	if limit > 0 && s[0] == '|' {
		pos++
	}
	if limit > 0 && s[limit-1] == '|' {
		limit--
	}
	i := 0
	for ; pos < limit; i++ {
		if i >= columns && !header {
			return i
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
		c := emptyCell
		if content := trim(s[pos:end]); content != "" {
			if piped {
				content = p.withPipes(content)
			}
			start := len(p.text)
			p.text = append(p.text, content...)
			c = cell(len(p.leaves))
			p.leaf(nil, start)
		}
		p.cells = append(p.cells, c)
		pos = end + 1
	}
	for ; i < columns; i++ {
		p.cells = append(p.cells, noCell)
	}
	return i
}

// withPipes is the text of a cell without the backslashes in front of its pipes: a code span shows none there (GFM
// 0.29, section 4.10), and elsewhere a pipe without one is the same.
func (p *parser) withPipes(cell string) string {
	if strings.Contains(cell, `\\|`) || strings.IndexByte(cell, '<') >= 0 {
		p.decline() // the first backslash may escape the second, and in a tag both are read
	}
	return strings.ReplaceAll(cell, `\|`, "|")
}
