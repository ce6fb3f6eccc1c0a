package parse

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// meteredReferences counts link reference definitions: goldmark copies the rest of the paragraph for each.
type meteredReferences struct{}

func (meteredReferences) Transform(p *ast.Paragraph, r text.Reader, pc parser.Context) {
	lines, starts := p.Lines(), 0
	src := r.Source()
	for i := range lines.Len() {
		line := lines.At(i)
		v := bytes.TrimLeft(line.Value(src), " ")
		if len(v) > 0 && v[0] == '[' {
			starts++
		}
	}
	if starts > 1 {
		meterOf(pc).spend(starts * lines.Len() / 2)
	}
	parser.LinkReferenceParagraphTransformer.Transform(p, r, pc)
}

// A meteredTable counts cells: every row has as many as the header, however short its line is.
type meteredTable struct{ parser.ParagraphTransformer }

func (t meteredTable) Transform(p *ast.Paragraph, r text.Reader, pc parser.Context) {
	lines := p.Lines()
	src := r.Source()
	m := meterOf(pc)
	escaped := 0
	for i := range lines.Len() {
		line := lines.At(i)
		v := line.Value(src)
		if i > 0 && isDelimiterRow(v) {
			m.spend(8 * (bytes.Count(v, []byte("|")) + 1) * (lines.Len() - i))
		}
		if bytes.IndexByte(v, '`') >= 0 {
			escaped += bytes.Count(v, []byte(`\|`))
		}
	}
	m.pipes += escaped
	m.spend(escaped * m.pipes) // goldmark looks at every escaped pipe of the text for every code span in a cell
	t.ParagraphTransformer.Transform(p, r, pc)
}

func isDelimiterRow(line []byte) bool {
	dash := false
	for _, c := range line {
		switch c {
		case '-':
			dash = true
		case '|', ':', ' ', '\t', '\n':
		default:
			return false
		}
	}
	return dash
}
