package settings

import "strings"

// Problem is one setting that is missing or wrong. It never holds a value. Code
// is setting-missing or setting-invalid.
type Problem struct {
	Code, Setting, Message, Hint string
}

// Problems is the error of [Parse].
type Problems []Problem

// Error gives one line for each problem.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, one := range p {
		lines[i] = one.Code + ": " + one.Setting + " " + one.Message + " (hint: " + one.Hint + ")"
	}
	return strings.Join(lines, "\n")
}
