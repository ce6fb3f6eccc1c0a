//go:build js && wasm

package main

import "unsafe"

// mailbox is how js/pool.mjs puts a request to this module in one call: a text in
// the module's memory, and the answer there when the call returns. Callbacks of
// syscall/js would take a dozen crossings and as many finalizers.
//
// The gateway may have to wait for the host, which an exported function must not.
// Then the call returns without an answer, and that follows through
// context.answer.
type mailbox struct {
	in, out []byte
	state   mailState
	work    chan string
	done    chan struct{} // of the host's call
}

type mailState int

const (
	settled  mailState = iota // the answer is in out
	deciding                  // within the host's call
	waiting                   // for a promise of the host: the call has returned
)

// post is the one of this instance.
var post = mailbox{work: make(chan string, 1), done: make(chan struct{}, 1)}

// serve is one goroutine for the life of the instance: a new one would grow its
// stack anew for each request, an eighth of the time measured.
func (m *mailbox) serve(e *edge) {
	for text := range m.work {
		m.out = e.decide(text)
		late := m.state == waiting
		m.state = settled
		if late {
			e.host.Call("answer", string(m.out))
		} else {
			m.done <- struct{}{}
		}
	}
}

// wait is called before the module waits for the host.
func (m *mailbox) wait() {
	if m.state == deciding {
		m.state = waiting
		m.done <- struct{}{}
	}
}

// inbox gives the place for a text of so many bytes.
//
//go:wasmexport inbox
func inbox(size int32) unsafe.Pointer {
	if len(post.in) < int(size) {
		post.in = make([]byte, max(int(size), 4096))
	}
	return unsafe.Pointer(unsafe.SliceData(post.in))
}

// decide answers the text in the inbox: a line with the outcome of the last plan
// or nothing, then a request (see package wire). It gives the answer's size, or -1
// when it comes later.
//
//go:wasmexport decide
func decide(size int32) int32 {
	post.state = deciding
	post.work <- string(post.in[:size])
	<-post.done // two direct switches: runtime.Gosched would go by the scheduler's common queue
	if post.state == waiting {
		return -1
	}
	return int32(len(post.out))
}

// outbox gives the place of the answer.
//
//go:wasmexport outbox
func outbox() unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(post.out)) }
