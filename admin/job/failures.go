package job

import (
	"fmt"
	"io"
)

// Failures is a report that keeps nothing and tells what went wrong, a line each.
type Failures struct{ Out io.Writer }

// Has is false: every start begins anew.
func (Failures) Has(string) bool { return false }

// Add tells a failure.
func (f Failures) Add(r Result) error {
	if r.OK {
		return nil
	}
	_, err := fmt.Fprintf(f.Out, "%s: %s\n", r.Item, r.Message)
	return err
}
