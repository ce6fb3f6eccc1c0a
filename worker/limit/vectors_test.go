package limit

import (
	"encoding/json"
	"flag"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write testdata/window.json anew")

// sequence is a run of calls through one window, for this package and for
// js/window.mjs: times in milliseconds.
type sequence struct {
	Calls int      `json:"calls"`
	Span  int      `json:"span"`
	Steps [][5]int `json:"steps"` // time, ok (0 or 1), limit, remaining, reset
}

func run(s sequence, times []int) sequence {
	w := New(s.Calls, time.Duration(s.Span)*time.Millisecond)
	s.Steps = nil
	for _, ms := range times {
		v := w.Take(at(ms))
		ok := 0
		if v.OK {
			ok = 1
		}
		s.Steps = append(s.Steps, [5]int{ms, ok, v.Limit, v.Remaining, int(v.Reset / time.Millisecond)})
	}
	return s
}

const vectors = "testdata/window.json"

func TestVectors(t *testing.T) {
	if *update {
		r := rand.New(rand.NewPCG(1, 2))
		var list []sequence
		for _, s := range []sequence{{Calls: 100, Span: 5000}, {Calls: 3, Span: 50}, {Calls: 1, Span: 10}} {
			var times []int
			now := 0
			for range 160 {
				now += r.IntN(max(2, s.Span/s.Calls*3/2))
				if r.IntN(20) == 0 {
					now -= s.Span // the clock jumps back
				}
				times = append(times, max(now, 0))
			}
			list = append(list, run(s, times))
		}
		b, err := json.Marshal(list)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(vectors, append(b, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(vectors)
	if err != nil {
		t.Fatal(err)
	}
	var list []sequence
	if err := json.Unmarshal(b, &list); err != nil || len(list) == 0 {
		t.Fatal(err)
	}
	for _, want := range list {
		var times []int
		refused := 0
		for _, step := range want.Steps {
			times = append(times, step[0])
			refused += 1 - step[1]
		}
		if refused == 0 {
			t.Errorf("%d calls in %d ms: no call of the sequence is refused", want.Calls, want.Span)
		}
		if diff := cmp.Diff(want, run(want, times)); diff != "" {
			t.Error(diff)
		}
	}
}
