package media

import "math"

// fragmentedLength is the playing time of a track of a fragmented movie; initial seconds stand in moov.
func (m *mp4) fragmentedLength(t *mp4Track, initial float64) float64 {
	f, scale := t.fragments, float64(t.scale)
	if t.samples == 0 {
		initial = 0
	}
	if !f.seen {
		return initial
	}
	total := float64(f.end) / scale
	first := float64(f.first) / scale
	switch {
	case !f.dated:
		total = initial + float64(f.sum)/scale
	case first-initial > 1: // the clock of a live stream that was running before
		total += initial - first
	}
	total += m.lastSample(t, total)
	if t.edited {
		for _, e := range t.edits {
			if e.start > 0 {
				total -= float64(e.start) / scale
			}
		}
	} else {
		total += float64(t.delay)/scale - t.skip()
	}
	return max(total, 0)
}

// lastSample corrects for a last sample whose duration is not its own. Chromium takes durations from the wall
// clock: they tremble, and the last, at times that of each fragment, is the time to the click on stop, or 0. Opus
// frames have a length of their own, so that a decoder plays their number times that. Another writer's short last
// sample is meant: padding that is cut off.
func (m *mp4) lastSample(t *mp4Track, total float64) float64 {
	f, scale := t.fragments, float64(t.scale)
	if f.count < 2 || f.last > 0 && !(t.codec == "opus" && (f.uneven || t.stampedByClock())) {
		return 0
	}
	last, before := float64(f.last)/scale, float64(f.before)/scale
	if t.codec != "opus" {
		m.info.estimate(WarnLastFrame)
		return before
	}
	frame := float64(f.packet) / opusRate
	if f.packet == 0 {
		frame = opusFrameNear(before)
	}
	counted := float64(f.count) * frame
	stamped := total - last + frame
	if !m.partial && math.Abs(counted-stamped) < tremble {
		return counted - total
	}
	return frame - last
}

// stampedByClock recognises Chromium: its mdhd states a length, and a wrong one, where moov holds no sample at all.
func (t *mp4Track) stampedByClock() bool { return t.samples == 0 && t.header > 0 && !t.edited }

// opusFrameNear is the Opus packet length nearest to a distance in seconds.
func opusFrameNear(seconds float64) float64 {
	best := 0.02
	for _, ms := range [9]float64{2.5, 5, 10, 20, 40, 60, 80, 100, 120} {
		if math.Abs(ms/1000-seconds) < math.Abs(best-seconds) {
			best = ms / 1000
		}
	}
	return best
}
