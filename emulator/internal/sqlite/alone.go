package sqlite

import (
	"sync"
	"sync/atomic"
)

// maxInARow is how many writers follow one another before the readers' turn.
const maxInARow = 8

// writerAlone keeps readers and the writer of an in-memory database apart.
// Writers that wait while another works follow it at once, because to let the
// readers in between costs each of them a wait for all readers: a request that
// writes would take many times the time of one that reads.
//
// A nil *writerAlone, a file's, keeps nobody apart. All but the methods for
// readers and wait are called by the one who has the writing connection.
type writerAlone struct {
	mu      sync.RWMutex
	waiting atomic.Int64 // writers before begin
	held    bool         // mu is locked: handed on by the writer before
	inARow  int
}

func (a *writerAlone) readerIn() {
	if a != nil {
		a.mu.RLock()
	}
}

func (a *writerAlone) readerOut() {
	if a != nil {
		a.mu.RUnlock()
	}
}

// wait announces a writer that is about to wait for the writing connection.
func (a *writerAlone) wait() {
	if a != nil {
		a.waiting.Add(1)
	}
}

// begin returns when no reader is at work and none can begin.
func (a *writerAlone) begin() {
	if a == nil {
		return
	}
	a.waiting.Add(-1)
	if !a.held {
		a.mu.Lock()
		a.held, a.inARow = true, 0
	}
	a.inARow++
}

// end hands on to the next writer, or lets the readers in.
func (a *writerAlone) end() {
	if a != nil && (a.waiting.Load() == 0 || a.inARow >= maxInARow) {
		a.letIn()
	}
}

// letIn lets the readers in, for who has the writing connection and is no
// writer.
func (a *writerAlone) letIn() {
	if a != nil && a.held {
		a.held = false
		a.mu.Unlock()
	}
}
