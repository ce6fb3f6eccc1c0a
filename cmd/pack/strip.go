package main

import (
	"bytes"
	"errors"
	"slices"
)

// strip takes comment lines, indentation and empty lines off a script: a third of what a page would fetch. Nothing
// else is touched, so that what runs can still be read and is the sources' own text. A licence at the top stays.
//
// It works on lines, so a script must not hold a template literal with a line that begins with "//"; a test compares
// the meaning of every script before and after.
func strip(script []byte) []byte {
	var out bytes.Buffer
	top, block := true, false
	for line := range bytes.Lines(script) {
		text := bytes.TrimSpace(line)
		if top && bytes.HasPrefix(text, []byte("//")) && bytes.HasPrefix(script, []byte("// Copyright")) {
			out.Write(append(text, '\n'))
			continue
		}
		top = false
		switch {
		case block:
			block = !bytes.HasSuffix(text, []byte("*/"))
			continue
		case bytes.HasPrefix(text, []byte("/**")):
			block = !bytes.HasSuffix(text, []byte("*/"))
			continue
		case len(text) == 0, bytes.HasPrefix(text, []byte("//")):
			continue
		}
		out.Write(append(withoutTail(text), '\n'))
	}
	return out.Bytes()
}

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
	return slices.Concat(head, []byte("export function define(globalThis) {\n"), before, []byte("\tconst encoder = "), after,
		[]byte("\t\t\tconst timeOrigin = "), origin, []byte("\t\t\t\tgojs: {\n"), table, []byte("}\n")), nil
}

// withoutTail takes a comment off the end of a line, where no quote in it could make it part of a string.
func withoutTail(line []byte) []byte {
	at := bytes.LastIndex(line, []byte(" // "))
	if at < 0 || bytes.ContainsAny(line[at:], "\"'`/\\") && bytes.ContainsAny(line[at+4:], "\"'`\\") {
		return line
	}
	return bytes.TrimRight(line[:at], " \t")
}
