package media

import "math"

// conclude turns tracks and the Duration element into one answer.
func (m *matroska) conclude() error {
	info := m.info
	claimed := m.claimed * m.scale
	var ends, starts []float64
	guessed := false
	others := math.Inf(-1)
	for _, t := range m.tracks {
		others = max(others, knownEnd(&t.timeline))
	}
	for _, t := range m.tracks {
		if !t.seen {
			continue
		}
		end, g := t.finish(others, claimed)
		end = m.counted(t, end)
		guessed = guessed || g
		ends = append(ends, end-t.delay)
		starts = append(starts, t.first)
	}
	if m.cut {
		info.warn(WarnTruncated)
	}
	if len(ends) == 0 {
		info.Duration = claimed - m.delay()
		info.estimate(WarnUnverified)
		return nil
	}
	measured := spanOf(ends, starts)
	info.Duration, info.Exact = measured, !guessed
	if guessed {
		info.warn(WarnLastFrame)
	}
	if !m.partial || m.closing {
		info.compare(claimed, measured)
		return nil
	}
	// Only the beginning was seen: the header is all there is.
	info.Duration = claimed - m.delay()
	info.estimate(WarnUnverified)
	return nil
}

// counted replaces an end by time stamps with the count of frames where every frame was seen and both agree:
// Chromium stamps with the wall clock, which trembles, the more the busier the machine is; a decoder plays the frames.
func (m *matroska) counted(t *mkvTrack, end float64) float64 {
	if m.partial || t.kind != mkvAudio || t.unknown > 0 || len(m.tracks) != 1 {
		return end
	}
	if math.Abs(t.first+t.sum-end) >= tremble {
		return end
	}
	if t.first < tremble { // Firefox counts from the end of what a decoder throws away
		return t.sum
	}
	return t.first + t.sum
}

// delay is the smallest CodecDelay of the tracks when all that is heard has one: what a Duration written as the
// last block's end counts too much.
func (m *matroska) delay() float64 {
	if m.info.Kind != KindAudio || len(m.tracks) != 1 {
		return 0
	}
	return m.tracks[0].delay
}
