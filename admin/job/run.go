// Package job runs long work over many items: several at a time, with progress,
// a report of every item, and a second start that goes on where the first ended.
package job

import (
	"context"
	"errors"
	"iter"
	"sync"
)

// Result is what became of one item.
type Result struct {
	Item    string `json:"item"`              // what identifies it, such as a user id
	OK      bool   `json:"ok"`                // done, now or already
	Line    int    `json:"line,omitempty"`    // line of the input, from 1
	Code    int    `json:"code,omitempty"`    // the platform's code
	Message string `json:"message,omitempty"` // why not
}

// Item is one piece of work.
type Item struct {
	ID   string
	Line int
	// Do does it. nil: it cannot be done, for the reason Err.
	Do  func(context.Context) error
	Err error
}

// Report takes results and knows what is done already.
type Report interface {
	Has(item string) bool
	Add(Result) error
}

// Tally counts results.
type Tally struct{ Done, Failed, Skipped int }

// Run does the items, up to workers of them at once, and stops to take new ones
// when ctx ends or an error of fatal comes; what has begun is finished. Items
// that the report has as done are skipped. The error is that of the report, of
// the items, fatal's or of ctx.
func Run(ctx context.Context, workers int, items iter.Seq2[Item, error], report Report, progress *Progress, fatal func(error) bool) (Tally, error) {
	stop, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	work := make(chan Item)
	var mu sync.Mutex
	var tally Tally
	note := func(r Result) {
		mu.Lock()
		defer mu.Unlock()
		if r.OK {
			tally.Done++
		} else {
			tally.Failed++
		}
		if err := report.Add(r); err != nil {
			cancel(err)
		}
		progress.Show(tally)
	}
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for item := range work {
				if stop.Err() != nil {
					continue // taken, not begun: the next start does it
				}
				r := Result{Item: item.ID, Line: item.Line, OK: true}
				err := item.Err
				if item.Do != nil {
					err = item.Do(context.WithoutCancel(stop))
				}
				if err != nil {
					if fatal != nil && fatal(err) {
						cancel(err)
						continue
					}
					r.OK, r.Code, r.Message = false, codeOf(err), err.Error()
				}
				note(r)
			}
		})
	}
	var bad error
feed:
	for item, err := range items {
		if err != nil {
			bad = err
			break
		}
		if item.ID != "" && report.Has(item.ID) {
			mu.Lock()
			tally.Skipped++
			mu.Unlock()
			continue
		}
		select {
		case work <- item:
		case <-stop.Done():
			break feed
		}
	}
	close(work)
	group.Wait()
	progress.End(tally)
	if bad == nil {
		bad = context.Cause(stop)
	}
	return tally, bad
}

// coder is an error that has the platform's code.
type coder interface{ PlatformCode() int }

func codeOf(err error) int {
	var c coder
	if errors.As(err, &c) {
		return c.PlatformCode()
	}
	return 0
}
