package markdown

import "strings"

// The codes of an [Error]. They are part of the interface and do not change.
const (
	CodeTooLong        = "too-long"        // more than MaxBytes of text
	CodeTooDeep        = "too-deep"        // quotes, lists or emphasis nested past the limit
	CodeTooComplex     = "too-complex"     // more work than a text of that length can need
	CodeUnknownProfile = "unknown-profile" // neither chat nor post
)

// An Error says why a text was not rendered as Markdown.
type Error struct {
	Code    string // one of the Code constants
	Message string // what happened, with the figures
	Hint    string // what to do about it
}

func (e *Error) Error() string { return "markdown: " + e.Message }

// quote shows a caller's string inside a message: short, and without control characters.
func quote(s string) string {
	const most = 40
	cut := s
	if len(cut) > most {
		cut = strings.ToValidUTF8(cut[:most], "") + "…"
	}
	return `"` + strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return '·'
		}
		return r
	}, cut) + `"`
}
