//go:build js && wasm

// The edge entry: the gateway inside workerd. js/pool.mjs starts this module
// and puts one request at a time to it; answers and plans go back through the
// instance's memory or its context object, which no client can reach, and never
// through a response header.
package main

import (
	"net/http"
	"runtime/debug"
	"syscall/js"

	"github.com/syumai/workers"
)

func main() {
	// Measured: a reused instance stays at 10 MB, and collects rarely enough that
	// it does not show; tighter figures save 3 MB and cost a seventh of the speed.
	debug.SetGCPercent(100)
	debug.SetMemoryLimit(16 << 20)

	host := js.Global().Get("context")
	env := host.Get("env")
	e := newEdge(host, func(name string) string {
		if v := env.Get(name); v.Type() == js.TypeString {
			return v.String()
		}
		return ""
	})
	go post.serve(e)
	workers.ServeNonBlock(e)
	workers.Ready()
	select {}
}

var _ http.Handler = (*edge)(nil)
