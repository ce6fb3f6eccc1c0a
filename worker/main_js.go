//go:build js && wasm

// The edge entry: the gateway inside workerd. js/pool.mjs starts this module
// and puts one request at a time to it; answers and plans go back through the
// context object of the instance, which no client can reach, and never through
// a response header.
package main

import (
	"net/http"
	"runtime/debug"
	"syscall/js"

	"github.com/syumai/workers"
)

func main() {
	// Measured: a reused instance stays at 6–8 MB instead of 9–20.
	debug.SetGCPercent(20)
	debug.SetMemoryLimit(6 << 20)

	host := js.Global().Get("context")
	env := host.Get("env")
	workers.ServeNonBlock(newEdge(host, func(name string) string {
		if v := env.Get(name); v.Type() == js.TypeString {
			return v.String()
		}
		return ""
	}))
	workers.Ready()
	select {}
}

var _ http.Handler = (*edge)(nil)
