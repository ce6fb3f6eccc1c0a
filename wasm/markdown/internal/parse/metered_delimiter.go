package parse

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// A meteredDelimiter counts what goldmark will do with a delimiter run at the end of the block: a run that closes is
// compared with the open ones before it until one fits. Text in which they fit costs next to nothing.
type meteredDelimiter struct{ parser.InlineParser }

func (d *meteredDelimiter) Parse(parent ast.Node, r text.Reader, pc parser.Context) ast.Node {
	n := d.InlineParser.Parse(parent, r, pc)
	if run, ok := n.(*parser.Delimiter); ok && run != nil {
		meterOf(pc).delimiter(parent, run)
	}
	return n
}

// delimiters are the runs of one block that are still open.
type delimiters struct {
	block ast.Node
	open  []delimiter
}

type delimiter struct {
	char     byte
	original int
	left     int
	canClose bool
}

// delimiter does with run what goldmark's ProcessDelimiters will do, but for building nodes (CommonMark 0.31.2, section
// 6.2 and the appendix), and spends a step for each comparison.
func (m *Meter) delimiter(block ast.Node, run *parser.Delimiter) {
	if m.runs.block != block {
		m.runs = delimiters{block: block, open: m.runs.open[:0]}
	}
	d := delimiter{run.Char, run.OriginalLength, run.Length, run.CanClose}
	for d.canClose && d.left > 0 {
		i := len(m.runs.open) - 1
		for i >= 0 && !m.runs.open[i].fits(d, run.CanOpen) {
			i--
		}
		m.spend(len(m.runs.open) - max(i, 0))
		if i < 0 {
			break
		}
		opener := &m.runs.open[i]
		used := 1
		if opener.left >= 2 && d.left >= 2 {
			used = 2
		}
		opener.left -= used
		d.left -= used
		if opener.left > 0 {
			i++
		}
		m.runs.open = m.runs.open[:i]
	}
	if d.left > 0 && run.CanOpen {
		m.runs.open = append(m.runs.open, d)
	}
}

// fits reports whether closer closes o, with the rule of three for runs that could do either.
func (o delimiter) fits(closer delimiter, closerOpens bool) bool {
	if o.char != closer.char {
		return false
	}
	return !((o.canClose || closerOpens) && (o.original+closer.original)%3 == 0 && closer.original%3 != 0)
}
