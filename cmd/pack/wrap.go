package main

import (
	"bytes"
	"errors"
	"slices"
)

// cuts are the parts of the toolchain's wasm_exec.js that the package does without, each from one place up to another:
// what stands in for a missing Node (runtime.js has its own), what only Go's own tests call, what is said at an exit
// (instance.js has its own), and what passes a command line and an environment, for which a run begins to look in memory
// that is zero.
var cuts = []struct{ from, to, instead string }{
	{"\tconst enosys = ", "\tconst encoder = ", ""},
	{"\t\t\tthis.argv = ", "\t\t\tthis._exitPromise = ", ""},
	{"\t\t\tconst testCallExport = ", "\t\t\tconst timeOrigin = ", ""},
	{"\t\t\t\t_gotest: {\n", "\t\t\t\tgojs: {\n", ""},
	{"\t\t\t\t\t// func valueDelete(", "\t\t\t\t\t// func valueIndex(", ""},
	{"\t\t\t\t\t\"debug\": (value)", "\t\t\t\t}\n", ""},
	{"\t\t\tif (!(instance instanceof", "\t\t\tthis._inst = instance", ""},
	{"\t\t\t// Pass command line arguments", "\t\t\tif (this.exited) {\n", "\t\t\tthis._inst.exports.run(0, 4096);\n"},
}

// wrap makes a function of the toolchain's wasm_exec.js, so that its globals are those it is given, less what is cut.
func wrap(script []byte) ([]byte, error) {
	head, rest, ok := bytes.Cut(script, []byte("\"use strict\";\n"))
	head = bytes.ReplaceAll(head, []byte("// "), []byte("//! ")) // its authors' notice stays when scripts are joined
	made := slices.Concat(head, []byte("export function define(globalThis) {\n"))
	for _, c := range cuts {
		before, after, found := bytes.Cut(rest, []byte(c.from))
		at := bytes.Index(after, []byte(c.to))
		if !ok || !found || at < 0 {
			return nil, errors.New("wasm_exec.js has another shape than that of Go 1.26: look at wrap in cmd/pack")
		}
		made = slices.Concat(made, before, []byte(c.instead))
		rest = after[at:]
	}
	return slices.Concat(made, rest, []byte("}\n")), nil
}
