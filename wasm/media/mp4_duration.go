package media

// conclude turns the tracks into one answer: for sound the longest sound, for films the longest of both.
func (m *mp4) conclude() error {
	info := m.info
	m.describe()
	if m.cut {
		info.warn(WarnTruncated)
	}
	info.Exact = true
	var total float64
	for _, t := range m.tracks {
		if !m.plays(t) {
			continue
		}
		total = max(total, m.length(t))
	}
	if total == 0 && m.fragmented {
		switch {
		case m.extends > 0 && m.scale > 0:
			total = float64(m.extends) / float64(m.scale)
			info.estimate(WarnUnverified)
		case len(m.indexed) > 0:
			for _, seconds := range m.indexed {
				total = max(total, seconds)
			}
			info.estimate(WarnUnverified)
		}
	}
	if total == 0 && m.scale > 0 && m.duration > 0 && m.anySample() {
		total = float64(m.duration) / float64(m.scale)
		info.estimate(WarnUnverified)
	}
	if m.cut {
		info.Exact = false
	}
	info.Duration = total
	return nil
}

// plays says whether a track is sound or moving pictures of its own: chapter titles and their stills are not.
func (m *mp4) plays(t *mp4Track) bool {
	return (t.handler == "soun" || t.handler == "vide") && !m.chapters[t.id]
}

func (m *mp4) describe() {
	info := m.info
	info.Kind = KindOther
	for _, t := range m.tracks {
		if !m.plays(t) {
			continue
		}
		if t.handler == "vide" {
			info.Kind = KindVideo
			if t.turned {
				t.width, t.height = t.height, t.width
			}
			info.picture(t.width, t.height)
		} else {
			if info.Kind == KindOther {
				info.Kind = KindAudio
			}
			info.audio(t.rate, t.channels)
		}
		info.codec(t.codec)
		if t.encrypted {
			info.warn(WarnEncrypted)
		}
	}
	if info.Kind == KindOther {
		info.Kind = KindVideo
		info.warn(WarnUnknownTracks)
	}
}

func (m *mp4) anySample() bool {
	for _, t := range m.tracks {
		if t.samples > 0 || t.header > 0 {
			return true
		}
	}
	return false
}

// length is the playing time of a track in seconds.
func (m *mp4) length(t *mp4Track) float64 {
	if t.scale == 0 {
		return 0
	}
	scale := float64(t.scale)
	media := float64(t.ticks) / scale
	if !t.counted {
		media = float64(t.header) / scale
		m.info.estimate(WarnUnverified)
	}
	if m.fragmented {
		return m.fragmentedLength(t, media)
	}
	if m.cut {
		if playable, ok := m.playable(t); ok {
			media = min(media, playable)
		}
	}
	if !t.edited || len(t.edits) == 0 {
		return max(media+float64(t.delay)/scale-t.skip(), 0)
	}
	return m.edit(t, media)
}

// skip is what an Opus decoder throws away at the start where no edit list says so.
func (t *mp4Track) skip() float64 {
	if t.edited {
		return 0
	}
	return float64(t.preSkip) / opusRate
}

// edit applies the edit list to a track of media seconds. Empty edits delay a track of a film; before a lone
// sound they are silence that players leave out. A rate below 1 is slow motion, 0 a picture that stands still
// (ISO/IEC 14496-12, 8.6.6).
func (m *mp4) edit(t *mp4Track, media float64) float64 {
	var total float64
	for _, e := range t.edits {
		var length float64
		if m.scale > 0 {
			length = float64(e.length) / float64(m.scale)
		}
		if e.start < 0 {
			if m.info.Kind == KindVideo {
				total += length
			}
			continue
		}
		rate := e.rate
		if rate == 0 && len(t.edits) > 1 {
			total += length
			continue
		} else if rate == 0 { // left out by its writer: a film is no single picture
			rate = 1
		}
		rest := (media - float64(e.start)/float64(t.scale)) / rate
		if length == 0 || media > 0 && length > rest+0.5 {
			if length > 0 && !m.cut {
				m.info.warn(WarnHeaderWrong)
			}
			length = max(rest, 0)
		}
		total += length
	}
	return total
}
