//go:build !js

package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Fprintln(os.Stderr, "this program is the browser module: build it with GOOS=js GOARCH=wasm, or run make build")
	os.Exit(2)
}
