package native

import (
	"context"
	"io"
	"sync"
	"time"
)

// deadline cancels an exchange when the upstream's first byte does not come in
// time after the request body went out.
type deadline struct {
	after  time.Duration
	cancel context.CancelFunc
	mu     sync.Mutex
	timer  *time.Timer
	over   bool
	late   bool
}

func newDeadline(after time.Duration, cancel context.CancelFunc) *deadline {
	return &deadline{after: after, cancel: cancel}
}

func (d *deadline) start() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.timer != nil || d.over {
		return
	}
	d.timer = time.AfterFunc(d.after, func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		if !d.over {
			d.late = true
			d.cancel()
		}
	})
}

func (d *deadline) stop() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.over = true
	if d.timer != nil {
		d.timer.Stop()
	}
}

func (d *deadline) fired() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.late
}

// watched tells when a body has been read to its end, and why not.
type watched struct {
	io.ReadCloser
	failed *error
	done   func()
}

// Read implements io.Reader.
func (b *watched) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	switch err {
	case nil:
	case io.EOF:
		b.done()
	default:
		*b.failed = err
	}
	return n, err
}
