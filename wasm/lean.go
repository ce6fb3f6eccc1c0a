//go:build js && addend_lean

package main

import "syscall/js"

// The lean module is for pages that need files, recordings and error codes only: no Markdown, and so none of its
// tables.

const maxBytes = 0

func markdownFunctions() []row { return nil }

func markdownError(error) (js.Value, bool) { return js.Value{}, false }
