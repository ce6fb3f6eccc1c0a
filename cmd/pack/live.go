package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/addend-go/addend/worker/webhook"
)

// liveNames is the types of the worker's live updates for addend/client: an EventSource hears only what it is asked to.
func liveNames() []byte {
	var b bytes.Buffer
	b.WriteString("// Written by `go run ./cmd/pack -routes` from the worker's live updates; a test compares.\nexport const types =\n  ")
	fmt.Fprintf(&b, "%q.split(\" \");\n", strings.Join(webhook.Types(), " "))
	return b.Bytes()
}

// liveTypes declares them.
func liveTypes() []byte {
	var b bytes.Buffer
	b.WriteString("\n/** What a live update can say. */\nexport type LiveType =\n")
	types := webhook.Types()
	for i, name := range types {
		end := "\n"
		if i == len(types)-1 {
			end = ";\n"
		}
		fmt.Fprintf(&b, "  | %q%s", name, end)
	}
	return b.Bytes()
}
