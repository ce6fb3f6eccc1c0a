//go:build js

// Command wasm is the browser module: Markdown, file addresses, media probing and the platform's error codes, for a
// page or for Node. It is built for js/wasm and started by the JavaScript package in npm, which is what a page loads.
package main

import "runtime/debug"

// build names the sources that the module was built from; cmd/pack sets it, and writes the same into version.js. A page
// that has one from its cache and the other from the server is told so, before anything odd can happen.
var build = "development"

func main() {
	// A page renders many short texts and keeps none of them here: collecting less often makes each call faster, and
	// the limit keeps a burst of long ones from growing a memory that never shrinks again.
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(192 << 20)

	register(functions(), map[string]any{"build": build, "maxBytes": maxBytes})
	select {} // the functions are called from the event loop
}
