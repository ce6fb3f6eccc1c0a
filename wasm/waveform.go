//go:build js

package main

import (
	"syscall/js"
	"unsafe"

	"github.com/addend-go/addend/wasm/media"
)

// peaks takes a Float32Array and a number of parts. The samples stay where they are: a stretch at a time is copied.
func peaks(args []js.Value) (any, error) {
	pcm, parts := arg(args, 0), arg(args, 1)
	buffer, offset := pcm.Get("buffer"), pcm.Get("byteOffset").Float()
	of := js.Global().Get("Uint8Array")
	heights := media.PeaksOf(pcm.Length(), parts.Int(), func(into []float32, at int) {
		bytes := unsafe.Slice((*byte)(unsafe.Pointer(&into[0])), 4*len(into)) // both sides are little-endian
		js.CopyBytesToGo(bytes, of.New(buffer, offset+4*float64(at), len(bytes)))
	})
	out := make([]any, len(heights))
	for i, h := range heights {
		out[i] = h
	}
	return out, nil
}
