package main

import (
	"bytes"
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

// wrap makes a function of the toolchain's wasm_exec.js, so that its globals are those it is given.
func wrap(script []byte) []byte {
	at := bytes.Index(script, []byte(`"use strict";`))
	return slices.Concat(script[:at], []byte("export function define(globalThis) {\n"), script[at:], []byte("}\n"))
}

// withoutTail takes a comment off the end of a line, where no quote in it could make it part of a string.
func withoutTail(line []byte) []byte {
	at := bytes.LastIndex(line, []byte(" // "))
	if at < 0 || bytes.ContainsAny(line[at:], "\"'`/\\") && bytes.ContainsAny(line[at+4:], "\"'`\\") {
		return line
	}
	return bytes.TrimRight(line[:at], " \t")
}
