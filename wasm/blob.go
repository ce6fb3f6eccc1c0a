//go:build js

package main

import (
	"errors"
	"io"
	"syscall/js"
)

// A blobReader reads a Blob or a File piece by piece: only what is asked for ever reaches the memory. A read waits
// for the browser, so it may be called from a goroutine only, never from a function that JavaScript called.
type blobReader struct {
	blob   js.Value
	signal js.Value // an AbortSignal, or undefined
	size   int64

	// One pair of callbacks for all the reads, released by close.
	done, failed js.Func
	answer       chan any // js.Value (an ArrayBuffer) or error
}

func newBlobReader(blob, signal js.Value) *blobReader {
	r := &blobReader{blob: blob, signal: signal, size: int64(blob.Get("size").Float()), answer: make(chan any, 1)}
	r.done = js.FuncOf(func(_ js.Value, args []js.Value) any {
		r.answer <- arg(args, 0)
		return nil
	})
	r.failed = js.FuncOf(func(_ js.Value, args []js.Value) any {
		r.answer <- errors.New(describe(arg(args, 0)))
		return nil
	})
	return r
}

func (r *blobReader) close() {
	r.done.Release()
	r.failed.Release()
}

// ReadAt implements io.ReaderAt.
func (r *blobReader) ReadAt(p []byte, off int64) (int, error) {
	if off >= r.size {
		return 0, io.EOF
	}
	if aborted(r.signal) {
		return 0, errAborted
	}
	end := min(off+int64(len(p)), r.size)
	r.blob.Call("slice", float64(off), float64(end)).Call("arrayBuffer").Call("then", r.done, r.failed)
	switch v := (<-r.answer).(type) {
	case js.Value:
		n := js.CopyBytesToGo(p, js.Global().Get("Uint8Array").New(v))
		if n < len(p) {
			return n, io.EOF
		}
		return n, nil
	case error:
		return 0, v
	}
	return 0, io.ErrUnexpectedEOF
}

// A bytesReader reads a Uint8Array that is in JavaScript's memory already.
type bytesReader struct {
	array js.Value
	size  int64
}

// ReadAt implements io.ReaderAt.
func (r bytesReader) ReadAt(p []byte, off int64) (int, error) {
	if off >= r.size {
		return 0, io.EOF
	}
	end := min(off+int64(len(p)), r.size)
	n := js.CopyBytesToGo(p, r.array.Call("subarray", float64(off), float64(end)))
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// describe is what a JavaScript error says of itself.
func describe(v js.Value) string {
	if v.Type() == js.TypeObject {
		if m := v.Get("message"); m.Type() == js.TypeString && m.String() != "" {
			return m.String()
		}
	}
	return "the browser could not read it"
}
