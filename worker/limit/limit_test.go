package limit

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

var epoch = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

func at(ms int) time.Time { return epoch.Add(time.Duration(ms) * time.Millisecond) }

func TestTake(t *testing.T) {
	const S = 5000
	tests := []struct {
		name      string
		calls     []int // ms
		now       int
		ok        bool
		remaining int
		reset     int // ms
	}{
		{"first call", nil, 0, true, 2, S},
		{"last that fits", []int{0, 1}, 2, true, 0, S - 2},
		{"one too many", []int{0, 1, 2}, 3, false, 0, S - 3},
		{"a tick before the oldest leaves", []int{0, 1, 2}, S - 1, false, 0, 1},
		{"the moment the oldest leaves", []int{0, 1, 2}, S, true, 0, 1},
		{"no burst over a fixed boundary", []int{4998, 4999, 5000}, 5001, false, 0, 4997},
		{"all left", []int{0, 1, 2}, 2 * S, true, 2, S},
		{"clock jumps back", []int{9000, 9001, 9002}, 0, false, 0, 9000 + S},
	}
	for _, c := range tests {
		w := New(3, S*time.Millisecond)
		for _, ms := range c.calls {
			if !w.Take(at(ms)).OK {
				t.Fatalf("%s: the call at %d ms does not fit", c.name, ms)
			}
		}
		got := w.Take(at(c.now))
		want := Verdict{c.ok, 3, c.remaining, time.Duration(c.reset) * time.Millisecond}
		if got != want {
			t.Errorf("%s: got %+v, want %+v", c.name, got, want)
		}
	}
}

func TestBudgetOfThePlatform(t *testing.T) {
	w := New(0, 0)
	accepted := 0
	for i := range 500 {
		if w.Take(at(i * 4)).OK { // 500 calls in 2 s
			accepted++
		}
	}
	if accepted != 100 {
		t.Errorf("accepted %d of 500 calls in 2 s, want 100", accepted)
	}
	if w.Idle(at(2000)) || !w.Idle(at(396+5000)) {
		t.Error("Idle does not follow the last accepted call")
	}
}

// The model keeps every accepted call for ever and counts those inside the
// span; the window must agree on any sequence of times that does not run back.
func TestWindowAgreesWithModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		calls := rapid.IntRange(1, 7).Draw(t, "calls")
		span := time.Duration(rapid.IntRange(1, 50).Draw(t, "span")) * time.Millisecond
		w := New(calls, span)
		var accepted []time.Time
		now := epoch
		for _, step := range rapid.SliceOfN(rapid.IntRange(0, 20), 1, 200).Draw(t, "steps") {
			now = now.Add(time.Duration(step) * time.Millisecond)
			inside, oldest := 0, time.Duration(0)
			for _, a := range accepted {
				if left := a.Add(span).Sub(now); left > 0 {
					if inside == 0 {
						oldest = left
					}
					inside++
				}
			}
			got := w.Take(now)
			if want := inside < calls; got.OK != want {
				t.Fatalf("at %v with %d inside: OK %v, want %v", now.Sub(epoch), inside, got.OK, want)
			}
			if got.OK {
				accepted = append(accepted, now)
				inside++
				if oldest == 0 {
					oldest = span
				}
			}
			if got.Remaining != calls-inside || got.Reset != oldest {
				t.Fatalf("at %v: %+v, want remaining %d reset %v", now.Sub(epoch), got, calls-inside, oldest)
			}
		}
	})
}
