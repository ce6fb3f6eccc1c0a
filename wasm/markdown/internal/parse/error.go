package parse

// The codes of an [Error] that a limit causes.
const (
	CodeTooLong    = "too-long"    // more than MaxBytes of text
	CodeTooDeep    = "too-deep"    // quotes, lists or emphasis nested past the limit
	CodeTooComplex = "too-complex" // more work than a text of that length can need
)

// An Error says why a text was not rendered as Markdown.
type Error struct {
	Code    string // one of the Code constants
	Message string // what happened, with the figures
	Hint    string // what to do about it
}

func (e *Error) Error() string { return "markdown: " + e.Message }
