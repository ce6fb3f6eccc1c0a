package markdown

import (
	"strings"

	"github.com/addend-go/addend/wasm/markdown/internal/parse"
)

// An Error says why a text was not rendered as Markdown: Code is one of the Code constants, Message says what
// happened with the figures, Hint what to do about it.
type Error = parse.Error

// The codes of an [Error]. They are part of the interface and do not change.
const (
	CodeTooLong        = parse.CodeTooLong    // more than MaxBytes of text
	CodeTooDeep        = parse.CodeTooDeep    // quotes, lists or emphasis nested past the limit
	CodeTooComplex     = parse.CodeTooComplex // more work than a text of that length can need
	CodeUnknownProfile = "unknown-profile"    // neither chat nor post
	CodeBadOption      = "bad-option"         // an option with a value it cannot have
	CodeUnmountable    = "unmountable"        // a fault of the renderer: it wrote what mount does not know
)

// The limits of one text. They are far outside what people write: the platform's own limits are 20,000 characters for
// a message and 50,000 for a post.
const (
	MaxBytes       = parse.MaxBytes       // length of the text
	MaxDepth       = parse.MaxDepth       // quotes and lists inside each other
	MaxInlineDepth = parse.MaxInlineDepth // emphasis, links and HTML inside each other, in one paragraph
)

// quote shows a caller's string inside a message: short, and without control characters.
func quote(s string) string {
	const most = 40
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return `"` + strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return '·'
		}
		return r
	}, s) + `"`
}
