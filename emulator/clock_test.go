package emulator

import (
	"math/rand/v2"
	"testing"
	"time"
)

func TestStampIsTheFormat(t *testing.T) {
	times := []int64{0, 1, -1, 999, 951782399999, 951782400000, 253402300799999, 253402300800000, -62167219200000, -62167219200001}
	for range 2000 {
		times = append(times, rand.Int64N(1<<48)-1<<46)
	}
	for _, ms := range times {
		if want := time.UnixMilli(ms).UTC().Format("2006-01-02T15:04:05.000Z"); stamp(ms) != want {
			t.Errorf("%d is %s, want %s", ms, stamp(ms), want)
		}
	}
}

func BenchmarkStamp(b *testing.B) {
	for b.Loop() {
		stamp(1795707770123)
	}
}
