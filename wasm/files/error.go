package files

import "strings"

// The codes of an [Error]. They are part of the interface and do not change.
const (
	CodeID     = "bad-file-id"
	CodeTarget = "bad-target"
	CodeRegion = "unknown-region"
	CodeBase   = "bad-base"
	CodeSize   = "unknown-size"
	CodeForm   = "unknown-form"
	CodeName   = "bad-name"
)

// An Error says why no address could be built.
type Error struct {
	Code    string // one of the Code constants
	Message string
	Hint    string
}

func (e *Error) Error() string { return "files: " + e.Message }

// quote shows a caller's string inside a message: short, and without control characters.
func quote(s string) string {
	const most = 40
	if len(s) > most {
		s = s[:most] + "…"
	}
	return `"` + strings.ToValidUTF8(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return '·'
		}
		return r
	}, s), "·") + `"`
}
