package parse

import (
	"slices"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// A Mention is a range of a text that names a user: Start and Length in UTF-16 code units, as JavaScript counts, and
// the range begins with an at sign. A range that is not so in the text it comes with names nobody.
type Mention struct {
	Start, Length int
	ID            string
}

// A MentionNode stands where a user is mentioned. Its text is not parsed: names may have any character.
type MentionNode struct {
	ast.BaseInline
	ID      string
	Segment text.Segment
}

// KindMention is the kind of [MentionNode].
var KindMention = ast.NewNodeKind("Mention")

// Kind implements ast.Node.
func (*MentionNode) Kind() ast.NodeKind { return KindMention }

// Dump implements ast.Node.
func (n *MentionNode) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// mentionsKey holds a map[int]placedMention in a parser.Context: by the place of the at sign in the source.
var mentionsKey = parser.NewContextKey()

type placedMention struct {
	length int // in bytes
	id     string
}

// placed turns the ranges into places of the cleaned text.
func placed(source string, mentions []Mention) map[int]placedMention {
	type edge struct{ unit, index int }
	var edges []edge
	for i, m := range mentions {
		if m.Start >= 0 && m.Length > 1 && m.Start < len(source) && m.Length <= len(source)-m.Start {
			edges = append(edges, edge{m.Start, i}, edge{m.Start + m.Length, i})
		}
	}
	slices.SortStableFunc(edges, func(a, b edge) int { return a.unit - b.unit })
	at := map[int][]int{} // index of the mention → places of its start and end, in bytes of the cleaned text
	unit, place, next := 0, 0, 0
	for i := 0; next < len(edges); {
		for next < len(edges) && edges[next].unit <= unit {
			if edges[next].unit == unit {
				at[edges[next].index] = append(at[edges[next].index], place)
			}
			next++
		}
		if i >= len(source) {
			break
		}
		r, size := utf8.DecodeRuneInString(source[i:])
		switch {
		case r == '\r' && i+1 < len(source) && source[i+1] == '\n': // one line ending, but two units
		case r == utf8.RuneError && size == 1:
			for invalid(source[i+size:]) { // as many as there are become one replacement character
				size++
			}
			place += 3
		case r == 0:
			place += 3
		default:
			place += size
		}
		i += size
		if unit++; r > 0xFFFF {
			unit++
		}
	}
	out := map[int]placedMention{}
	for i, m := range mentions {
		if p := at[i]; len(p) == 2 && p[1] > p[0] {
			out[p[0]] = placedMention{p[1] - p[0], m.ID}
		}
	}
	return out
}

func invalid(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	return r == utf8.RuneError && size == 1
}

type mentionParser struct{}

func (mentionParser) Trigger() []byte { return []byte{'@'} }

func (mentionParser) Parse(_ ast.Node, r text.Reader, pc parser.Context) ast.Node {
	places, _ := pc.Get(mentionsKey).(map[int]placedMention)
	line, at := r.PeekLine()
	m, ok := places[at.Start]
	if !ok || at.Padding > 0 || m.length > len(line) || line[m.length-1] == '\n' {
		return nil
	}
	r.Advance(m.length)
	return &MentionNode{ID: m.id, Segment: text.NewSegment(at.Start, at.Start+m.length)}
}
