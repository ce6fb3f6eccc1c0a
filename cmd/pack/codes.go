package main

import (
	"bytes"
	"fmt"

	"github.com/addend-go/addend/socialplus"
)

// codeTable is the platform's error codes as JavaScript, for addend/client: its errors explain themselves without the
// module.
func codeTable() []byte {
	var b bytes.Buffer
	b.WriteString("// Written by `go run ./cmd/pack -codes` from socialplus; a test compares. [name, title, cause, remedy, retry]\nexport const codes = {\n")
	for _, e := range socialplus.Codes() {
		fmt.Fprintf(&b, "  %d: [%q, %q, %q, %q, %q],\n", int(e.Code), e.Name, e.Title, e.Cause, e.Remedy, string(e.Retry))
	}
	b.WriteString("};\n")
	return b.Bytes()
}
