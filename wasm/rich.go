//go:build js && !addend_lean

package main

import (
	"errors"
	"syscall/js"

	"github.com/addend-go/addend/wasm/markdown"
)

// What the whole module has and the lean one has not.

const maxBytes = markdown.MaxBytes

func markdownFunctions() []row { return []row{{"lastError", lastError}} }

func markdownError(err error) (js.Value, bool) {
	var md *markdown.Error
	if !errors.As(err, &md) {
		return js.Value{}, false
	}
	return object("code", md.Code, "message", md.Message, "hint", md.Hint), true
}
