//go:build js

package main

import (
	"context"
	"errors"
	"io"
	"syscall/js"
)

// A blobReader reads a Blob, a File or what has a size and slices as they do, piece by piece: only what is asked for
// ever reaches the memory. A read waits for the browser, so it may be called from a goroutine only, never from a
// function that JavaScript called.
type blobReader struct {
	ctx  context.Context
	blob js.Value
	size int64

	// One pair of callbacks for all the reads, released by close.
	done, failed js.Func
	answer       chan any // js.Value (an ArrayBuffer) or error
	owed         bool     // a read was begun and has not answered
	closed       bool
}

func newBlobReader(ctx context.Context, blob js.Value) *blobReader {
	r := &blobReader{ctx: ctx, blob: blob, size: int64(blob.Get("size").Float()), answer: make(chan any, 1)}
	r.done = js.FuncOf(func(_ js.Value, args []js.Value) any {
		r.answered(arg(args, 0))
		return nil
	})
	r.failed = js.FuncOf(func(_ js.Value, args []js.Value) any {
		r.answered(errors.New(describe(arg(args, 0))))
		return nil
	})
	return r
}

func (r *blobReader) answered(v any) {
	r.owed = false
	r.answer <- v
	if r.closed {
		r.release()
	}
}

// close gives the callbacks back. A read that was abandoned still answers one day; they go then.
func (r *blobReader) close() {
	r.closed = true
	if !r.owed {
		r.release()
	}
}

func (r *blobReader) release() {
	r.done.Release()
	r.failed.Release()
}

// ReadAt implements io.ReaderAt. It does not wait for a slow read once the context is done; nothing can be read after
// that.
func (r *blobReader) ReadAt(p []byte, off int64) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	if off >= r.size {
		return 0, io.EOF
	}
	end := min(off+int64(len(p)), r.size)
	r.owed = true
	r.blob.Call("slice", float64(off), float64(end)).Call("arrayBuffer").Call("then", r.done, r.failed)
	var answer any
	select {
	case answer = <-r.answer:
	case <-r.ctx.Done():
		return 0, r.ctx.Err()
	}
	switch v := answer.(type) {
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
