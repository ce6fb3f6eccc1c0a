package media

import (
	"math"
	"slices"
)

// timeline gathers the times of one track's frames, in seconds, in file order, which need not be the order of
// showing. It holds a bounded number of them.
type timeline struct {
	seen    bool
	first   float64 // smallest start
	last    float64 // largest start
	end     float64 // largest start + length among frames whose length is known
	sum     float64 // of all known lengths
	frames  int
	unknown int       // frames whose length was not known
	recent  []float64 // the last starts, for the gap between neighbours
}

const recentFrames = 64

// tremble is how far, in seconds, time stamps by the wall clock and the count of frames may lie apart for the frames
// to be believed: some frames of 60 ms. A larger gap is a silence that plays.
const tremble = 0.25

// add notes n frames that start at start and play length seconds together, 0 when that is not known.
func (t *timeline) add(start, length float64, n int) {
	if !t.seen || start < t.first {
		t.first = start
	}
	if !t.seen || start > t.last {
		t.last = start
	}
	if !t.seen || start+length > t.end {
		t.end = start + length
	}
	t.seen = true
	t.frames += n
	t.sum += length
	if length == 0 {
		t.unknown += n
	}
	if len(t.recent) == recentFrames {
		copy(t.recent, t.recent[1:])
		t.recent = t.recent[:recentFrames-1]
	}
	t.recent = append(t.recent, start)
}

// gap is the median distance between neighbouring starts, 0 when fewer than two were seen, and whether the
// distances are even enough to foretell the next.
func (t *timeline) gap() (median float64, even bool) {
	starts := slices.Clone(t.recent)
	slices.Sort(starts)
	if len(starts) > 8 { // the oldest of frames that are stored out of order have lost their neighbours
		starts = starts[len(starts)/4:]
	}
	var gaps []float64
	for i := 1; i < len(starts); i++ {
		if d := starts[i] - starts[i-1]; d > 0 {
			gaps = append(gaps, d)
		}
	}
	if len(gaps) == 0 {
		return 0, false
	}
	slices.Sort(gaps)
	median = gaps[len(gaps)/2]
	return median, gaps[len(gaps)-1]-gaps[0] < median/2
}

// known says whether the end of the last frame stands in the file.
func (t *timeline) known() bool { return t.unknown == 0 || t.end > t.last+1e-9 }

// knownEnd is the largest end that stands in the file, minus infinity for none.
func knownEnd(tracks ...*timeline) float64 {
	end := math.Inf(-1)
	for _, t := range tracks {
		if t.seen && t.known() {
			end = max(end, t.end)
		}
	}
	return end
}

// finish is the largest end. When the last frame's length is not known, the header's claim tells where it can be the
// end of that frame; else it is taken from its neighbours, and guessed is true unless others, the largest end that is
// known, lies behind it anyway. A camera's frames may come so unevenly that nothing can be foretold: then, with other
// tracks to go by, the last frame adds nothing.
func (t *timeline) finish(others, claimed float64) (end float64, guessed bool) {
	if t.known() {
		return t.end, false
	}
	gap, even := t.gap()
	switch {
	case t.last+gap <= others:
		return t.last + gap, false
	case claimed > t.last+0.001 && claimed < t.last+2*gap:
		return claimed, false
	case !even && !math.IsInf(others, -1):
		return t.last, true
	}
	return t.last + gap, true
}

// compare holds the duration a header claims, 0 for none, against the measured one. More difference than
// writers have who leave the last frame out is warned of.
func (i *Info) compare(claimed, measured float64) {
	if claimed <= 0 {
		return
	}
	if math.Abs(claimed-measured) > max(0.5, measured/50) {
		i.warn(WarnHeaderWrong)
	}
}

// spanOf is the playing time of several tracks together: the largest end less the smallest start, where starts
// near zero count as zero — a track that begins late is a silence that plays.
func spanOf(ends, starts []float64) float64 {
	const live = 1.0 // seconds; a clock that starts later was running before the recording
	end, start := math.Inf(-1), math.Inf(1)
	for i := range ends {
		end = max(end, ends[i])
		start = min(start, starts[i])
	}
	if start < live {
		start = 0
	}
	return max(end-start, 0)
}
