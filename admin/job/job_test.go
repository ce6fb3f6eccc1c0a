package job

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
)

func items(n int, do func(context.Context, int) error) func(func(Item, error) bool) {
	return func(yield func(Item, error) bool) {
		for i := range n {
			if !yield(Item{ID: fmt.Sprint(i), Line: i + 1, Do: func(ctx context.Context) error { return do(ctx, i) }}, nil) {
				return
			}
		}
	}
}

// What was stopped goes on: every item is done once and only once over all starts.
func TestStopAndGoOn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.jsonl")
	var did [100]atomic.Int32
	for start := 0; ; start++ {
		ledger, err := OpenLedger(path)
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		begun := atomic.Int32{}
		tally, err := Run(ctx, 4, items(100, func(ctx context.Context, i int) error {
			did[i].Add(1)
			if begun.Add(1) == 30 {
				stop()
			}
			return ctx.Err() // what has begun is finished: its context lives on
		}), ledger, nil, nil)
		ledger.Close()
		stop()
		if tally.Failed != 0 {
			t.Fatalf("start %d: %+v", start, tally)
		}
		if err == nil {
			if tally.Done+tally.Skipped != 100 {
				t.Errorf("the last start: %+v", tally)
			}
			break
		}
		if start > 10 {
			t.Fatal("it never ends")
		}
	}
	for i := range did {
		if n := did[i].Load(); n != 1 {
			t.Errorf("item %d was done %d times", i, n)
		}
	}
}

func TestAFatalErrorEndsAll(t *testing.T) {
	fatal := errors.New("wrong key")
	var begun atomic.Int32
	_, err := Run(t.Context(), 4, items(1000, func(context.Context, int) error { begun.Add(1); return fatal }), Failures{Out: &bytes.Buffer{}}, nil,
		func(err error) bool { return errors.Is(err, fatal) })
	if !errors.Is(err, fatal) || begun.Load() > 8 {
		t.Errorf("%v after %d items", err, begun.Load())
	}
}

// A crash may cut the last line; anything else that is not a report is not overwritten.
func TestALedgerThatWasCut(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.jsonl")
	if err := os.WriteFile(path, []byte("{\"item\":\"a\",\"ok\":true}\n{\"item\":\"b\",\"ok\":false}\n{\"item\":\"c\",\"o"), 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := OpenLedger(path)
	if err != nil {
		t.Fatal(err)
	}
	if !l.Has("a") || l.Has("b") || l.Has("c") {
		t.Errorf("done are %v", l.done)
	}
	if err := errors.Join(l.Add(Result{Item: "c", OK: true}), l.Close()); err != nil {
		t.Fatal(err)
	}
	got, _ := os.ReadFile(path)
	if want := "{\"item\":\"a\",\"ok\":true}\n{\"item\":\"b\",\"ok\":false}\n{\"item\":\"c\",\"ok\":true}\n"; string(got) != want {
		t.Errorf("the report is %q", got)
	}

	foreign := filepath.Join(t.TempDir(), "users.csv")
	if err := os.WriteFile(foreign, []byte("userId\nana\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenLedger(foreign); err == nil {
		t.Error("a file that is no report was taken")
	}
}
