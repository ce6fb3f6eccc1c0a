//go:build js && addend_crash

package main

import (
	"os"
	"runtime"
	"sync"
	"syscall/js"
)

// moreFunctions adds a function that fails on purpose, for the tests of what the package does then. The module of the
// package is built without it.
func moreFunctions() []row {
	return []row{{"crash", func(args []js.Value) (any, error) {
		switch stringArg(args, 0) {
		case "panic":
			panic("on purpose")
		case "exit":
			os.Exit(3)
		case "overflow":
			return overflow(0), nil
		case "fatal":
			new(sync.Mutex).Unlock() // no recover catches this one
		case "hang":
			for {
			}
		case "memory":
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			return float64(m.Sys), nil
		}
		return nil, nil
	}}}
}

func overflow(n int) int { return overflow(n+1) + 1 }
