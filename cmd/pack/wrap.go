package main

import (
	"bytes"
	"errors"
	"slices"
)

// wrap makes a function of the toolchain's wasm_exec.js, so that its globals are those it is given, and leaves out what
// stands in for missing ones (runtime.js has its own) and what only Go's own tests call.
func wrap(script []byte) ([]byte, error) {
	head, rest, ok1 := bytes.Cut(script, []byte("\"use strict\";\n"))
	before, rest, ok2 := bytes.Cut(rest, []byte("\tconst enosys = "))
	_, after, ok3 := bytes.Cut(rest, []byte("\tconst encoder = "))
	after, rest, ok4 := bytes.Cut(after, []byte("\t\t\tconst testCallExport = "))
	_, origin, ok5 := bytes.Cut(rest, []byte("\t\t\tconst timeOrigin = "))
	origin, rest, ok6 := bytes.Cut(origin, []byte("\t\t\t\t_gotest: {\n"))
	_, table, ok7 := bytes.Cut(rest, []byte("\t\t\t\tgojs: {\n"))
	if !ok1 || !ok2 || !ok3 || !ok4 || !ok5 || !ok6 || !ok7 {
		return nil, errors.New("wasm_exec.js has another shape than that of Go 1.26: look at wrap in cmd/pack")
	}
	head = bytes.ReplaceAll(head, []byte("// "), []byte("//! ")) // its authors' notice stays when scripts are joined
	return slices.Concat(head, []byte("export function define(globalThis) {\n"), before, []byte("\tconst encoder = "), after,
		[]byte("\t\t\tconst timeOrigin = "), origin, []byte("\t\t\t\tgojs: {\n"), table, []byte("}\n")), nil
}
