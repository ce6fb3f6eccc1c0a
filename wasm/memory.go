//go:build js && !addend_lean

package main

import (
	"runtime"
	"sync"
	"syscall/js"
	"unsafe"

	"github.com/addend-go/addend/wasm/markdown"
)

// Rendering is called for every message of a page, so its strings do not become JavaScript values on the way:
// JavaScript writes UTF-8 into input, calls an exported function, and reads UTF-8 from the place that answer names.
// That makes a call 1.4 times as fast as one through syscall/js.
var memory struct {
	input  []byte
	output []byte
	answer [2]uint32 // address and length of the output
	err    error     // of the last call
	calls  int       // since the memory was looked at
	grown  bool
	stats  runtime.MemStats
}

// keep is the size up to which a buffer is kept for the next call.
const keep = 1 << 18

// garbage is the size of the heap from which on it is collected: above what the module needs at rest.
const garbage = 6 << 20

// addend_answer returns the address of the two words in which the other functions leave their answer.
//
//go:wasmexport addend_answer
func exportAnswer() uint32 { return address(&memory.answer[0]) }

// addend_input returns the address of a buffer of at least n bytes.
//
//go:wasmexport addend_input
func exportInput(n uint32) uint32 {
	if n == 0 {
		n = 1
	}
	if int(n) > len(memory.input) || len(memory.input) > keep && int(n) <= keep {
		memory.input = make([]byte, max(int(n), 1<<14))
	}
	return address(&memory.input[0])
}

// addend_markdown renders the first n bytes of the input; post is 1 for the profile of that name. It returns 0, or 1
// where lastError says more; there is output in both cases.
//
//go:wasmexport addend_markdown
func exportMarkdown(n, post uint32) uint32 {
	return answer(func() ([]byte, error) {
		return standard(post).Append(emptied(memory.output), taken(n))
	})
}

// standard is the renderer of a profile without options.
func standard(post uint32) *markdown.Renderer {
	if post == 1 {
		return postRenderer()
	}
	return chatRenderer()
}

var (
	chatRenderer = sync.OnceValue(func() *markdown.Renderer { return rendererOf(markdown.Chat) })
	postRenderer = sync.OnceValue(func() *markdown.Renderer { return rendererOf(markdown.Post) })
)

func rendererOf(profile markdown.Profile) *markdown.Renderer {
	r, err := markdown.New(markdown.Options{Profile: profile})
	if err != nil {
		panic(err) // a profile without options cannot be refused
	}
	return r
}

// addend_text writes the text of the first n bytes of the input without its markup, cut to limit characters.
//
//go:wasmexport addend_text
func exportText(n, limit uint32) uint32 {
	return answer(func() ([]byte, error) {
		return append(emptied(memory.output), markdown.Text(taken(n), int(limit))...), nil
	})
}

// answer runs f and leaves its output where JavaScript looks for it.
func answer(f func() ([]byte, error)) (status uint32) {
	memory.err = nil
	defer func() {
		if r := recover(); r != nil {
			memory.err = panicked(r)
			memory.answer = [2]uint32{}
			status = 2
		}
	}()
	memory.output, memory.err = f()
	collect()
	memory.answer = [2]uint32{}
	if len(memory.output) > 0 {
		memory.answer = [2]uint32{address(&memory.output[0]), uint32(len(memory.output))}
	}
	if memory.err != nil {
		return 1
	}
	return 0
}

// collect collects garbage now and then, while JavaScript waits. Go's own collector works between two events only,
// and a loop of calls that never returns to the browser would meanwhile grow a memory that never shrinks again.
func collect() {
	if memory.calls++; memory.calls < 512 {
		return
	}
	memory.calls = 0
	if !memory.grown { // once, to the size that the heap will have between two collections
		memory.grown = true
		runtime.KeepAlive(make([]byte, garbage))
		runtime.GC()
		runtime.GC() // the tables of one collection are in use until the next is over: the second makes room for both
	}
	runtime.ReadMemStats(&memory.stats)
	if memory.stats.HeapAlloc > garbage {
		runtime.GC()
	}
}

// taken is the input as a string, without copying: nothing writes to the buffer while a call runs.
func taken(n uint32) string { return unsafe.String(&memory.input[0], int(n)) }

// emptied is a buffer to use again, unless one long text has made it large.
func emptied(b []byte) []byte {
	if cap(b) > keep {
		return nil
	}
	return b[:0]
}

func address[T any](p *T) uint32 { return uint32(uintptr(unsafe.Pointer(p))) }

// lastError returns the error of the last rendering.
func lastError([]js.Value) (any, error) {
	if memory.err == nil {
		return nil, nil
	}
	return errorObject(memory.err), nil
}
