package parse

import (
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// A HashtagNode stands where a word begins with a number sign: letters, digits and underscores of any script, with at
// least one that is no digit.
type HashtagNode struct {
	ast.BaseInline
	Segment text.Segment // with the number sign
}

// KindHashtag is the kind of [HashtagNode].
var KindHashtag = ast.NewNodeKind("Hashtag")

// Kind implements ast.Node.
func (*HashtagNode) Kind() ast.NodeKind { return KindHashtag }

// Dump implements ast.Node.
func (n *HashtagNode) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// maxHashtag is the length of the longest hashtag, in characters.
const maxHashtag = 100

type hashtagParser struct{}

func (hashtagParser) Trigger() []byte { return []byte{'#'} }

func (hashtagParser) Parse(_ ast.Node, r text.Reader, _ parser.Context) ast.Node {
	// In the middle of a word it is no start of one, and after & or / it belongs to a reference or an address.
	if before := r.PrecendingCharacter(); isTagRune(before) || before == '&' || before == '/' || before == '#' {
		return nil
	}
	line, at := r.PeekLine()
	n, runes, word := 1, 0, false
	for n < len(line) {
		c, size := utf8.DecodeRune(line[n:])
		if !isTagRune(c) {
			break
		}
		word = word || !unicode.IsDigit(c)
		n += size
		if runes++; runes > maxHashtag {
			return nil
		}
	}
	if !word || at.Padding > 0 {
		return nil
	}
	r.Advance(n)
	return &HashtagNode{Segment: text.NewSegment(at.Start, at.Start+n)}
}

func isTagRune(r rune) bool { return r == '_' || unicode.In(r, unicode.L, unicode.M, unicode.Nd) }
