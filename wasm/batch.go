//go:build js && !addend_lean

package main

import "strings"

// addend_batch renders many texts in one call: they stand in the first n bytes of the input with a NUL between them,
// and so does the HTML in the output, where no other NUL can be. A text past a limit comes back escaped, without an
// error.
//
//go:wasmexport addend_batch
func exportBatch(n, post uint32) uint32 {
	return answer(func() ([]byte, error) {
		renderer := standard(post)
		out, rest := emptied(memory.output), taken(n)
		for {
			text, more, found := strings.Cut(rest, "\x00")
			out, _ = renderer.Append(out, text)
			if !found {
				return out, nil
			}
			out = append(out, 0)
			rest = more
		}
	})
}
