package media

const (
	mp4WalkAll   = 1 << 20 // fragmented files up to this size are walked from end to end
	mp4TailReach = 1 << 20 // how far back a lost moov or the last moof is looked for
)

// mp4 is one movie under the reader.
type mp4 struct {
	s          *source
	info       *Info
	scale      uint32 // ticks a second of the movie header
	duration   uint64 // of the movie header, 0 when unknown
	fragmented bool   // an mvex or a moof was seen
	extends    uint64 // mehd: duration with all fragments, movie ticks
	tracks     []*mp4Track
	chapters   map[uint32]bool    // tracks that hold chapter titles or stills for other tracks
	indexed    map[uint32]float64 // seconds that the first sidx of each track adds up to, before the first moof
	firstMoof  int64
	partial    bool // some fragments were not looked at
	cut        bool
}

// probeMP4 reads MP4, M4A, MOV, 3GP, 3G2 and F4V. Header boxes alone are not believed in fragmented files:
// Chromium writes mdhd in ticks of another scale. Sample tables and fragments decide, edit lists on top.
func probeMP4(s *source, info *Info) error {
	m := &mp4{s: s, info: info, chapters: map[uint32]bool{}, indexed: map[uint32]float64{}}
	m.top()
	if len(m.tracks) == 0 && m.scale == 0 && m.firstMoof == 0 {
		m.lostMoov()
	}
	if m.fragmented || m.firstMoof > 0 {
		m.fragments()
	}
	return m.conclude()
}

// top goes over the boxes of the file up to the first fragment.
func (m *mp4) top() {
	file := box{end: m.s.size}
	m.s.boxes(0, file, func(x box) bool {
		m.cut = m.cut || x.cut
		switch x.kind {
		case "moov":
			m.moov(x)
		case "sidx":
			m.sidx(x)
		case "moof":
			m.firstMoof = x.at
			return false
		}
		return true
	})
}

// lostMoov looks for a moov near the end when going from box to box did not meet one: an mdat with an open or
// a broken size swallows it.
func (m *mp4) lostMoov() {
	m.s.searchBack(m.s.size, mp4TailReach, []byte("moov"), func(off int64) bool {
		x, ok := m.s.box(off-4, m.s.size)
		if !ok || off < 4 || x.open || x.cut {
			return false
		}
		child, ok := m.s.box(x.data, x.end)
		if !ok || child.kind != "mvhd" {
			return false
		}
		m.cut = false
		m.info.warn(WarnOpenSize)
		m.moov(x)
		return true
	})
}

func (m *mp4) moov(moov box) {
	m.s.boxes(moov.data, moov, func(x box) bool {
		switch x.kind {
		case "mvhd":
			m.scale, m.duration = m.s.timing(x)
		case "mvex":
			m.fragmented = true
			m.mvex(x)
		case "trak":
			if len(m.tracks) < mostTracks {
				m.trak(x)
			}
		}
		return true
	})
}

// timing reads time scale and duration of mvhd or mdhd; an unknown duration (all ones) comes back as 0.
func (s *source) timing(x box) (scale uint32, duration uint64) {
	b := s.body(x, 32)
	switch {
	case len(b) >= 32 && b[0] == 1:
		scale, duration = be32(b[20:]), be64(b[24:])
		if duration == 1<<64-1 {
			duration = 0
		}
	case len(b) >= 20 && b[0] == 0:
		scale, duration = be32(b[12:]), uint64(be32(b[16:]))
		if duration == 1<<32-1 {
			duration = 0
		}
	}
	return scale, duration
}

func (m *mp4) mvex(mvex box) {
	m.s.boxes(mvex.data, mvex, func(x box) bool {
		b := m.s.body(x, 24)
		switch {
		case x.kind == "mehd" && len(b) >= 12 && b[0] == 1:
			m.extends = be64(b[4:])
		case x.kind == "mehd" && len(b) >= 8 && b[0] == 0:
			m.extends = uint64(be32(b[4:]))
		case x.kind == "trex" && len(b) >= 16:
			m.track(be32(b[4:])).trexDuration = be32(b[12:])
		}
		return true
	})
}

// sidx adds up the durations of a segment index (ISO/IEC 14496-12, 8.16.3). Tracks have one each for the same time,
// and one may be split into further ones behind it: the first of a track counts.
func (m *mp4) sidx(x box) {
	b := m.s.body(x, 40)
	if len(b) < 32 {
		return
	}
	id, scale, off := be32(b[4:]), be32(b[8:]), int64(12+8)
	if _, again := m.indexed[id]; again || len(m.indexed) >= mostTracks {
		return
	}
	if b[0] == 1 {
		off += 8
	}
	b = m.s.hop(x.data+off, 4)
	if len(b) < 4 || scale == 0 {
		return
	}
	count := int64(be16(b[2:]))
	var ticks float64
	for i := range count {
		at := x.data + off + 4 + 12*i
		b := m.s.hop(at, 12)
		if len(b) < 12 || at+12 > x.end {
			break
		}
		ticks += float64(be32(b[4:]))
	}
	m.indexed[id] = ticks / float64(scale)
}

// track finds or makes the track with an identifier: mvex may stand before trak.
func (m *mp4) track(id uint32) *mp4Track {
	for _, t := range m.tracks {
		if t.id == id {
			return t
		}
	}
	t := &mp4Track{id: id}
	if len(m.tracks) < mostTracks {
		m.tracks = append(m.tracks, t)
	}
	return t
}
